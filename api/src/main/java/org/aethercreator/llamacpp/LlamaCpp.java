package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;

/** A build of llama.cpp, whose work is done in worker processes. */
public final class LlamaCpp {
    private static final Pattern UNKNOWN_ARCHITECTURE = Pattern.compile("unknown model architecture: '([^']*)'");

    private final String version;

    private LlamaCpp(String version) {
        this.version = version;
    }

    /** The build that comes with AetherCreator: for processors, Linux and macOS. */
    public static LlamaCpp bundled() {
        return new LlamaCpp(BundledNatives.VERSION);
    }

    /** The release of llama.cpp, such as {@code b4916}. */
    public String version() {
        return version;
    }

    /**
     * Loads a model in a worker process of its own, which lives until the model is closed.
     *
     * @throws org.aethercreator.gguf.GgufFormatException if the file is no sound GGUF
     * @throws LlamaCppException if llama.cpp does not load it
     * @throws InterruptedException if the thread was interrupted; the process is gone then
     */
    public LlamaModel load(Path gguf, LoadOptions options, Progress progress) throws IOException, InterruptedException {
        return load(Messages.LOAD, gguf, options, progress);
    }

    private LlamaModel load(String operation, Path gguf, LoadOptions options, Progress progress)
            throws IOException, InterruptedException {
        Path first;
        long sizeBytes;
        try (GgufFile file = GgufFile.open(gguf)) { // a damaged header can take llama.cpp down
            first = file.files().get(0).toAbsolutePath();
            sizeBytes = file.sizeBytes();
        }
        Messages.Load load = new Messages.Load(
                BundledNatives.library().toString(),
                first.toString(),
                options.contextTokens(),
                options.batchTokens(),
                threads(options.threads()),
                options.gpuLayers());
        ProgressStage stage = progress.stage("load " + gguf.getFileName(), sizeBytes, ProgressUnit.BYTES);
        LlamaWorker worker = LlamaWorker.start();
        boolean loaded = false;
        try {
            Messages.Loaded facts = worker.call(operation, load, Messages.Loaded.class, part -> {
                Messages.Step step = part.as(Messages.Step.class);
                stage.to((long) ((double) step.done() / step.total() * sizeBytes), "");
            });
            loaded = true;
            return new LlamaModel(gguf, worker, facts);
        } catch (LlamaCppException e) {
            throw explained(e, gguf);
        } finally {
            if (!loaded) {
                worker.close();
            }
        }
    }

    private LlamaCppException explained(LlamaCppException e, Path gguf) {
        Matcher unknown = UNKNOWN_ARCHITECTURE.matcher(String.valueOf(e.getMessage()));
        if (!unknown.find()) {
            return e;
        }
        return new LlamaCppException(
                gguf + " is a model of the architecture \"" + unknown.group(1) + "\", which llama.cpp " + version
                        + " does not know; choose a model of one that it knows, such as llama, qwen2, gemma3 or phi3.",
                e.nativeLog(),
                e.exitCode(),
                e);
    }

    /**
     * Stores tensors as other types, in a worker process of its own; the same bytes as {@code llama-quantize} without
     * an importance matrix. Needs little memory, however large the tensors are. After an exception the targets hold
     * part of the rows: delete them.
     *
     * @param threads 0 = all processors
     * @param progress in bytes of the sources, with the tensor's name as detail
     * @throws IllegalArgumentException if a type cannot be decoded or encoded
     * @throws IOException if a source is too short, or a target cannot be written
     * @throws LlamaCppException if a tensor holds numbers that cannot be stored, such as NaN
     */
    public EncodeResult encode(List<EncodeJob> jobs, int threads, Progress progress)
            throws IOException, InterruptedException {
        for (EncodeJob job : jobs) {
            EncodableTypes.check(job, version);
        }
        int wanted = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        Messages.Encode encode = new Messages.Encode(BundledNatives.library().toString(), jobs, wanted);
        try (LlamaWorker worker = LlamaWorker.start()) {
            Messages.Encoded encoded = worker.call(
                    Messages.ENCODE,
                    encode,
                    Messages.Encoded.class,
                    LlamaWorker.showing(progress, "encode", ProgressUnit.BYTES));
            return new EncodeResult(
                    Duration.ofNanos(encoded.elapsed()), worker.memory().peakResidentBytes());
        }
    }

    /**
     * Evaluates a text and sums up, for each weight matrix, the squares of the activations that meet its columns, as
     * {@code llama-imatrix} does. The model is loaded in a worker process of its own for that.
     *
     * @param progress in tokens
     * @param onCheckpoint takes, on the calling thread, the sums so far, now and then; what it throws ends the
     *     collection
     * @throws org.aethercreator.gguf.GgufFormatException if the file is no sound GGUF
     * @throws IllegalArgumentException if the text has too few tokens, or fewer chunks than are already known
     * @throws LlamaCppException if llama.cpp does not load the model, or its activations are not finite
     * @throws InterruptedException if the thread was interrupted; the process is gone then
     */
    public Activations collectActivations(
            Path gguf, ActivationRequest request, Progress progress, ActivationCheckpoint onCheckpoint)
            throws IOException, InterruptedException {
        LoadOptions options = LoadOptions.standard()
                .withContextTokens(request.chunkTokens())
                .withThreads(request.threads())
                .withGpuLayers(request.gpuLayers());
        try (LlamaModel model = load(Messages.LOAD_OBSERVED, gguf, options, progress)) {
            return model.collect(request, progress, onCheckpoint);
        }
    }

    private static int threads(int wanted) throws InterruptedException {
        return wanted > 0 ? wanted : PhysicalCores.count();
    }
}
