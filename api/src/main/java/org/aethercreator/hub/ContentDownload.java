package org.aethercreator.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.hub.HubException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Brings one content into the cache: into an incomplete file first, which a later call goes on with, and under its hash
 * when it has that hash. Holds one piece of the answer in memory, some kilobytes, whatever the size.
 *
 * @param address where the hub has the content; asked anew after each break, as the place it leads to is for a while
 *     only
 * @param arrived counts the bytes that are there, those of earlier calls too; goes back when they are thrown away
 */
record ContentDownload(
        HubHttp http,
        HubCall call,
        URI address,
        Duration patience,
        Retry.Limits limits,
        RepoFolder repo,
        HubFile file,
        LongAdder arrived) {
    private static final int BUFFER_BYTES = 1 << 20;

    /** What has to come between two failures so that they do not count as of one kind. */
    private static final long STEP_BYTES = 1 << 20;

    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    /** Returns when the content is there, whoever brought it. */
    void run() throws IOException, InterruptedException {
        Files.createDirectories(repo.blobs());
        ContentLock lock = ContentLock.acquire(repo.lock(file.etag()));
        try {
            if (repo.hasBlob(file)) {
                arrived.add(file.sizeBytes());
            } else {
                bring();
            }
        } finally {
            lock.close();
        }
    }

    private void bring() throws IOException, InterruptedException {
        boolean resumed = Files.exists(repo.incomplete(file), LinkOption.NOFOLLOW_LINKS);
        String hash = receive();
        if (resumed && !hash.equals(file.etag())) {
            // What was there may be the wrong part: once more, from its beginning.
            throwAway();
            hash = receive();
        }
        if (!hash.equals(file.etag())) {
            throwAway();
            throw new HubException(
                    Reason.CORRUPT,
                    file.path() + " of " + call.subject() + " came with another content than the hub announces: its"
                            + " hash is " + hash + ", not " + file.etag() + ". It was thrown away. Try again; if it"
                            + " comes again, a proxy or mirror changes files.");
        }
        keep();
    }

    private void throwAway() throws IOException {
        arrived.add(-file.sizeBytes());
        Files.deleteIfExists(repo.incomplete(file));
    }

    private void keep() throws IOException {
        Path incomplete = repo.incomplete(file);
        Path blob = repo.blob(file);
        try {
            Files.move(incomplete, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(incomplete, blob, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Fills the incomplete file; returns the hash of what is in it. */
    private String receive() throws IOException, InterruptedException {
        try (Incomplete target = new Incomplete()) {
            Retry retry = new Retry(limits);
            while (target.position < file.sizeBytes()) {
                try {
                    receiveOnce(target);
                } catch (HubException e) {
                    if (e.status().orElse(0) == RANGE_NOT_SATISFIABLE && target.position > 0) {
                        target.restart();
                    } else {
                        // What has arrived, of this file or another, shows that the hub can be reached.
                        boolean gone = e.reason() == Reason.UNREACHABLE && arrived.sum() > 0;
                        retry.afterPause(e, gone || e.reason().passing());
                    }
                }
                if (target.hasAdvanced()) {
                    retry.succeeded();
                }
            }
            target.channel.force(true);
            return target.hash.hex();
        }
    }

    private void receiveOnce(Incomplete target) throws IOException, InterruptedException {
        try (HubHttp.Answer answer = http.open(call, address, target.position)) {
            if (beginning(answer) != target.position) {
                target.restart();
                if (beginning(answer) != 0) {
                    throw Failures.brokenOff(call, "it is another part of the file than was asked for", null);
                }
            }
            checkSize(answer, target.position);
            @Nullable ByteBuffer bytes = next(answer, target);
            while (bytes != null) {
                if (bytes.remaining() > file.sizeBytes() - target.position) {
                    throw tooLong(target);
                }
                target.write(bytes);
                bytes = next(answer, target);
            }
            if (target.position < file.sizeBytes()) {
                throw Failures.brokenOff(call, after(target), null);
            }
        }
    }

    private @Nullable ByteBuffer next(HubHttp.Answer answer, Incomplete target) throws InterruptedException {
        try {
            return answer.body().next(patience);
        } catch (TimeoutException e) {
            throw Failures.of(call, address, e, patience);
        } catch (IOException e) {
            throw Failures.brokenOff(call, after(target) + ": " + Failures.brief(e.getMessage()), e);
        }
    }

    private String after(Incomplete target) {
        return "after " + target.position + " of " + file.sizeBytes() + " bytes";
    }

    /** Where in the file the answer begins. */
    private static long beginning(HubHttp.Answer answer) {
        Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range"));
        return answer.status() == 206 && range.matches() ? Long.parseLong(range.group(1)) : 0;
    }

    private void checkSize(HubHttp.Answer answer, long position) {
        HttpHeaders headers = answer.headers();
        long announced = headers.firstValueAsLong("Content-Length").orElse(file.sizeBytes() - position) + position;
        if (announced != file.sizeBytes() || !answer.header("Content-Encoding").matches("(?i)|identity")) {
            throw new HubException(
                    Reason.CORRUPT,
                    call.asked() + " and sends "
                            + (announced == file.sizeBytes() ? "it packed" : announced + " bytes")
                            + ", where its list has a file of " + file.sizeBytes() + " bytes. Nothing of it was kept. "
                            + Failures.wrongServer());
        }
    }

    private HubException tooLong(Incomplete target) throws IOException {
        target.restart();
        return new HubException(
                Reason.CORRUPT,
                call.asked() + " and sends more than the " + file.sizeBytes()
                        + " bytes that its list has for it. Nothing of it was kept. " + Failures.wrongServer());
    }

    /** The file as far as it is, with the hash of that. */
    private final class Incomplete implements AutoCloseable {
        private final FileChannel channel;
        private ContentHash hash = ContentHash.of(file);
        private long position;
        private long furthest;

        Incomplete() throws IOException {
            Path path = repo.incomplete(file);
            if (Files.isSymbolicLink(path)) {
                Files.delete(path);
            }
            channel = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            readAgain();
        }

        private void readAgain() throws IOException {
            if (channel.size() > file.sizeBytes()) {
                channel.truncate(0);
            }
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (channel.read(buffer, position) > 0) {
                buffer.flip();
                position += buffer.remaining();
                arrived.add(buffer.remaining());
                hash.update(buffer);
                buffer.clear();
            }
            furthest = position;
        }

        void write(ByteBuffer bytes) throws IOException {
            hash.update(bytes.duplicate());
            int length = bytes.remaining();
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            arrived.add(length);
        }

        void restart() throws IOException {
            arrived.add(-position);
            channel.truncate(0);
            position = 0;
            hash = ContentHash.of(file);
        }

        /**
         * Whether it is notably further than ever before; else a server that breaks off at once would be asked for
         * ever.
         */
        boolean hasAdvanced() {
            boolean advanced = position >= furthest + STEP_BYTES;
            furthest = advanced ? position : furthest;
            return advanced;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
