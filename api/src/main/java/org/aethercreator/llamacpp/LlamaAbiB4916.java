package org.aethercreator.llamacpp;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.llamacpp.LlamaLibrary.ProgressCallback;
import org.jspecify.annotations.Nullable;

/** llama.cpp as of the bundled b4916, of March 2025. */
final class LlamaAbiB4916 extends LlamaAbi {
    private static final List<Map.Entry<String, Number>> MODEL_DEFAULTS = List.of(
            Map.entry("splitMode", 1),
            Map.entry("mainGpu", 0),
            Map.entry("vocabularyOnly", 0),
            Map.entry("useMmap", 1),
            Map.entry("useMlock", 0),
            Map.entry("checkTensors", 0));

    private static final List<Map.Entry<String, Number>> CONTEXT_DEFAULTS = List.of(
            Map.entry("contextTokens", 512),
            Map.entry("batchTokens", 2048),
            Map.entry("microBatchTokens", 512),
            Map.entry("sequencesMax", 1),
            Map.entry("ropeScalingType", -1),
            Map.entry("poolingType", -1),
            Map.entry("attentionType", -1),
            Map.entry("yarnAttentionFactor", 1),
            Map.entry("yarnBetaFast", 32),
            Map.entry("keyType", 1),
            Map.entry("valueType", 1),
            Map.entry("logitsAll", 0),
            Map.entry("offloadKqv", 1),
            Map.entry("flashAttention", 0),
            Map.entry("noPerformance", 1));

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

    @Override
    String builds() {
        return "b4916";
    }

    @Override
    Optional<String> misfit(Pointer modelParameters, Pointer contextParameters) {
        return misfit(new ModelParameters(), modelParameters, MODEL_DEFAULTS)
                .or(() -> misfit(new ContextParameters(), contextParameters, CONTEXT_DEFAULTS));
    }

    @Override
    void bind(NativeLibrary llama) {
        Native.register(LlamaAbiB4916.class, llama);
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
        parameters.flashAttention = (byte) (settings.cacheType().isQuantized() ? 1 : 0);
        parameters.abortCallback = settings.abort().callback();
        parameters.abortUserData = settings.abort().data();
        parameters.evaluationCallback = settings.observer();
        parameters.sequencesMax = settings.sequences();
        if (settings.embeddings()) {
            parameters.embeddings = 1;
            parameters.poolingType = EACH_TOKEN;
        }
        return llama_init_from_model(model, parameters);
    }

    @Override
    void clear(Pointer context) {
        llama_kv_self_clear(context);
    }

    @Override
    boolean forgetFrom(Pointer context, int position) {
        return llama_kv_self_seq_rm(context, -1, position, -1) != 0;
    }

    @Override
    void setAdapters(Pointer context, List<Pointer> adapters, List<Float> scales) {
        for (int i = 0; i < adapters.size(); i++) {
            llama_set_adapter_lora(context, adapters.get(i), scales.get(i));
        }
    }

    @Override
    Pointer penaltiesSampler(int vocabularySize, int lastTokens, float repeat, float frequency, float presence) {
        return llama_sampler_init_penalties(lastTokens, repeat, frequency, presence);
    }

    @Override
    boolean hasIntegratedGpus() {
        return false;
    }

    private static native ModelParameters llama_model_default_params();

    private static native ContextParameters llama_context_default_params();

    private static native @Nullable Pointer llama_model_load_from_file(byte[] path, ModelParameters parameters);

    private static native @Nullable Pointer llama_init_from_model(Pointer model, ContextParameters parameters);

    private static native void llama_kv_self_clear(Pointer context);

    private static native byte llama_kv_self_seq_rm(Pointer context, int sequence, int from, int to);

    private static native int llama_set_adapter_lora(Pointer context, Pointer adapter, float scale);

    private static native Pointer llama_sampler_init_penalties(
            int lastTokens, float repeat, float frequency, float presence);
}
