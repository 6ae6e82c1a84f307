package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.progress.Progress;

/** A build of llama.cpp. */
public final class LlamaCpp {
    private LlamaCpp() {}

    /** The build that comes with AetherCreator. */
    public static LlamaCpp bundled() {
        return new LlamaCpp();
    }

    /** Loads a model in a worker process of its own, which lives until the model is closed. */
    public LlamaModel load(Path gguf, LoadOptions options, Progress progress) throws IOException, InterruptedException {
        if (!java.nio.file.Files.exists(gguf)) {
            throw new java.nio.file.NoSuchFileException(gguf.toString());
        }
        throw new UnsupportedOperationException("not yet written");
    }

    /** Stores tensors as other types, in a worker process of its own, on all cores. */
    public EncodeResult encode(List<EncodeJob> jobs, int threads, Progress progress)
            throws IOException, InterruptedException {
        if (threads >= 0) {
            throw new UnsupportedOperationException("not yet written");
        }
        return new EncodeResult(java.time.Duration.ZERO, 0);
    }
}
