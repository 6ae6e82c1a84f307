package org.aethercreator.llamacpp;

import java.time.Duration;

/**
 * What encoding took.
 *
 * @param peakResidentBytes the most memory that the worker process had in RAM, its Java part included
 */
public record EncodeResult(Duration elapsed, long peakResidentBytes) {}
