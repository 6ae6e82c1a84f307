package org.aethercreator.llamacpp;

/**
 * The squares of the activations that met a weight tensor, summed column by column.
 *
 * <p>A tensor of experts has a row of sums and a token count for each expert, as a token meets only some of them; any
 * other has one count. Arrays are not copied: treat them as read-only.
 */
public final class ActivationSums {
    private final String name;
    private final float[] sums;
    private final long[] counts;

    /**
     * @param sums row after row, each as long as a row of the weights
     * @param counts tokens that met each row
     */
    public ActivationSums(String name, float[] sums, long[] counts) {
        if (counts.length == 0 || sums.length == 0 || sums.length % counts.length != 0) {
            throw new IllegalArgumentException("tensor " + name + " has " + sums.length + " sums for " + counts.length
                    + " counts; each count needs the same positive number of sums");
        }
        this.name = name;
        this.sums = sums;
        this.counts = counts;
    }

    /** The weight tensor's name. */
    public String name() {
        return name;
    }

    public float[] sums() {
        return sums;
    }

    public long[] counts() {
        return counts;
    }
}
