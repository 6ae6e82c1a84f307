package org.aethercreator.bench;

import java.nio.file.Path;

/**
 * A model to measure.
 *
 * @param name to call it in tables and charts; not blank
 */
public record BenchmarkTarget(String name, Path gguf) {
    public BenchmarkTarget {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a benchmark target needs a name; " + gguf + " has none");
        }
    }

    /** A model named as its file, without {@code .gguf}. */
    public static BenchmarkTarget of(Path gguf) {
        String file = String.valueOf(gguf.getFileName());
        return new BenchmarkTarget(file.endsWith(".gguf") ? file.substring(0, file.length() - 5) : file, gguf);
    }
}
