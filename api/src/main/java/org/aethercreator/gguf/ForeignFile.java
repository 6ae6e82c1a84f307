package org.aethercreator.gguf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells what a path is if it is no GGUF file: people mix up model formats, and half-finished downloads are common. */
final class ForeignFile {
    private static final byte[] MAGIC = {'G', 'G', 'U', 'F'};
    private static final int PEEKED_BYTES = 64;
    private static final int SHOWN_CHARACTERS = 24;

    private ForeignFile() {}

    /** Returns if {@code path} is a readable file that begins like a GGUF file. */
    static void check(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(
                    path.toString(), null, "there is no such file; check the name, or download the model first");
        }
        if (Files.isDirectory(path)) {
            throw new FileSystemException(path.toString(), null, "this is a folder, not a GGUF file; " + hint(path));
        }
        if (!Files.isReadable(path)) {
            throw new AccessDeniedException(path.toString(), null, "no permission to read the file");
        }
        byte[] start;
        try (InputStream stream = Files.newInputStream(path)) {
            start = stream.readNBytes(PEEKED_BYTES);
        }
        if (start.length == 0) {
            throw new GgufFormatException(path, 0, "the file is empty; download or copy the model again");
        }
        if (!startsWith(start, MAGIC)) {
            throw new GgufFormatException(path, 0, "this is " + describe(start));
        }
    }

    private static String hint(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> models = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".gguf"))
                    .sorted()
                    .limit(3)
                    .toList();
            return models.isEmpty()
                    ? "there is no .gguf file in it"
                    : "name a file in it, such as " + String.join(", ", models);
        }
    }

    private static String describe(byte[] start) {
        if (startsWith(start, new byte[] {'P', 'K', 3, 4})) {
            return "a zip archive, as PyTorch's .bin, .pt and .pth files are, not a GGUF file; " + convert();
        }
        if (start[0] == (byte) 0x80 && start.length > 1 && start[1] <= 5) {
            return "a Python pickle, as old PyTorch files are, not a GGUF file; " + convert();
        }
        if (isSafetensors(start)) {
            return "a safetensors file, not a GGUF file; " + convert();
        }
        for (String old : List.of("lmgg", "fmgg", "tjgg", "algg")) {
            if (startsWith(start, old.getBytes(StandardCharsets.US_ASCII))) {
                return "a model in llama.cpp's format of before August 2023, not a GGUF file; "
                        + "download the model as GGUF";
            }
        }
        String text = new String(start, StandardCharsets.UTF_8);
        if (text.startsWith("version https://git-lfs")) {
            return "a Git LFS pointer, not the model itself; run 'git lfs pull', or download the file";
        }
        if (text.chars().limit(SHOWN_CHARACTERS).allMatch(ForeignFile::isText)) {
            String shown = text.substring(0, Math.min(SHOWN_CHARACTERS, text.length()))
                    .replaceAll("\\s+", " ")
                    .trim();
            return "a text file that begins with '" + shown + "', not a GGUF file; name a .gguf file";
        }
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < Math.min(4, start.length); i++) {
            bytes.append(i == 0 ? "" : " ").append(String.format("%02x", start[i]));
        }
        return "no GGUF file: it begins with the bytes " + bytes + " instead of 47 47 55 46 ('GGUF'); "
                + "name a .gguf file, or download the model again";
    }

    private static String convert() {
        return "convert the model to GGUF first, or download it as GGUF";
    }

    /** A header length of 8 bytes and a JSON object. */
    private static boolean isSafetensors(byte[] start) {
        return start.length > 9 && start[8] == '{' && start[6] == 0 && start[7] == 0;
    }

    private static boolean isText(int character) {
        return Character.isWhitespace(character) || (character >= ' ' && character < 0xFFFD && character != 0x7F);
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i >= bytes.length || bytes[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
