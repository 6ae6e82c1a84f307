package org.aethercreator.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufMetadata;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.gguf.GgufType;

/**
 * Finds what each layer keeps of the tokens before: keys and values, of all tokens or of a window, or a state.
 *
 * <p>Source: {@code llama_hparams} and the hyperparameter loaders of llama.cpp: a head is as wide as {@code key_length}
 * says, else the embedding divided by the number of heads; layers may differ in their number of key-value heads.
 */
final class LayerReader {
    /**
     * Every how many layers one looks back without limit, for models whose metadata name the window but not the
     * pattern: llama.cpp has these numbers in its code. A model that is not listed is counted without window, which
     * asks for too much rather than too little.
     */
    private static final Map<String, Integer> FULL_ATTENTION_EVERY = Map.of(
            "gemma2", 2,
            "gemma3", 6,
            "gemma3n", 5,
            "gemma-embedding", 6,
            "cohere2", 4,
            "exaone4", 4,
            "gpt-oss", 2,
            "olmo2", 4,
            "smallthinker", 4);

    private static final long FLOAT_BYTES = 4;

    private final GgufMetadata metadata;
    private final GgufModel model;
    private final String architecture;

    LayerReader(GgufFile file) {
        this.metadata = file.metadata();
        this.model = file.model();
        this.architecture = model.architecture();
    }

    /**
     * @param weightBytes of each layer
     * @param tensorNames of each layer, without the layer's number
     */
    List<ModelFootprint.Layer> read(long[] weightBytes, List<Set<String>> tensorNames) {
        List<ModelFootprint.Layer> layers = new ArrayList<>();
        long withOwnKeys = weightBytes.length - number("attention.shared_kv_layers", 0);
        for (int i = 0; i < weightBytes.length; i++) {
            Set<String> names = tensorNames.get(i);
            long window = window(i);
            // Where a layer has both, as in Falcon-H1, it has the keys of ordinary attention.
            boolean recurrent = isRecurrent(names);
            boolean attention = i < withOwnKeys && (!recurrent || names.contains("attn_k.weight"));
            long heads = attention ? keyValueHeads(i) : 0;
            layers.add(new ModelFootprint.Layer(
                    weightBytes[i],
                    heads * width("key", window),
                    heads * width("value", window),
                    window,
                    recurrent ? stateBytes() : 0));
        }
        return layers;
    }

    /** The largest if there is one number for each layer. */
    long number(String name, long otherwise) {
        String key = architecture + "." + name;
        if (isArray(key)) {
            long largest = 0;
            for (long value : metadata.integers(key).orElseThrow()) {
                largest = Math.max(largest, value);
            }
            return largest;
        }
        return metadata.integer(key).orElse(otherwise);
    }

    private long keyValueHeads(int layer) {
        List<Long> heads = model.keyValueHeadCounts();
        return layer < heads.size() ? heads.get(layer) : 0;
    }

    /** Numbers in a head's key or value; Gemma 4's layers with a window have narrower heads. */
    private long width(String part, long window) {
        long heads =
                model.headCounts().stream().mapToLong(Long::longValue).max().orElse(0);
        long usual = heads == 0 ? 0 : model.embeddingLength().orElse(0) / heads;
        long width = number("attention." + part + "_length", usual);
        return window == 0 ? width : number("attention." + part + "_length_swa", width);
    }

    private long window(int layer) {
        long window = number("attention.sliding_window", 0);
        String patternKey = architecture + ".attention.sliding_window_pattern";
        if (window == 0) {
            return 0;
        }
        if (isArray(patternKey)) {
            boolean[] windowed = metadata.bools(patternKey).orElseThrow();
            return layer < windowed.length && windowed[layer] ? window : 0;
        }
        long every = number("attention.sliding_window_pattern", FULL_ATTENTION_EVERY.getOrDefault(architecture, 1));
        return every > 1 && layer % every < every - 1 ? window : 0;
    }

    private static boolean isRecurrent(Set<String> names) {
        return names.stream()
                .anyMatch(name ->
                        name.startsWith("ssm_") || name.startsWith("shortconv.") || name.startsWith("time_mix_"));
    }

    /** Of RWKV the shifted tokens and a matrix for each head; of LFM2 a convolution; of Mamba both, in its way. */
    private long stateBytes() {
        long embedding = model.embeddingLength().orElse(0);
        long wkvHead = number("wkv.head_size", 0);
        long convolution = number("shortconv.l_cache", 0);
        if (wkvHead > 0) {
            return FLOAT_BYTES * embedding * (number("token_shift_count", 2) + wkvHead);
        }
        if (convolution > 0) {
            return FLOAT_BYTES * embedding * (convolution - 1);
        }
        long inner = number("ssm.inner_size", 0);
        long state = number("ssm.state_size", 0);
        long shifted = Math.max(0, number("ssm.conv_kernel", 0) - 1);
        return FLOAT_BYTES * (shifted * (inner + 2 * number("ssm.group_count", 0) * state) + state * inner);
    }

    private boolean isArray(String key) {
        return metadata.typeOf(key).filter(type -> type == GgufType.ARRAY).isPresent();
    }
}
