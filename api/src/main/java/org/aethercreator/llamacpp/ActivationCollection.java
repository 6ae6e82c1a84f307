package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.worker.WorkerPart;
import org.jspecify.annotations.Nullable;

/** One collection of activations as the caller's process sees it; the work is {@link ActivationRun}'s in the worker. */
final class ActivationCollection {
    private final ActivationRequest request;
    private final Progress progress;
    private final ActivationCheckpoint onCheckpoint;
    private @Nullable ProgressStage stage;

    ActivationCollection(ActivationRequest request, Progress progress, ActivationCheckpoint onCheckpoint) {
        this.request = request;
        this.progress = progress;
        this.onCheckpoint = onCheckpoint;
    }

    /** @param worker has loaded the model for this */
    Activations run(LlamaWorker worker) throws IOException, InterruptedException {
        if (request.firstChunks() == 0) {
            return run(worker, null);
        }
        Path known = Files.createTempFile("activations", ".sums");
        try {
            ActivationsFile.write(known, request.firstSums());
            return run(worker, known.toString());
        } finally {
            Files.delete(known);
        }
    }

    private Activations run(LlamaWorker worker, @Nullable String firstSums) throws IOException, InterruptedException {
        Messages.Collect collect = new Messages.Collect(
                request.chunkTokens(),
                request.maxChunks(),
                request.checkpointChunks(),
                request.withOutput(),
                request.firstChunks(),
                firstSums);
        try {
            Messages.Collected collected = worker.call(
                    Messages.COLLECT,
                    collect,
                    ByteBuffer.wrap(request.text().getBytes(StandardCharsets.UTF_8)),
                    Messages.Collected.class,
                    this::show);
            return takeOver(collected.file(), collected.chunks(), collected.chunks());
        } catch (CheckpointFailed e) {
            throw e.unwrapped();
        }
    }

    private void show(WorkerPart part) {
        Messages.Collecting collecting = part.as(Messages.Collecting.class);
        if (stage == null) {
            stage = progress.stage("importance matrix", collecting.totalTokens(), ProgressUnit.TOKENS);
        }
        stage.to(collecting.doneTokens(), "chunk " + collecting.chunks() + " of " + collecting.totalChunks());
        String file = collecting.file();
        if (file != null) {
            try {
                onCheckpoint.keep(takeOver(file, collecting.chunks(), collecting.totalChunks()));
            } catch (IOException | InterruptedException e) {
                throw new CheckpointFailed(e);
            }
        }
    }

    /** Reads a file that the worker wrote, and deletes it. */
    private Activations takeOver(String file, int chunks, int totalChunks) throws IOException {
        Path path = Path.of(file);
        Activations activations =
                new Activations(ActivationsFile.read(path), chunks, totalChunks, request.chunkTokens());
        Files.delete(path);
        return activations;
    }

    /** Carries a checked exception through the call to the worker. */
    private static final class CheckpointFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CheckpointFailed(Exception cause) {
            super(cause);
        }

        IOException unwrapped() throws InterruptedException {
            if (getCause() instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            return getCause() instanceof IOException disk ? disk : new IOException(getCause());
        }
    }
}
