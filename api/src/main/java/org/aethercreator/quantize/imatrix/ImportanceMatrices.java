package org.aethercreator.quantize.imatrix;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aethercreator.bench.BenchmarkText;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.llamacpp.ActivationRequest;
import org.aethercreator.llamacpp.ActivationSums;
import org.aethercreator.llamacpp.Activations;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.progress.Progress;

/**
 * Collects importance matrices: has a model read a text and observes what its weights are multiplied by, with the
 * numbers that llama.cpp's {@code llama-imatrix} gives.
 *
 * <p>All builds of llama.cpp are made to compute attention in the same way (not by flash attention, whose sums in half
 * floats would change the numbers by up to a tenth), so that matrices of different native packs are equal where the
 * same processor instructions are used.
 *
 * <p>Squares are summed in floats, token after token, as llama-imatrix does, which is exact enough for some million
 * tokens. The work so far is kept in a checkpoint, so that a collection that was interrupted, or ended by a crash, goes
 * on from there with the same result.
 */
public final class ImportanceMatrices {
    private static final long MODERATE_TOKENS = 4_000;

    private final LlamaCpp llama;

    private ImportanceMatrices(LlamaCpp llama) {
        this.llama = llama;
    }

    /** Collects with the llama.cpp that is in use on this machine: {@link LlamaCpp#standard()}. */
    public static ImportanceMatrices standard() {
        return of(LlamaCpp.standard());
    }

    /** Collects with this llama.cpp. */
    public static ImportanceMatrices of(LlamaCpp llama) {
        return new ImportanceMatrices(llama);
    }

    /**
     * Collects a matrix and writes it. Interrupting the thread ends the work within a second and keeps the checkpoint.
     *
     * @param progress in tokens
     * @throws IllegalArgumentException if the text has too few tokens, or what to continue from is of another model,
     *     text or setting
     * @throws FileAlreadyExistsException if the output, or a checkpoint that is not continued from, exists and must not
     *     be overwritten
     * @throws InterruptedException if the thread was interrupted; the message says how to go on
     */
    public CollectedImatrix collect(ImatrixRequest request, Progress progress)
            throws IOException, InterruptedException {
        long startedNanos = System.nanoTime();
        ImatrixOrigin origin;
        try (GgufFile model = GgufFile.open(request.model())) {
            origin = new ImatrixOrigin(
                    ModelFingerprint.of(model.files()),
                    ModelFingerprint.of(request.text().content()),
                    "chunks of " + request.chunkTokens() + " tokens, output tensor "
                            + (request.observeOutput() ? "observed" : "not observed"));
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted before the collection began");
        }
        Optional<ImportanceMatrix> earlier = earlier(request, origin);
        checkOutput(request);
        Activations collected = observe(request, origin, earlier, progress);
        ImportanceMatrix matrix = matrix(request, origin, collected);
        matrix.write(request.output());
        Files.deleteIfExists(request.checkpoint());
        long evaluated = matrix.tokens() - earlier.map(ImportanceMatrix::tokens).orElse(0L);
        return new CollectedImatrix(
                matrix,
                request.output(),
                evaluated,
                Duration.ofNanos(System.nanoTime() - startedNanos),
                warnings(request, matrix));
    }

    private Activations observe(
            ImatrixRequest request, ImatrixOrigin origin, Optional<ImportanceMatrix> earlier, Progress progress)
            throws IOException, InterruptedException {
        ActivationRequest activations = new ActivationRequest(
                request.text().content(),
                request.chunkTokens(),
                request.maxChunks(),
                request.checkpointChunks(),
                request.observeOutput(),
                request.threads(),
                request.gpuLayers(),
                earlier.map(ImportanceMatrix::chunkCount).orElse(0),
                earlier.map(ImportanceMatrices::sums).orElse(List.of()));
        Checkpoint checkpoint = new Checkpoint(request, origin);
        try {
            return llama.collectActivations(request.model(), activations, progress, checkpoint::keep);
        } catch (InterruptedException e) {
            InterruptedException explained = new InterruptedException(checkpoint.howToGoOn());
            explained.initCause(e);
            throw explained;
        }
    }

    /** Writes what was collected so far, and knows what to tell when it ends there. */
    private static final class Checkpoint {
        private final ImatrixRequest request;
        private final ImatrixOrigin origin;
        private int chunks;
        private int totalChunks;

        Checkpoint(ImatrixRequest request, ImatrixOrigin origin) {
            this.request = request;
            this.origin = origin;
        }

        void keep(Activations soFar) throws IOException, InterruptedException {
            matrix(request, origin, soFar).write(request.checkpoint(), ImatrixFormat.GGUF);
            chunks = soFar.chunks();
            totalChunks = soFar.totalChunks();
        }

        String howToGoOn() {
            if (chunks > 0) {
                return "interrupted; " + chunks + " of " + totalChunks + " chunks are kept in " + request.checkpoint()
                        + ": continue from that file to go on.";
            }
            return request.continueFrom()
                    .map(from -> "interrupted; nothing was added to " + from + ": continue from it again to go on.")
                    .orElse("interrupted before the first checkpoint, after " + request.checkpointChunks()
                            + " chunks or a minute: nothing is kept.");
        }
    }

    private static Optional<ImportanceMatrix> earlier(ImatrixRequest request, ImatrixOrigin origin) throws IOException {
        if (request.continueFrom().isEmpty()) {
            return Optional.empty();
        }
        Path file = request.continueFrom().get();
        ImportanceMatrix earlier = ImportanceMatrix.read(file);
        ImatrixOrigin known = earlier.origin()
                .orElseThrow(() -> new IllegalArgumentException(file + " does not say which model and text it was "
                        + "collected from, so it cannot be continued; collect a matrix from the rest of the text, and "
                        + "merge both"));
        if (!known.model().equals(origin.model())) {
            throw cannotContinue(file, "from another model than " + request.model());
        }
        if (!known.text().equals(origin.text())) {
            throw cannotContinue(
                    file, "from another text than " + request.text().name());
        }
        if (!known.settings().equals(origin.settings())) {
            throw cannotContinue(
                    file, "with other settings (" + known.settings() + ") than these (" + origin.settings() + ")");
        }
        return Optional.of(earlier);
    }

    private static IllegalArgumentException cannotContinue(Path file, String how) {
        return new IllegalArgumentException(
                file + " was collected " + how + ", so it cannot be continued; give the same as then, or begin anew");
    }

    private static void checkOutput(ImatrixRequest request) throws IOException {
        Path folder = request.output().toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    String.valueOf(folder), null, "the folder does not exist; create it or name another one");
        }
        if (request.overwrite()) {
            return;
        }
        Optional<Path> continued = request.continueFrom();
        for (Path file : List.of(request.output(), request.checkpoint())) {
            boolean same = continued.isPresent() && Files.exists(file) && Files.isSameFile(file, continued.get());
            if (Files.exists(file) && !same) {
                throw new FileAlreadyExistsException(
                        file.toString(),
                        null,
                        file.equals(request.output())
                                ? "the file exists; delete it, name another file, or ask to overwrite it"
                                : "a collection that was interrupted left this; continue from it, or ask to overwrite "
                                        + "it");
            }
        }
    }

    private static List<String> warnings(ImatrixRequest request, ImportanceMatrix matrix) {
        List<String> warnings = new ArrayList<>();
        if (request.text()
                .content()
                .strip()
                .equals(BenchmarkText.bundled().content().strip())) {
            warnings.add(
                    "The calibration text is the text that benchmarks measure perplexity on: models quantized with "
                            + "this matrix will look better there than they are. Use another text.");
        }
        if (matrix.tokens() < MODERATE_TOKENS) {
            warnings.add("The matrix comes from " + matrix.tokens() + " tokens only; some ten thousand make it "
                    + "less a matter of chance.");
        }
        long incomplete =
                matrix.tensors().stream().filter(tensor -> !tensor.isComplete()).count();
        if (incomplete > 0) {
            warnings.add(incomplete + " tensors have experts that the text never reached, whose columns are all "
                    + "weighed alike; a longer or more varied text reaches more.");
        }
        return warnings;
    }

    private static ImportanceMatrix matrix(ImatrixRequest request, ImatrixOrigin origin, Activations activations) {
        return new ImportanceMatrix(
                activations.tensors().stream()
                        .map(tensor -> new TensorImportance(tensor.name(), tensor.sums(), floats(tensor.counts())))
                        .toList(),
                List.of(request.text().name()),
                activations.chunks(),
                request.chunkTokens(),
                Optional.of(origin));
    }

    private static List<ActivationSums> sums(ImportanceMatrix matrix) {
        return matrix.tensors().stream()
                .map(tensor -> new ActivationSums(tensor.name(), tensor.sums(), longs(tensor.counts())))
                .toList();
    }

    private static float[] floats(long[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }

    private static long[] longs(float[] values) {
        long[] longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = (long) values[i];
        }
        return longs;
    }
}
