package org.aethercreator.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was measured of one model; a metric that was left out is absent. */
public record TargetResult(BenchmarkTarget target, Map<Metric, Measurement> measurements) {
    public TargetResult {
        measurements = Collections.unmodifiableMap(new LinkedHashMap<>(measurements));
    }

    /** The measurement of {@code metric}, if it was made. */
    public Optional<Measurement> measurement(Metric metric) {
        return Optional.ofNullable(measurements.get(metric));
    }
}
