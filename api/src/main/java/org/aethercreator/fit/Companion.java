package org.aethercreator.fit;

import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;

/** A file that is loaded beside a model and takes memory of its own. */
public sealed interface Companion {
    /** Bytes that it takes while the model runs with {@code settings}. */
    long bytes(RunSettings settings);

    /** LoRA weights, kept apart from those they change. */
    record Adapter(long weightBytes) implements Companion {
        @Override
        public long bytes(RunSettings settings) {
            return weightBytes;
        }
    }

    /** What turns images or sound into tokens; the buffers it computes in are not counted. */
    record Projector(long weightBytes) implements Companion {
        @Override
        public long bytes(RunSettings settings) {
            return weightBytes;
        }
    }

    /** A small model that guesses ahead for the large one, with a cache for the same context. */
    record Draft(ModelFootprint model) implements Companion {
        @Override
        public long bytes(RunSettings settings) {
            return new MemoryNeed(model, settings).totalBytes();
        }
    }

    /** What {@code file} says that it is; a file that is neither adapter nor projector counts as a draft model. */
    static Companion of(GgufFile file) {
        String type = file.metadata().string("general.type").orElse("model");
        String architecture = file.metadata().string("general.architecture").orElse("");
        if (type.equals("adapter")) {
            return new Adapter(weightBytes(file));
        }
        return type.equals("mmproj") || type.equals("projector") || architecture.equals("clip")
                ? new Projector(weightBytes(file))
                : new Draft(ModelFootprint.of(file));
    }

    private static long weightBytes(GgufFile file) {
        return file.tensors().stream().mapToLong(GgufTensor::sizeBytes).sum();
    }
}
