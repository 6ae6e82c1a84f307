package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.file.Path;
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
            Messages.Loaded facts = worker.call(Messages.LOAD, load, Messages.Loaded.class, part -> {
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

    /** Starts a worker process that encodes tensors. */
    public LlamaEncoder encoder() throws IOException, InterruptedException {
        Path library = BundledNatives.library();
        return new LlamaEncoder(LlamaWorker.start(), library, version);
    }

    private static int threads(int wanted) throws InterruptedException {
        return wanted > 0 ? wanted : PhysicalCores.count();
    }
}
