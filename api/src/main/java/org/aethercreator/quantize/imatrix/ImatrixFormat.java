package org.aethercreator.quantize.imatrix;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A file format for importance matrices. Files are read by what they hold, and written by what their name ends with.
 */
public enum ImatrixFormat {
    /**
     * What {@code llama-imatrix} writes since July 2025; counts tokens for each expert, and keeps where it came from.
     */
    GGUF,
    /** What llama.cpp of any version reads: means times chunks, without anything about experts or chunk size. */
    LEGACY;

    /** {@link #LEGACY} for names that end with {@code .dat}, else {@link #GGUF}. */
    public static ImatrixFormat of(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".dat") ? LEGACY : GGUF;
    }
}
