package org.aethercreator.bench;

import java.time.Instant;
import java.util.List;

/**
 * The figures of a benchmark, and where and how they were measured.
 *
 * @param measuredAt when it began
 * @param targets in the order asked for
 */
public record BenchmarkResult(
        Instant measuredAt, BenchmarkSettings settings, Environment environment, List<TargetResult> targets) {
    public BenchmarkResult {
        targets = List.copyOf(targets);
    }

    /** The metrics that every target has, in their natural order. */
    public List<Metric> metrics() {
        return List.of(Metric.values()).stream()
                .filter(metric -> targets.stream()
                        .allMatch(target -> target.measurement(metric).isPresent()))
                .toList();
    }
}
