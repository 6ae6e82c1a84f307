package org.aethercreator.llamacpp;

import java.time.Duration;
import java.util.List;

/**
 * What encoding took.
 *
 * @param peakResidentBytes the most memory that the worker process had in RAM, its Java part included
 * @param errors of the targets that were to be measured, in the order of the jobs and of their targets
 */
public record EncodeResult(Duration elapsed, long peakResidentBytes, List<EncodeError> errors) {
    public EncodeResult {
        errors = List.copyOf(errors);
    }
}
