package org.aethercreator.convert;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aethercreator.convert.architecture.PlannedTensor;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.safetensors.SafetensorsTensor;
import org.jspecify.annotations.Nullable;

/**
 * Converts all weights of a model, piece by piece on several threads, each piece straight to its place. Threads are
 * told to stop by a flag between two pieces: an interrupt would close the files under the others.
 */
final class WeightConversion {
    /** Beyond that the disk is busy, and each thread has buffers of some megabytes. */
    private static final int MOST_THREADS = 16;

    /** @param failure why the thread stopped, if it did not succeed */
    private record Outcome(
            Piece piece, UnusualNumbers unusual, @Nullable Throwable failure) {}

    private final List<PlannedTensor> plans;
    private final List<GgufTensor> targets;
    private final Map<Path, FileChannel> sourceFiles = new LinkedHashMap<>();
    private final Map<Path, FileChannel> targetFiles = new LinkedHashMap<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private volatile boolean stopped;
    private @Nullable Piece last;
    private int tensor;

    /** @param targets where each of {@code plans} goes */
    WeightConversion(List<PlannedTensor> plans, List<GgufTensor> targets) {
        this.plans = plans;
        this.targets = targets;
    }

    /** Converts everything, and returns what was found in each tensor. */
    List<UnusualNumbers> run(int threads, ProgressStage stage) throws IOException, InterruptedException {
        int count = Math.min(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads, MOST_THREADS);
        ExecutorService workers = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "convert-weights");
            thread.setDaemon(true);
            return thread;
        });
        try {
            open(
                    sourceFiles,
                    plans.stream()
                            .flatMap(plan -> plan.parts().stream())
                            .map(SafetensorsTensor::path)
                            .toList(),
                    StandardOpenOption.READ);
            open(targetFiles, targets.stream().map(GgufTensor::path).toList(), StandardOpenOption.WRITE);
            for (int i = 0; i < count; i++) {
                workers.execute(this::work);
            }
            return collect(stage);
        } finally {
            stopped = true;
            workers.shutdown();
            awaitEnd(workers);
            closeAll();
        }
    }

    private List<UnusualNumbers> collect(ProgressStage stage) throws IOException, InterruptedException {
        UnusualNumbers[] found = new UnusualNumbers[plans.size()];
        Arrays.fill(found, UnusualNumbers.NONE);
        long left = plans.stream().mapToLong(PlannedTensor::elements).sum();
        while (left > 0) {
            Outcome outcome = outcomes.take();
            Throwable failure = outcome.failure();
            if (failure instanceof IOException e) {
                throw e;
            }
            if (failure != null) {
                throw new IllegalStateException(
                        "cannot convert '" + outcome.piece().plan().name() + "'", failure);
            }
            Piece piece = outcome.piece();
            found[piece.tensor()] = found[piece.tensor()].plus(outcome.unusual());
            left -= piece.elements();
            stage.advance(piece.targetBytes(), piece.plan().name());
        }
        return List.of(found);
    }

    private void work() {
        PieceConverter converter = new PieceConverter(sourceFiles, targetFiles);
        for (Piece piece = next(); piece != null; piece = next()) {
            try {
                outcomes.add(new Outcome(piece, converter.convert(piece), null));
            } catch (IOException | RuntimeException | Error e) { // the waiting thread throws it
                outcomes.add(new Outcome(piece, UnusualNumbers.NONE, e));
                return;
            }
        }
    }

    /** The next piece of all tensors; null if there is none, or no more is wanted. */
    private synchronized @Nullable Piece next() {
        Piece before = last;
        if (stopped || (before == null ? plans.isEmpty() : before.isLast() && ++tensor == plans.size())) {
            stopped = true;
            return null;
        }
        long first = before == null || before.isLast() ? 0 : before.first() + before.units();
        last = Piece.from(tensor, plans.get(tensor), targets.get(tensor), first);
        return last;
    }

    private static void open(Map<Path, FileChannel> files, Collection<Path> paths, OpenOption option)
            throws IOException {
        for (Path path : paths) {
            if (!files.containsKey(path)) {
                files.put(path, FileChannel.open(path, option));
            }
        }
    }

    /** Waits even when interrupted: the files must not be deleted under a thread that writes. */
    private static void awaitEnd(ExecutorService workers) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() throws IOException {
        List<FileChannel> all = new ArrayList<>(sourceFiles.values());
        all.addAll(targetFiles.values());
        for (FileChannel file : all) {
            file.close();
        }
    }
}
