package org.aethercreator.llamacpp;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.aethercreator.gguf.GgufFile;

/** How the vectors of a text's tokens become one. */
public enum Pooling {
    /** As the model's file says; models made for text generation say nothing. */
    MODEL(-1),
    /** Their mean. */
    MEAN(1),
    /** That of the first token, which some models put there for this. */
    FIRST(2),
    /** That of the last token. */
    LAST(3);

    private final int code;

    Pooling(int code) {
        this.code = code;
    }

    /** This one, or what the model's file says by llama.cpp's {@code enum llama_pooling_type}. */
    Pooling resolvedFor(GgufFile model) {
        if (this != MODEL) {
            return this;
        }
        String architecture = model.metadata().string("general.architecture").orElse("");
        OptionalLong type = model.metadata().integer(architecture + ".pooling_type");
        return Arrays.stream(values())
                .filter(pooling -> pooling != MODEL && type.isPresent() && pooling.code == type.getAsLong())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The model's file " + model.path()
                        + " does not say how to make one vector of a text; load it with withPooling(Pooling.MEAN) or"
                        + " withPooling(Pooling.LAST)."));
    }

    /** One vector of those of a text's tokens, which are as many as {@code count}. */
    float[] pool(int count, IntFunction<float[]> vectors) {
        if (this != MEAN) {
            return vectors.apply(this == FIRST ? 0 : count - 1);
        }
        float[] mean = vectors.apply(0);
        for (int token = 1; token < count; token++) {
            float[] vector = vectors.apply(token);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= count;
        }
        return mean;
    }
}
