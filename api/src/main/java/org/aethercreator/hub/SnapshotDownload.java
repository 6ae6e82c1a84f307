package org.aethercreator.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.aethercreator.hub.HubException.Reason;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;

/**
 * Brings the missing ones of some files into the cache, several at once, the largest first. Progress is told by the
 * calling thread. The first failure, or an interrupt, ends all of them; what has arrived is kept for the next time.
 *
 * @param files all of one commit
 * @param source the repository at this commit, under the name that it has now
 */
record SnapshotDownload(
        HubHttp http, HubSettings settings, Retry.Limits limits, RepoFolder repo, HubRepo source, List<HubFile> files) {
    private static final long TICK_MILLIS = 100;
    private static final long PATIENCE_FOR_THREADS_SECONDS = 30;

    void run(Progress progress) throws IOException, InterruptedException {
        List<HubFile> toLink = new ArrayList<>(files);
        toLink.removeIf(file -> repo.has(source.revision(), file));
        if (toLink.isEmpty()) {
            return;
        }
        Map<String, HubFile> contents = new LinkedHashMap<>();
        toLink.stream()
                .filter(file -> !repo.hasBlob(file))
                .sorted(Comparator.comparingLong(HubFile::sizeBytes).reversed())
                .forEach(file -> contents.putIfAbsent(file.etag(), file));
        repo.tagCache();
        Files.createDirectories(repo.snapshots());
        if (!contents.isEmpty()) {
            download(List.copyOf(contents.values()), progress);
        }
        SnapshotLinks links = new SnapshotLinks(repo, source.revision(), settings.symlinks());
        Map<String, Long> names = toLink.stream().collect(Collectors.groupingBy(HubFile::etag, Collectors.counting()));
        for (HubFile file : toLink) {
            // Without symbolic links a content can be moved to one name only, and to none if it was there before.
            boolean only = names.getOrDefault(file.etag(), 0L) == 1;
            links.link(file, only && contents.containsKey(file.etag()));
        }
    }

    private void download(List<HubFile> contents, Progress progress) throws IOException, InterruptedException {
        checkSpace(contents);
        long total = contents.stream().mapToLong(HubFile::sizeBytes).reduce(0, SnapshotDownload::sum);
        ProgressStage stage = progress.stage("download " + source.id(), total, ProgressUnit.BYTES);
        LongAdder arrived = new LongAdder();
        ExecutorService pool =
                Executors.newFixedThreadPool(Math.min(settings.parallelFiles(), contents.size()), runnable -> {
                    Thread thread = new Thread(runnable, "hub-download");
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            CompletionService<Object> downloads = new ExecutorCompletionService<>(pool);
            contents.forEach(file -> downloads.submit(() -> {
                download(file, arrived);
                return file;
            }));
            int done = 0;
            while (done < contents.size()) {
                Future<Object> next = downloads.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.get();
                    done++;
                }
                long shown = done == contents.size() ? total : Math.max(0, Math.min(arrived.sum(), total - 1));
                stage.to(shown, done + " of " + contents.size() + (contents.size() == 1 ? " file" : " files"));
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            end(pool);
        }
    }

    private void download(HubFile file, LongAdder arrived) throws IOException, InterruptedException {
        HubCall call = http.call("send " + file.path() + " of " + source.id(), source, file.path());
        URI address = http.address("/" + source.pagePath() + "/resolve/" + HubPath.part(source.revision()) + "/"
                + HubPath.parts(file.path()));
        try {
            new ContentDownload(http, call, address, settings.patience(), limits, repo, file, arrived).run();
        } catch (IOException e) {
            if (isDiskFull(e)) {
                throw new HubException(
                        Reason.NO_SPACE,
                        "The disk of " + repo.cache() + " has become full while " + file.path() + " of " + source.id()
                                + " was written. What has arrived is kept: free some space (%hub cache shows what is"
                                + " there, %hub remove ID deletes it) and try again, or keep the cache elsewhere with"
                                + " HF_HUB_CACHE.",
                        e);
            }
            throw e;
        }
    }

    private static boolean isDiskFull(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("not enough space") || message.contains("quota");
    }

    private static RuntimeException failure(Throwable cause) throws IOException, InterruptedException {
        if (cause instanceof ClosedByInterruptException) {
            throw new InterruptedException();
        }
        if (cause instanceof IOException io) {
            throw io;
        }
        if (cause instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    /** Waits for the threads, as they write to files that someone may want to delete next. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = true;
                pool.awaitTermination(PATIENCE_FOR_THREADS_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
                ended = false;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkSpace(List<HubFile> contents) throws IOException {
        long needed = 0;
        for (HubFile file : contents) {
            Path incomplete = repo.incomplete(file);
            long there = Files.isRegularFile(incomplete) ? Files.size(incomplete) : 0;
            needed = sum(needed, Math.max(0, file.sizeBytes() - there));
        }
        FileStore disk = Files.getFileStore(repo.snapshots());
        long free = disk.getUsableSpace();
        if (needed > free) {
            throw new HubException(
                    Reason.NO_SPACE,
                    "Downloading " + source.id() + " needs " + gigabytes(needed) + " more on the disk of "
                            + repo.cache() + ", and " + gigabytes(free) + " are free. Free some space (%hub cache shows"
                            + " what is there, %hub remove ID deletes it), keep the cache elsewhere with HF_HUB_CACHE,"
                            + " or take less of it with --include.");
        }
    }

    /** The largest number for sums beyond it. */
    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static String gigabytes(long bytes) {
        return bytes < 100_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
