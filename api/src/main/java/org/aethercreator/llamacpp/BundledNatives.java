package org.aethercreator.llamacpp;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.aethercreator.storage.AtomicFile;
import org.aethercreator.storage.CacheFolder;

/**
 * The library inside {@code de.kherud:llama:4.2.0}, put into our cache under the hash of its content: other versions
 * lie beside it, and processes that extract it at once do not disturb each other.
 */
final class BundledNatives {
    /** The release of llama.cpp that it was built from. */
    static final String VERSION = "b4916";

    private static final int FOLDER_CHARACTERS = 16;

    private BundledNatives() {}

    /** The library's file, extracted if it is not there yet. */
    static Path library() throws IOException {
        return library(System.getProperty("os.name"), System.getProperty("os.arch"), CacheFolder.root());
    }

    static Path library(String osName, String architecture, Path cache) throws IOException {
        String resource = "/de/kherud/llama/" + platformFolder(osName, architecture) + "/" + fileName(osName);
        byte[] content;
        try (InputStream stream = BundledNatives.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new FileNotFoundException("llama.cpp's library for " + osName + " on " + architecture + " ("
                        + resource
                        + ") is not on the class path; add de.kherud:llama:4.2.0, which has it for Linux and "
                        + "macOS on x86_64 and aarch64");
            }
            content = stream.readAllBytes();
        }
        Path folder = cache.resolve("natives").resolve(sha256(content).substring(0, FOLDER_CHARACTERS));
        Path library = folder.resolve(fileName(osName));
        if (!Files.exists(library) || Files.size(library) != content.length) {
            Files.createDirectories(folder);
            AtomicFile.write(library, content);
        }
        return library;
    }

    private static String platformFolder(String osName, String architecture) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            throw new LlamaCppException("The llama.cpp library for Windows that comes with AetherCreator offers no C "
                    + "interface: an installed native pack is needed on Windows.");
        }
        String cpu = architecture.equals("amd64") ? "x86_64" : architecture;
        return (os.startsWith("mac") ? "Mac/" : "Linux/") + cpu;
    }

    private static String fileName(String osName) {
        return osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "libjllama.dylib" : "libjllama.so";
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
