package org.aethercreator.quantize.imatrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The text that a model reads while its importance matrix is collected. It should resemble what the model will be used
 * for, and must not be the text that the result is measured on.
 *
 * @param name written into the matrix, to tell texts apart
 */
public record CalibrationText(String name, String content) {
    public CalibrationText {
        if (content.isBlank()) {
            throw new IllegalArgumentException(
                    "the calibration text " + name
                            + " is empty; give a text of some ten thousand words like those that the model will read and write");
        }
    }

    /** About 5,000 tokens of many kinds: conversations, explanations, code, tables, mathematics, several languages. */
    public static CalibrationText bundled() {
        try (InputStream in = Objects.requireNonNull(CalibrationText.class.getResourceAsStream("calibration.txt"))) {
            return new CalibrationText("calibration", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the library's own text cannot be read; is its jar damaged?", e);
        }
    }

    /** The text of a file in UTF-8. */
    public static CalibrationText read(Path file) throws IOException {
        return new CalibrationText(String.valueOf(file.getFileName()), Files.readString(file));
    }
}
