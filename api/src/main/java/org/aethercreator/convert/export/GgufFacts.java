package org.aethercreator.convert.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufMetadata;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.gguf.GgufTensor;

/** What a GGUF file says about the shape of its network. */
final class GgufFacts {
    private final GgufFile gguf;
    private final GgufModel model;

    GgufFacts(GgufFile gguf) {
        this.gguf = gguf;
        this.model = gguf.model();
    }

    GgufMetadata metadata() {
        return gguf.metadata();
    }

    String architecture() {
        return model.architecture();
    }

    /** A key with the architecture before it. */
    String key(String name) {
        return model.architecture() + "." + name;
    }

    long integer(String name, long otherwise) {
        return metadata().integer(key(name)).orElse(otherwise);
    }

    double real(String name, double otherwise) {
        return metadata().real(key(name)).stream()
                .map(GgufFacts::shortest)
                .findFirst()
                .orElse(otherwise);
    }

    boolean has(String tensor) {
        return gguf.tensor(tensor).isPresent();
    }

    long parameters() {
        return model.parameterCount();
    }

    long layers() {
        return required(model.blockCount(), "block_count");
    }

    /** Numbers in the hidden state. */
    long width() {
        return required(model.embeddingLength(), "embedding_length");
    }

    long contextTokens() {
        return required(model.contextTokens(), "context_length");
    }

    long feedForwardWidth() {
        return required(metadata().integer(key("feed_forward_length")), "feed_forward_length");
    }

    long heads() {
        return same(model.headCounts(), "attention.head_count");
    }

    long keyValueHeads() {
        return same(model.keyValueHeadCounts(), "attention.head_count_kv");
    }

    /** Numbers in a head's query. */
    long headWidth() {
        return integer("attention.key_length", width() / heads());
    }

    /** Rows of the embedding. */
    long vocabularySize() {
        return gguf.tensor("token_embd.weight")
                .map(GgufTensor::rows)
                .orElseThrow(() -> new IllegalArgumentException(gguf.path()
                        + " has no tensor token_embd.weight, so it is no language model with an embedding."));
    }

    /** A small tensor of 32-bit numbers. */
    float[] floats(String name) {
        GgufTensor tensor = gguf.tensor(name)
                .filter(found -> found.type() == GgmlType.F32)
                .orElseThrow(() -> new IllegalArgumentException(
                        gguf.path() + " has no tensor " + name + " of type F32; the file is damaged."));
        float[] values = new float[(int) tensor.elements()];
        try {
            gguf.map(tensor, 0, tensor.sizeBytes()).asFloatBuffer().get(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return values;
    }

    private long required(OptionalLong value, String name) {
        if (value.isEmpty() || value.getAsLong() < 1) {
            throw new IllegalArgumentException(gguf.path() + ": the metadata key '" + key(name) + "' is "
                    + (value.isEmpty() ? "missing" : value.getAsLong())
                    + "; a config.json needs it, as a positive number.");
        }
        return value.getAsLong();
    }

    private long same(List<Long> counts, String name) {
        if (counts.isEmpty() || counts.stream().distinct().count() > 1) {
            throw new IllegalArgumentException(gguf.path() + ": '" + key(name) + "' is "
                    + (counts.isEmpty() ? "missing" : "not the same in all layers: " + counts)
                    + "; a config.json of this family has one number for all.");
        }
        return counts.get(0);
    }

    /** GGUF stores 32 bits: 1e-5 stays 1e-5, not 9.999999747378752E-6. */
    private static double shortest(double value) {
        return Double.parseDouble(Float.toString((float) value));
    }
}
