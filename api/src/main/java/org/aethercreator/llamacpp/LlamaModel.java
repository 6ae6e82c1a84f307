package org.aethercreator.llamacpp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.storage.AtomicFile;
import org.aethercreator.worker.WorkerMemory;
import org.aethercreator.worker.WorkerPart;

/**
 * A loaded model, alone in its worker process. Usable by several threads: it does one thing after the other.
 *
 * <p>Methods that take long are cancelled by interrupting the calling thread; the model is as good as before. If the
 * process dies they throw {@link LlamaCppException}, and so does every later call: load the model again. After
 * {@link #close()} they throw {@link IllegalStateException}.
 */
public final class LlamaModel implements AutoCloseable {
    private final Path path;
    private final LlamaWorker worker;
    private final Messages.Loaded loaded;
    private volatile boolean closed;

    LlamaModel(Path path, LlamaWorker worker, Messages.Loaded loaded) {
        this.path = path;
        this.worker = worker;
        this.loaded = loaded;
    }

    /** The file it was loaded from. */
    public Path path() {
        return path;
    }

    /** Time that llama.cpp took to load the model and to set up its context; not that of starting the process. */
    public Duration loadTime() {
        return Duration.ofNanos(loaded.elapsed());
    }

    /** Tokens that prompt and answer may have together. */
    public int contextTokens() {
        return loaded.contextTokens();
    }

    /** Number of different tokens. */
    public int vocabularySize() {
        return loaded.vocabularySize();
    }

    /**
     * Cuts a text into the model's tokens.
     *
     * @param addSpecial add the tokens that the model wants around a text, such as its start token
     * @param parseSpecial take the names of special tokens, such as {@code <|im_start|>}, for those tokens, not for
     *     text
     */
    public int[] tokenize(String text, boolean addSpecial, boolean parseSpecial) {
        return callAtOnce(Messages.TOKENIZE, new Messages.Tokenize(text, addSpecial, parseSpecial), int[].class);
    }

    /** The text of tokens, special tokens by their names. */
    public String detokenize(int[] tokens) {
        return callAtOnce(Messages.DETOKENIZE, tokens, String.class);
    }

    /**
     * Continues a text. Names of special tokens in it count as those tokens. The model's start token is put before it
     * where the model wants one and the text does not begin with it.
     *
     * @param onText takes the new text piece by piece, on the calling thread
     * @throws IllegalArgumentException if the prompt does not fit into the context
     */
    public Generation generate(String prompt, GenerationOptions options, Consumer<String> onText)
            throws InterruptedException {
        GenerationOptions seeded = options.seed() >= 0
                ? options
                : options.withSeed(ThreadLocalRandom.current().nextLong(GenerationOptions.LARGEST_SEED));
        StringBuilder text = new StringBuilder();
        Messages.Generated generated =
                call(Messages.GENERATE, new Messages.Generate(prompt, seeded), Messages.Generated.class, part -> {
                    String piece = part.as(String.class);
                    text.append(piece);
                    onText.accept(piece);
                });
        return new Generation(
                text.toString(),
                generated.promptTokens(),
                generated.reusedPromptTokens(),
                generated.generatedTokens(),
                Duration.ofNanos(generated.timeToFirstToken()),
                Duration.ofNanos(generated.promptTime()),
                Duration.ofNanos(generated.tokenTimes().stream()
                        .mapToLong(Long::longValue)
                        .sum()),
                TokenTimes.of(generated.tokenTimes()),
                generated.stopReason(),
                seeded.seed());
    }

    /**
     * How surprised the model is by a text, as {@code llama-perplexity} measures it. Needs memory for the logits of a
     * batch: {@link LoadOptions#batchTokens()} times {@link #vocabularySize()} times 4 bytes.
     *
     * @param windowTokens tokens of a window, at most the context's; figures compare only for equal windows
     * @param maxWindows the text's first so many windows are evaluated
     * @throws IllegalArgumentException if the text does not fill one window
     */
    public Perplexity perplexity(String text, int windowTokens, int maxWindows, Progress progress)
            throws InterruptedException {
        checkWindows(windowTokens, maxWindows);
        Messages.Measured measured = call(
                Messages.PERPLEXITY,
                new Messages.MeasurePerplexity(windowTokens, maxWindows),
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                Messages.Measured.class,
                LlamaWorker.showing(progress, "perplexity", ProgressUnit.TOKENS));
        return perplexity(measured, windowTokens);
    }

    private static void checkWindows(int windowTokens, int maxWindows) {
        if (windowTokens < 4 || maxWindows < 1) {
            throw new IllegalArgumentException("windowTokens is " + windowTokens + " and maxWindows " + maxWindows
                    + "; use windows of at least 4 tokens, such as 512, and at least one");
        }
    }

    private static Perplexity perplexity(Messages.Measured measured, int windowTokens) {
        return new Perplexity(
                measured.value(),
                measured.standardError(),
                measured.windows(),
                windowTokens,
                measured.scoredTokens(),
                Duration.ofNanos(measured.elapsed()));
    }

    /** Only for a model that was loaded for observing its activations. */
    Activations collect(ActivationRequest request, Progress progress, ActivationCheckpoint onCheckpoint)
            throws IOException, InterruptedException {
        return new ActivationCollection(request, progress, onCheckpoint).run(worker);
    }

    /**
     * Vectors of texts, near to each other for texts of like meaning; each of length 1, so that their scalar product is
     * the cosine of the angle between them. The model must be loaded with {@link LoadOptions#forEmbeddings()}.
     *
     * @return a vector for each text, in their order
     * @throws IllegalArgumentException if a text is empty or too long
     */
    public float[][] embed(List<String> texts) throws InterruptedException {
        float[][] vectors = embedUnscaled(texts);
        for (float[] vector : vectors) {
            double length = 0;
            for (float component : vector) {
                length += (double) component * component;
            }
            length = Math.sqrt(length);
            for (int i = 0; i < vector.length && length > 0; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vectors;
    }

    /** Like {@link #embed}, with the lengths that the model gives them. */
    public float[][] embedUnscaled(List<String> texts) throws InterruptedException {
        List<float[]> vectors = new ArrayList<>();
        call(
                Messages.EMBED,
                new Messages.Embed(texts),
                Messages.Embedded.class,
                part -> vectors.add(part.as(float[].class)));
        return vectors.toArray(new float[0][]);
    }

    /**
     * Writes what this model predicts of a text, so that other models can be compared with it by {@link #klDivergence}.
     * The file has the format of {@code llama-perplexity --kl-divergence-base}: for each scored token, 2 bytes for each
     * token of the vocabulary; a window of 512 tokens of a vocabulary of 49,152 takes 25 MB.
     *
     * @param windowTokens tokens of a window, at most the context's
     * @param maxWindows the text's first so many windows are evaluated
     * @return the model's perplexity
     * @throws IllegalArgumentException if the text does not fill one window
     * @throws IOException if the disk lacks the space
     */
    public Perplexity saveProbabilities(String text, int windowTokens, int maxWindows, Path target, Progress progress)
            throws IOException, InterruptedException {
        checkWindows(windowTokens, maxWindows);
        try (AtomicFile file = AtomicFile.create(target)) {
            Messages.Measured measured = call(
                    Messages.SAVE_PROBABILITIES,
                    new Messages.SaveProbabilities(
                            windowTokens,
                            maxWindows,
                            file.temporary().toAbsolutePath().toString()),
                    ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                    Messages.Measured.class,
                    LlamaWorker.showing(progress, "save probabilities", ProgressUnit.TOKENS));
            file.commit();
            return perplexity(measured, windowTokens);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * How far this model's predictions are from those of the model that a file was saved by, on the same text.
     *
     * @param base from {@link #saveProbabilities} or {@code llama-perplexity --kl-divergence-base}
     * @throws IllegalArgumentException if the file is no such file, or of a model with another vocabulary
     */
    public KlDivergence klDivergence(Path base, Progress progress) throws IOException, InterruptedException {
        if (!Files.isRegularFile(base)) {
            throw new NoSuchFileException("There is no file " + base
                    + "; write it with saveProbabilities by the model that others are compared with.");
        }
        try {
            return call(
                            Messages.DIVERGENCE,
                            new Messages.MeasureDivergence(base.toAbsolutePath().toString()),
                            Messages.Diverged.class,
                            LlamaWorker.showing(progress, "KL divergence", ProgressUnit.TOKENS))
                    .toDivergence();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Memory of the model's process. Not cancelled, and possible while another thread generates. */
    public WorkerMemory memory() {
        throwIfClosed();
        return worker.memory();
    }

    /** The last lines that llama.cpp wrote to its log, oldest first. */
    public List<String> nativeLog() {
        return worker.log();
    }

    /** Ends the process, and with it whatever the model is doing. */
    @Override
    public void close() {
        closed = true;
        worker.close();
    }

    long processId() {
        return worker.processId();
    }

    private <R> R call(String operation, Object body, Class<R> result, Consumer<WorkerPart> onPart)
            throws InterruptedException {
        return call(operation, body, ByteBuffer.allocate(0), result, onPart);
    }

    private <R> R call(String operation, Object body, ByteBuffer payload, Class<R> result, Consumer<WorkerPart> onPart)
            throws InterruptedException {
        throwIfClosed();
        try {
            return worker.call(operation, body, payload, result, onPart);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            throwIfClosed(); // meanwhile, by another thread
            throw e;
        }
    }

    /** For what takes no time: an interrupt waits until it is done. */
    private <R> R callAtOnce(String operation, Object body, Class<R> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return call(operation, body, result, part -> {});
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void throwIfClosed() {
        if (closed) {
            throw new IllegalStateException("the model " + path + " is closed; load it again");
        }
    }
}
