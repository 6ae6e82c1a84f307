package org.aethercreator.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The text that prompts are cut from and perplexity is measured on.
 *
 * @param name to tell texts apart in results
 */
public record BenchmarkText(String name, String content) {
    public BenchmarkText {
        if (content.isBlank()) {
            throw new IllegalArgumentException(
                    "the text " + name + " is empty; a benchmark needs some thousand words of prose");
        }
    }

    /** About 4,800 tokens of English prose written for this purpose, so that no model was trained on it before. */
    public static BenchmarkText bundled() {
        try (InputStream in = Objects.requireNonNull(BenchmarkText.class.getResourceAsStream("prose.txt"))) {
            return new BenchmarkText("prose", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the library's own text cannot be read; is its jar damaged?", e);
        }
    }

    /** The text of a file in UTF-8. */
    public static BenchmarkText read(Path file) throws IOException {
        return new BenchmarkText(String.valueOf(file.getFileName()), Files.readString(file));
    }
}
