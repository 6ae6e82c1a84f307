package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.llamacpp.pack.BuildFacts;
import org.aethercreator.llamacpp.pack.NativePack;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;
import org.jspecify.annotations.Nullable;

/** A build of llama.cpp, whose work is done in worker processes. */
public final class LlamaCpp {
    private static final Pattern UNKNOWN_ARCHITECTURE = Pattern.compile("unknown model architecture: '([^']*)'");

    /** Says at each use which pack it is. */
    @FunctionalInterface
    private interface Choice {
        NativePack pack() throws IOException, InterruptedException;
    }

    private final Choice choice;

    private LlamaCpp(Choice choice) {
        this.choice = choice;
    }

    /**
     * The build that {@link NativePacks#chosen()} gives: a folder of the user's, else an installed one, else the
     * bundled one. It is looked up at each use, so that one that is installed meanwhile is used by the next.
     */
    public static LlamaCpp standard() {
        return new LlamaCpp(() -> NativePacks.ofThisMachine().chosen());
    }

    /** The build that comes with AetherCreator: for processors, Linux and macOS. */
    public static LlamaCpp bundled() {
        return of(NativePacks.ofThisMachine().bundled());
    }

    /** This build. */
    public static LlamaCpp of(NativePack pack) {
        return new LlamaCpp(() -> pack);
    }

    /** The build that would be used now. */
    public NativePack pack() throws IOException, InterruptedException {
        return choice.pack();
    }

    /**
     * Loads a model in a worker process of its own, which lives until the model is closed.
     *
     * @throws org.aethercreator.gguf.GgufFormatException if the file is no sound GGUF
     * @throws IllegalArgumentException if the file is a LoRA adapter, an adapter is none for this model, or the pooling
     *     is not known
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
        @Nullable Pooling pooling;
        try (GgufFile file = GgufFile.open(gguf)) { // a damaged header can take llama.cpp down
            checkModel(file);
            first = file.files().get(0).toAbsolutePath();
            sizeBytes = file.sizeBytes();
            pooling = options.pooling() == null ? null : options.pooling().resolvedFor(file);
            for (Adapter adapter : options.adapters()) {
                AdapterCheck.check(adapter.gguf(), file);
            }
        }
        NativePack pack = pack();
        Messages.Load load = new Messages.Load(
                pack.libraries(),
                first.toString(),
                options.contextTokens(),
                options.batchTokens(),
                threads(options.threads()),
                options.gpuLayers(),
                options.cacheType(),
                options.adapters().stream()
                        .map(adapter -> new Messages.LoadedAdapter(
                                adapter.gguf().toAbsolutePath().toString(), adapter.scale()))
                        .toList(),
                pooling);
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
            throw explained(e, gguf, pack);
        } finally {
            if (!loaded) {
                worker.close();
            }
        }
    }

    private static void checkModel(GgufFile file) {
        if (file.metadata().string("general.type").orElse("model").equals("adapter")) {
            throw new IllegalArgumentException(file.path() + " is a LoRA adapter, which is no model by itself; "
                    + "load the model that it belongs to");
        }
    }

    private LlamaCppException explained(LlamaCppException e, Path gguf, NativePack pack) {
        Matcher unknown = UNKNOWN_ARCHITECTURE.matcher(String.valueOf(e.getMessage()));
        if (!unknown.find()) {
            return e;
        }
        String advice = pack.source() == NativePack.Source.BUNDLED
                ? "; get a newer llama.cpp: \"%llama install cpu\" in a notebook, or "
                        + "NativePacks.ofThisMachine().install(Backend.CPU, progress), and load the model with "
                        + "LlamaCpp.standard()."
                : "; choose a model of one that it knows, or name a folder with a newer llama.cpp in "
                        + NativePacks.FOLDER_VARIABLE + ".";
        return new LlamaCppException(
                gguf + " is a model of the architecture \"" + unknown.group(1) + "\", which llama.cpp " + pack.release()
                        + " does not know" + advice,
                e.nativeLog(),
                e.exitCode(),
                e);
    }

    /** Starts a worker process that encodes tensors. */
    public LlamaEncoder encoder() throws IOException, InterruptedException {
        NativePack pack = pack();
        return new LlamaEncoder(LlamaWorker.start(), pack.libraries(), pack.release());
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

    /**
     * What the build says of itself, asked in a worker process.
     *
     * @throws LlamaCppException if it cannot be loaded on this machine
     */
    public BuildFacts inspect() throws IOException, InterruptedException {
        try (LlamaWorker worker = LlamaWorker.start()) {
            return worker.call(
                    Messages.INSPECT, new Messages.Inspect(pack().libraries()), BuildFacts.class, part -> {});
        }
    }

    private static int threads(int wanted) throws InterruptedException {
        return wanted > 0 ? wanted : PhysicalCores.count();
    }
}
