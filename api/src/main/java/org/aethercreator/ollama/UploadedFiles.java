package org.aethercreator.ollama;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;

/** The files of a model at the server, which knows them by their SHA-256 and keeps each once. */
final class UploadedFiles {
    private static final int BUFFER_BYTES = 1 << 20;

    private final OllamaHttp http;
    private final URI server;
    private final Duration patience;
    private final Progress progress;
    private final Map<Path, String> digests = new LinkedHashMap<>();

    UploadedFiles(OllamaHttp http, URI server, Duration patience, Progress progress) {
        this.http = http;
        this.server = server;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * Hashes the files and sends those that the server lacks.
     *
     * @throws IOException if a file cannot be read
     */
    void add(List<Path> files) throws IOException, InterruptedException {
        for (Path file : files) {
            if (!digests.containsKey(file)) {
                String digest = "sha256:" + sha256(file);
                digests.put(file, digest);
                if (!http.exists(call("HEAD", file, digest), patience)) {
                    send(file, digest);
                }
            }
        }
    }

    /** The digests by the names under which {@code ollama create} sends them: relative to the folder they share. */
    Map<String, String> names(List<Path> files) {
        Optional<Path> root = commonFolder(files);
        Map<String, String> names = new LinkedHashMap<>();
        for (Path file : files) {
            Path absolute = file.toAbsolutePath().normalize();
            Path name = root.map(folder -> folder.relativize(absolute)).orElse(absolute.getFileName());
            names.put(
                    String.valueOf(name).replace(file.getFileSystem().getSeparator(), "/"),
                    digests.getOrDefault(file, ""));
        }
        return names;
    }

    /** Of several files; a single one goes by its own name. (Ollama 0.33's {@code createRequestFileNames}.) */
    private static Optional<Path> commonFolder(List<Path> files) {
        Path common = null;
        for (Path file : files) {
            Path folder = file.toAbsolutePath().normalize().getParent();
            common = common == null ? folder : common;
            while (common != null && folder != null && !folder.startsWith(common)) {
                common = common.getParent();
            }
        }
        return files.size() < 2 ? Optional.empty() : Optional.ofNullable(common);
    }

    private String sha256(Path file) throws IOException, InterruptedException {
        MessageDigest digest = newDigest();
        ProgressStage stage = progress.stage("hash " + file.getFileName(), Files.size(file), ProgressUnit.BYTES);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                stage.advance(read, "");
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static InterruptedException interrupted(ClosedByInterruptException e) {
        Thread.interrupted(); // the exception tells of it
        InterruptedException interrupted = new InterruptedException("interrupted while a file was read");
        interrupted.initCause(e);
        return interrupted;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void send(Path file, String digest) throws IOException, InterruptedException {
        long size = Files.size(file);
        ProgressStage stage = progress.stage("upload " + file.getFileName(), size, ProgressUnit.BYTES);
        AtomicLong sent = new AtomicLong();
        BodyPublisher bytes = counted(BodyPublishers.ofFile(file), size, sent);
        http.send(call("POST", file, digest), bytes, OllamaHttp.UNLIMITED, () -> stage.to(sent.get(), ""));
        stage.to(size, "");
    }

    private Call call(String method, Path file, String digest) {
        String purpose = (method.equals("HEAD") ? "look for the file " : "take the file ") + file.getFileName();
        return new Call(server, method, "/api/blobs/" + digest, purpose, "");
    }

    /** The same bytes; how many are on their way is counted. */
    private static BodyPublisher counted(BodyPublisher bytes, long size, AtomicLong sent) {
        if (size == 0) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(
                subscriber -> bytes.subscribe(new Flow.Subscriber<ByteBuffer>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscriber.onSubscribe(subscription);
                    }

                    @Override
                    public void onNext(ByteBuffer buffer) {
                        sent.addAndGet(buffer.remaining());
                        subscriber.onNext(buffer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        subscriber.onError(failure);
                    }

                    @Override
                    public void onComplete() {
                        subscriber.onComplete();
                    }
                }),
                size);
    }
}
