package org.aethercreator.convert.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder that may be replaced: it holds nothing but what an export writes, so nobody's own files are lost. */
final class EarlierExport {
    private static final Pattern WRITTEN = Pattern.compile("config\\.json|generation_config\\.json|tokenizer\\.json"
            + "|tokenizer_config\\.json|model\\.safetensors\\.index\\.json|model(-\\d{5}-of-\\d{5})?\\.safetensors");

    private EarlierExport() {}

    /** @throws FileAlreadyExistsException if there is something at {@code folder} that must not be replaced */
    static void check(Path folder, boolean overwrite) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!overwrite) {
            throw new FileAlreadyExistsException(
                    folder + " exists already; name another folder, or allow it to be overwritten.");
        }
        List<Path> others = Files.isDirectory(folder) ? others(folder) : List.of(folder);
        if (!others.isEmpty()) {
            throw new FileAlreadyExistsException(folder + " is not replaced, as it holds more than an exported model: "
                    + others.get(0).getFileName() + ". Name another folder, or remove it first.");
        }
    }

    /** To be called after {@link #check}, when the new folder is complete. */
    static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : children(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static List<Path> others(Path folder) throws IOException {
        return children(folder).stream()
                .filter(file -> !WRITTEN.matcher(file.getFileName().toString()).matches() || Files.isDirectory(file))
                .toList();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
