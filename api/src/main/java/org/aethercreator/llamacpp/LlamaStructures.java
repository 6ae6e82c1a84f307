package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import org.jspecify.annotations.Nullable;

/**
 * The structs of {@code llama.h} at b4916, field by field in their order. A build of llama.cpp with another layout is
 * recognised by its defaults, which {@link #check} compares.
 */
final class LlamaStructures {
    private LlamaStructures() {}

    /** {@code llama_model_params}. */
    @Structure.FieldOrder({
        "devices",
        "gpuLayers",
        "splitMode",
        "mainGpu",
        "tensorSplit",
        "progressCallback",
        "progressUserData",
        "metadataOverrides",
        "vocabularyOnly",
        "useMmap",
        "useMlock",
        "checkTensors"
    })
    public static class ModelParameters extends Structure implements Structure.ByValue {
        public @Nullable Pointer devices;
        public int gpuLayers;
        public int splitMode;
        public int mainGpu;
        public @Nullable Pointer tensorSplit;
        public LlamaLibrary.@Nullable ProgressCallback progressCallback;
        public @Nullable Pointer progressUserData;
        public @Nullable Pointer metadataOverrides;
        public byte vocabularyOnly;
        public byte useMmap;
        public byte useMlock;
        public byte checkTensors;
    }

    /** {@code llama_context_params}. */
    @Structure.FieldOrder({
        "contextTokens",
        "batchTokens",
        "microBatchTokens",
        "sequencesMax",
        "threads",
        "batchThreads",
        "ropeScalingType",
        "poolingType",
        "attentionType",
        "ropeFrequencyBase",
        "ropeFrequencyScale",
        "yarnExtFactor",
        "yarnAttentionFactor",
        "yarnBetaFast",
        "yarnBetaSlow",
        "yarnOriginalContext",
        "defragmentThreshold",
        "evaluationCallback",
        "evaluationUserData",
        "keyType",
        "valueType",
        "logitsAll",
        "embeddings",
        "offloadKqv",
        "flashAttention",
        "noPerformance",
        "abortCallback",
        "abortUserData"
    })
    public static class ContextParameters extends Structure implements Structure.ByValue {
        public int contextTokens;
        public int batchTokens;
        public int microBatchTokens;
        public int sequencesMax;
        public int threads;
        public int batchThreads;
        public int ropeScalingType;
        public int poolingType;
        public int attentionType;
        public float ropeFrequencyBase;
        public float ropeFrequencyScale;
        public float yarnExtFactor;
        public float yarnAttentionFactor;
        public float yarnBetaFast;
        public float yarnBetaSlow;
        public int yarnOriginalContext;
        public float defragmentThreshold;
        public LlamaLibrary.@Nullable EvaluationCallback evaluationCallback;
        public @Nullable Pointer evaluationUserData;
        public int keyType;
        public int valueType;
        public byte logitsAll;
        public byte embeddings;
        public byte offloadKqv;
        public byte flashAttention;
        public byte noPerformance;
        public @Nullable Pointer abortCallback;
        public @Nullable Pointer abortUserData;
    }

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

    /** Refuses a library whose structs are not laid out as above. */
    static void check(ModelParameters model, ContextParameters context) {
        boolean modelFits = model.splitMode == 1
                && model.mainGpu == 0
                && model.vocabularyOnly == 0
                && model.useMmap == 1
                && model.useMlock == 0
                && model.checkTensors == 0;
        boolean contextFits = context.contextTokens == 512
                && context.batchTokens == 2048
                && context.microBatchTokens == 512
                && context.sequencesMax == 1
                && context.ropeScalingType == -1
                && context.poolingType == -1
                && context.attentionType == -1
                && context.yarnAttentionFactor == 1
                && context.yarnBetaFast == 32
                && context.keyType == 1
                && context.valueType == 1
                && context.logitsAll == 0
                && context.offloadKqv == 1
                && context.flashAttention == 0
                && context.noPerformance == 1;
        if (!modelFits || !contextFits) {
            throw new IllegalStateException("The library is another build of llama.cpp than " + BundledNatives.VERSION
                    + ": its default parameters do not lie where they should (" + (modelFits ? context : model)
                    + "). Delete the folder natives in AetherCreator's cache and try again.");
        }
    }
}
