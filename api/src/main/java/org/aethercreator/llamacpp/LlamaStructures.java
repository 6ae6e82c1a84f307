package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import org.jspecify.annotations.Nullable;

/** The structs of {@code llama.h} that are the same in all builds we know, field by field in their order. */
final class LlamaStructures {
    private LlamaStructures() {}

    /** {@code llama_batch}. */
    @Structure.FieldOrder({"count", "tokens", "embeddings", "positions", "sequenceCounts", "sequences", "logits"})
    public static class Batch extends Structure implements Structure.ByValue {
        public int count;
        public Pointer tokens = Pointer.NULL;
        public @Nullable Pointer embeddings;
        public Pointer positions = Pointer.NULL;
        public Pointer sequenceCounts = Pointer.NULL;
        public Pointer sequences = Pointer.NULL;
        public Pointer logits = Pointer.NULL;
    }

    /** {@code llama_sampler_chain_params}. */
    @Structure.FieldOrder("noPerformance")
    public static class SamplerChainParameters extends Structure implements Structure.ByValue {
        public byte noPerformance = 1;
    }
}
