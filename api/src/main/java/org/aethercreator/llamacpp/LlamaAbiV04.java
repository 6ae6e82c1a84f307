package org.aethercreator.llamacpp;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.llamacpp.LlamaLibrary.ProgressCallback;
import org.jspecify.annotations.Nullable;

/**
 * llama.cpp as of v0.4.0 and v0.5.0, of 2026, which number 3.21.1 and 3.22.1 of {@code @node-llama-cpp} hold. Their
 * structures have the same layout.
 */
final class LlamaAbiV04 extends LlamaAbi {
    private static final int FLASH_ATTENTION_OFF = 0;
    private static final int FLASH_ATTENTION_ON = 1;

    private static final List<Map.Entry<String, Number>> MODEL_DEFAULTS = List.of(
            Map.entry("splitMode", 1),
            Map.entry("loadMode", -1),
            Map.entry("lazyMode", 1),
            Map.entry("mainGpu", 0),
            Map.entry("vocabularyOnly", 0),
            Map.entry("checkTensors", 0),
            Map.entry("useExtraBufferTypes", 1),
            Map.entry("noHost", 0),
            Map.entry("noAllocation", 0),
            Map.entry("loadPredictionLayers", 0));

    private static final List<Map.Entry<String, Number>> CONTEXT_DEFAULTS = List.of(
            Map.entry("contextTokens", 512),
            Map.entry("batchTokens", 2048),
            Map.entry("microBatchTokens", 512),
            Map.entry("sequencesMax", 1),
            Map.entry("recurrentSnapshots", 0),
            Map.entry("outputsMax", 0),
            Map.entry("outputsMaxPerSequence", 1),
            Map.entry("threads", 4),
            Map.entry("batchThreads", 4),
            Map.entry("contextType", 0),
            Map.entry("ropeScalingType", -1),
            Map.entry("poolingType", -1),
            Map.entry("attentionType", -1),
            Map.entry("flashAttentionType", -1),
            Map.entry("yarnExtFactor", -1),
            Map.entry("yarnBetaSlow", -1),
            Map.entry("defragmentThreshold", -1),
            Map.entry("keyType", 1),
            Map.entry("valueType", 1),
            Map.entry("embeddings", 0),
            Map.entry("offloadKqv", 1),
            Map.entry("noPerformance", 1),
            Map.entry("offloadOperations", 1),
            Map.entry("fullSlidingWindow", 1),
            Map.entry("unifiedCache", 0));

    /** {@code llama_model_params}. */
    @Structure.FieldOrder({
        "devices",
        "bufferTypeOverrides",
        "gpuLayers",
        "splitMode",
        "loadMode",
        "lazyMode",
        "mainGpu",
        "tensorSplit",
        "progressCallback",
        "progressUserData",
        "metadataOverrides",
        "vocabularyOnly",
        "checkTensors",
        "useExtraBufferTypes",
        "noHost",
        "noAllocation",
        "loadPredictionLayers"
    })
    public static class ModelParameters extends Structure implements Structure.ByValue {
        public @Nullable Pointer devices;
        public @Nullable Pointer bufferTypeOverrides;
        public int gpuLayers;
        public int splitMode;
        public int loadMode;
        public int lazyMode;
        public int mainGpu;
        public @Nullable Pointer tensorSplit;
        public LlamaLibrary.@Nullable ProgressCallback progressCallback;
        public @Nullable Pointer progressUserData;
        public @Nullable Pointer metadataOverrides;
        public byte vocabularyOnly;
        public byte checkTensors;
        public byte useExtraBufferTypes;
        public byte noHost;
        public byte noAllocation;
        public byte loadPredictionLayers;
    }

    /** {@code llama_context_params}. */
    @Structure.FieldOrder({
        "contextTokens",
        "batchTokens",
        "microBatchTokens",
        "sequencesMax",
        "recurrentSnapshots",
        "outputsMax",
        "outputsMaxPerSequence",
        "threads",
        "batchThreads",
        "contextType",
        "ropeScalingType",
        "poolingType",
        "attentionType",
        "flashAttentionType",
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
        "abortCallback",
        "abortUserData",
        "embeddings",
        "offloadKqv",
        "noPerformance",
        "offloadOperations",
        "fullSlidingWindow",
        "unifiedCache",
        "samplers",
        "samplerCount",
        "otherContext"
    })
    public static class ContextParameters extends Structure implements Structure.ByValue {
        public int contextTokens;
        public int batchTokens;
        public int microBatchTokens;
        public int sequencesMax;
        public int recurrentSnapshots;
        public int outputsMax;
        public int outputsMaxPerSequence;
        public int threads;
        public int batchThreads;
        public int contextType;
        public int ropeScalingType;
        public int poolingType;
        public int attentionType;
        public int flashAttentionType;
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
        public @Nullable Pointer abortCallback;
        public @Nullable Pointer abortUserData;
        public byte embeddings;
        public byte offloadKqv;
        public byte noPerformance;
        public byte offloadOperations;
        public byte fullSlidingWindow;
        public byte unifiedCache;
        public @Nullable Pointer samplers;
        public long samplerCount;
        public @Nullable Pointer otherContext;
    }

    @Override
    String builds() {
        return "v0.4.0 to v0.5.0";
    }

    @Override
    Optional<String> misfit(Pointer modelParameters, Pointer contextParameters) {
        return misfit(new ModelParameters(), modelParameters, MODEL_DEFAULTS)
                .or(() -> misfit(new ContextParameters(), contextParameters, CONTEXT_DEFAULTS));
    }

    @Override
    void bind(NativeLibrary llama) {
        Native.register(LlamaAbiV04.class, llama);
    }

    @Override
    @Nullable
    Pointer loadModel(byte[] path, int gpuLayers, ProgressCallback onProgress) {
        ModelParameters parameters = llama_model_default_params();
        if (gpuLayers >= 0) {
            parameters.gpuLayers = gpuLayers;
        }
        parameters.progressCallback = onProgress;
        return llama_model_load_from_file(path, parameters);
    }

    @Override
    @Nullable
    Pointer newContext(Pointer model, ContextSettings settings) {
        ContextParameters parameters = llama_context_default_params();
        parameters.contextTokens = settings.contextTokens();
        parameters.batchTokens = settings.batchTokens();
        parameters.microBatchTokens = settings.batchTokens();
        parameters.threads = settings.threads();
        parameters.batchThreads = settings.threads(); // another number would make a second team of threads
        parameters.keyType = settings.cacheType().id();
        parameters.valueType = settings.cacheType().id();
        if (settings.cacheType().isQuantized()) {
            parameters.flashAttentionType = FLASH_ATTENTION_ON;
        }
        parameters.abortCallback = settings.abort().callback();
        parameters.abortUserData = settings.abort().data();
        parameters.evaluationCallback = settings.observer();
        if (settings.observer() != null) {
            // its sums in half floats change what is observed by up to a tenth; without it all builds agree to the bit
            parameters.flashAttentionType = FLASH_ATTENTION_OFF;
        }
        parameters.sequencesMax = settings.sequences();
        if (settings.embeddings()) {
            parameters.embeddings = 1;
            parameters.poolingType = EACH_TOKEN;
            parameters.unifiedCache = 1; // a text may fill the whole context, whatever the others leave
        }
        return llama_init_from_model(model, parameters);
    }

    @Override
    void clear(Pointer context) {
        llama_memory_clear(llama_get_memory(context), (byte) 1);
    }

    @Override
    boolean forgetFrom(Pointer context, int position) {
        return llama_memory_seq_rm(llama_get_memory(context), -1, position, -1) != 0;
    }

    @Override
    void setAdapters(Pointer context, List<Pointer> adapters, List<Float> scales) {
        Pointer[] pointers = adapters.toArray(new Pointer[0]);
        float[] factors = new float[scales.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = scales.get(i);
        }
        Memory array = new Memory((long) Native.POINTER_SIZE * pointers.length);
        array.write(0, pointers, 0, pointers.length);
        llama_set_adapters_lora(context, array, pointers.length, factors);
    }

    @Override
    Pointer penaltiesSampler(int vocabularySize, int lastTokens, float repeat, float frequency, float presence) {
        return llama_sampler_init_penalties(vocabularySize, lastTokens, repeat, frequency, presence);
    }

    @Override
    boolean hasIntegratedGpus() {
        return true;
    }

    private static native ModelParameters llama_model_default_params();

    private static native ContextParameters llama_context_default_params();

    private static native @Nullable Pointer llama_model_load_from_file(byte[] path, ModelParameters parameters);

    private static native @Nullable Pointer llama_init_from_model(Pointer model, ContextParameters parameters);

    private static native Pointer llama_get_memory(Pointer context);

    private static native void llama_memory_clear(Pointer memory, byte withData);

    private static native byte llama_memory_seq_rm(Pointer memory, int sequence, int from, int to);

    private static native int llama_set_adapters_lora(Pointer context, Pointer adapters, long count, float[] scales);

    private static native Pointer llama_sampler_init_penalties(
            int vocabularySize, int lastTokens, float repeat, float frequency, float presence);
}
