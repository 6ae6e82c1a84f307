package org.aethercreator.fit;

/**
 * What lies in one kind of memory, the GPUs' or the machine's.
 *
 * @param cacheBytes keys, values and recurrent states
 * @param computeBytes buffers for intermediate results
 * @param companionBytes adapters, projector and draft model
 */
public record MemoryShare(long weightBytes, long cacheBytes, long computeBytes, long companionBytes) {
    static final MemoryShare NOTHING = new MemoryShare(0, 0, 0, 0);

    public long totalBytes() {
        return weightBytes + cacheBytes + computeBytes + companionBytes;
    }

    MemoryShare plus(MemoryShare other) {
        return new MemoryShare(
                weightBytes + other.weightBytes,
                cacheBytes + other.cacheBytes,
                computeBytes + other.computeBytes,
                companionBytes + other.companionBytes);
    }
}
