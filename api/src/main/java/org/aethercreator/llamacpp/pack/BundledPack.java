package org.aethercreator.llamacpp.pack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.aethercreator.storage.AtomicFile;

/**
 * The library inside {@code de.kherud:llama:4.2.0}, put into our cache under the hash of its content: other versions
 * lie beside it, and processes that extract it at once do not disturb each other.
 */
record BundledPack(Platform platform, Path cache) implements NativePack {
    private static final int FOLDER_CHARACTERS = 16;

    @Override
    public Source source() {
        return Source.BUNDLED;
    }

    /** The release of llama.cpp that it was built from. */
    @Override
    public String release() {
        return "b4916";
    }

    @Override
    public Backend backend() {
        return Backend.CPU;
    }

    @Override
    public String origin() {
        return "Maven's de.kherud:llama 4.2.0 (MIT)";
    }

    /** Extracted, if they are not there yet. */
    @Override
    public PackLibraries libraries() throws IOException {
        if (platform.system() == Platform.OperatingSystem.WINDOWS) {
            throw new NativePackException("The llama.cpp library for Windows that comes with AetherCreator offers no C "
                    + "interface; get one that does: \"%llama install cpu\" in a notebook, or "
                    + "NativePacks.ofThisMachine().install(Backend.CPU, progress).");
        }
        boolean mac = platform.system() == Platform.OperatingSystem.MAC;
        String fileName = mac ? "libjllama.dylib" : "libjllama.so";
        String resource = "/de/kherud/llama/" + (mac ? "Mac/" : "Linux/") + platform.processor() + "/" + fileName;
        byte[] content;
        try (InputStream stream = BundledPack.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new FileNotFoundException("llama.cpp's library for " + platform.shownName() + " (" + resource
                        + ") is not on the class path; add de.kherud:llama:4.2.0, which has it for Linux and "
                        + "macOS on x86_64 and aarch64");
            }
            content = stream.readAllBytes();
        }
        Path folder = cache.resolve(sha256(content).substring(0, FOLDER_CHARACTERS));
        Path library = folder.resolve(fileName);
        if (!Files.exists(library) || Files.size(library) != content.length) {
            Files.createDirectories(folder);
            AtomicFile.write(library, content);
        }
        return PackLibraries.inOneFile(library);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
