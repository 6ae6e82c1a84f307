package org.aethercreator.quantize.imatrix;

import java.util.Arrays;

/**
 * How much each input column of a weight matrix matters: the squares of the activations that met it, summed over the
 * tokens of a calibration text.
 *
 * <p>A tensor of experts has a matrix for each, one after the other, and a token count for each, as a token meets only
 * some of them. Other tensors have one count. The legacy file format keeps one count for all experts together.
 */
public final class TensorImportance {
    private final String name;
    private final float[] sums;
    private final float[] counts;

    /**
     * Takes the arrays over.
     *
     * @param sums matrix after matrix, column after column
     * @param counts tokens of each matrix; a float, as in llama.cpp's files
     */
    TensorImportance(String name, float[] sums, float[] counts) {
        if (counts.length == 0 || sums.length == 0 || sums.length % counts.length != 0) {
            throw new IllegalArgumentException("tensor " + name + " has " + sums.length + " sums for " + counts.length
                    + " counts; each count needs the same positive number of sums");
        }
        this.name = name;
        this.sums = sums;
        this.counts = counts;
    }

    /** The weight tensor's name, such as {@code blk.0.attn_q.weight}. */
    public String name() {
        return name;
    }

    /** Matrices that are counted apart: the number of experts, or 1. */
    public int matrices() {
        return counts.length;
    }

    /** Values in all: a matrix's columns times the number of matrices. */
    public int size() {
        return sums.length;
    }

    /** Values of each matrix that is counted apart. */
    public int columns() {
        return sums.length / counts.length;
    }

    /** Tokens that met the matrix; 0 for an expert that the calibration text never chose. */
    public long tokens(int matrix) {
        return (long) counts[matrix];
    }

    /** Whether some tokens met each matrix. */
    public boolean isComplete() {
        for (float count : counts) {
            if (count <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether any token met any matrix. */
    public boolean hasData() {
        for (float count : counts) {
            if (count > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Mean squared activation of each column, matrix after matrix: the very numbers that {@code llama-quantize} weighs
     * errors with. For a matrix that no token met they are 1, which weighs all columns alike.
     */
    public float[] meanSquares() {
        float[] means = new float[sums.length];
        int columns = columns();
        for (int matrix = 0; matrix < counts.length; matrix++) {
            int start = matrix * columns;
            float count = counts[matrix];
            for (int i = start; i < start + columns; i++) {
                means[i] = count > 0 ? sums[i] / count : 1;
            }
        }
        return means;
    }

    /** The sums and tokens of both together. */
    TensorImportance plus(TensorImportance other) {
        if (sums.length != other.sums.length
                || (counts.length != other.counts.length && counts.length != 1 && other.counts.length != 1)) {
            throw new IllegalArgumentException("the matrices are of different models: one has " + sums.length
                    + " values in " + counts.length + " matrices for tensor " + name + ", the other "
                    + other.sums.length + " in " + other.counts.length
                    + "; merge only matrices that were collected from one model");
        }
        int matrices = Math.max(counts.length, other.counts.length);
        float[] allSums = sums.clone();
        for (int i = 0; i < allSums.length; i++) {
            allSums[i] += other.sums[i];
        }
        float[] allCounts = new float[matrices];
        for (int i = 0; i < matrices; i++) {
            allCounts[i] = counts[counts.length == 1 ? 0 : i] + other.counts[other.counts.length == 1 ? 0 : i];
        }
        return new TensorImportance(name, allSums, allCounts);
    }

    float[] sums() {
        return sums.clone();
    }

    float[] counts() {
        return counts.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorImportance that
                && name.equals(that.name)
                && Arrays.equals(sums, that.sums)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + Arrays.hashCode(sums)) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return name + " (" + counts.length + " x " + columns() + ")";
    }
}
