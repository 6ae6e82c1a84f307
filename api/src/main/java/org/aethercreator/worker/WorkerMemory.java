package org.aethercreator.worker;

/**
 * Memory of a worker process that is in RAM, its Java part and file pages mapped into it included.
 *
 * @param residentBytes now
 * @param peakResidentBytes the most so far since the process started
 */
public record WorkerMemory(long residentBytes, long peakResidentBytes) {}
