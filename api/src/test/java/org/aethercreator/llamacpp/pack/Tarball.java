package org.aethercreator.llamacpp.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Makes tarballs such as npm's packages, and ones that npm would never make. */
final class Tarball implements AutoCloseable {
    private final TarArchiveOutputStream tar;

    Tarball(Path file) throws IOException {
        tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(file)));
    }

    /** A package for Linux on x86_64 with empty libraries. */
    static Path sound(Path file) throws IOException {
        try (Tarball tarball = new Tarball(file)) {
            tarball.file("package/LICENSE", "MIT License")
                    .file("package/package.json", "{}")
                    .file("package/bins/linux-x64/_nlcBuildMetadata.json", """
                            {"buildOptions": {"llamaCpp": {"release": "v0.5.0"}}}""")
                    .file("package/bins/linux-x64/llama-addon.node", "addon")
                    .file("package/bins/linux-x64/libggml-base.so", "base")
                    .file("package/bins/linux-x64/libggml.v0.5.0.so", "ggml")
                    .file("package/bins/linux-x64/libllama.v0.5.0.so", "llama");
        }
        return file;
    }

    Tarball file(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
        return this;
    }

    Tarball link(String name, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
