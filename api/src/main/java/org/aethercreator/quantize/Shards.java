package org.aethercreator.quantize;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a model is written as one file or as several, named {@code NAME-00001-of-00003.gguf}. llama.cpp loads all
 * when given the first.
 *
 * @param asSource whether the shards are those of the source: llama-quantize's {@code --keep-split}
 * @param mostBytes how much tensors may take in a shard, as llama-gguf-split's {@code --split-max-size}; a larger
 *     tensor has a shard of its own; 0 = no limit
 */
public record Shards(boolean asSource, long mostBytes) {
    private static final int MOST_SHARDS = 65_535;

    public Shards {
        if (mostBytes < 0 || (asSource && mostBytes > 0)) {
            throw new IllegalArgumentException("shards of at most " + mostBytes + " bytes"
                    + (asSource ? " and those of the source" : "")
                    + " are asked for; give a positive number of bytes, or the source's shards, not both");
        }
    }

    /** One file. */
    public static Shards none() {
        return new Shards(false, 0);
    }

    /** The same tensors in each shard as in the source. */
    public static Shards ofSource() {
        return new Shards(true, 0);
    }

    /** As many shards as it takes. */
    public static Shards ofAtMost(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("shards of at most " + bytes + " bytes cannot hold anything; "
                    + "give a positive number, such as 2_000_000_000");
        }
        return new Shards(false, bytes);
    }

    /** The tensors of each shard, in order. */
    List<List<QuantizationPlan.Step>> divide(List<QuantizationPlan.Step> steps, int alignment) {
        List<List<QuantizationPlan.Step>> shards = new ArrayList<>();
        List<QuantizationPlan.Step> shard = new ArrayList<>();
        long bytes = 0;
        for (QuantizationPlan.Step step : steps) {
            long padded = (step.sizeBytes() + alignment - 1) / alignment * alignment;
            boolean next = asSource
                    ? !shard.isEmpty()
                            && !shard.get(0)
                                    .tensor()
                                    .path()
                                    .equals(step.tensor().path())
                    : mostBytes > 0 && bytes + padded > mostBytes && !shard.isEmpty();
            if (next) {
                shards.add(shard);
                shard = new ArrayList<>();
                bytes = 0;
            }
            shard.add(step);
            bytes += padded;
        }
        shards.add(shard);
        if (shards.size() > MOST_SHARDS) {
            throw new IllegalArgumentException("shards of at most " + mostBytes + " bytes would be " + shards.size()
                    + "; llama.cpp takes " + MOST_SHARDS + ": allow larger ones");
        }
        return shards;
    }
}
