package org.aethercreator.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufMetadata;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufType;

/**
 * Finds a model's sizes.
 *
 * <p>Source: {@code llama_hparams} and the hyperparameter loaders of llama.cpp: a head is as wide as {@code key_length}
 * says, else the embedding divided by the number of heads; layers may differ in their number of key-value heads.
 */
final class FootprintReader {
    private static final Pattern LAYER_TENSOR = Pattern.compile("blk\\.(\\d{1,5})\\..*");

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

    private final GgufFile file;
    private final GgufMetadata metadata;
    private final GgufModel model;

    FootprintReader(GgufFile file) {
        this.file = file;
        this.metadata = file.metadata();
        this.model = file.model();
    }

    ModelFootprint read() {
        List<GgufTensor> tensors = file.tensors();
        int blocks = tensors.stream()
                .mapToInt(tensor -> layer(tensor.name()) + 1)
                .max()
                .orElse(0);
        long[] layerBytes = new long[blocks];
        long inputBytes = 0;
        long embeddingBytes = 0;
        long restBytes = 0;
        boolean ownOutput = false;
        for (GgufTensor tensor : tensors) {
            int layer = layer(tensor.name());
            if (layer >= 0) {
                layerBytes[layer] += tensor.sizeBytes();
            } else if (isInput(tensor.name())) {
                inputBytes += tensor.sizeBytes();
                embeddingBytes = tensor.name().equals("token_embd.weight") ? tensor.sizeBytes() : embeddingBytes;
            } else {
                ownOutput |= tensor.name().equals("output.weight");
                restBytes += tensor.sizeBytes();
            }
        }
        // What lies behind the last layer besides the output matrix (a norm) is negligible: count it as input then.
        long outputBytes = ownOutput ? restBytes : embeddingBytes;
        return new ModelFootprint(
                layers(layerBytes),
                ownOutput ? inputBytes : inputBytes + restBytes,
                outputBytes,
                !ownOutput,
                model.embeddingLength().orElse(0),
                number("feed_forward_length", 0),
                model.headCounts().stream().mapToLong(Long::longValue).max().orElse(0),
                model.vocabularySize().orElse(0),
                model.contextTokens().orElse(0));
    }

    private List<ModelFootprint.Layer> layers(long[] layerBytes) {
        List<Long> heads = model.headCounts();
        List<Long> keyValueHeads = model.keyValueHeadCounts();
        long mostHeads = heads.stream().mapToLong(Long::longValue).max().orElse(0);
        long headWidth = mostHeads == 0 ? 0 : model.embeddingLength().orElse(0) / mostHeads;
        long keyWidth = number("attention.key_length", headWidth);
        long valueWidth = number("attention.value_length", headWidth);
        List<ModelFootprint.Layer> layers = new ArrayList<>();
        for (int i = 0; i < layerBytes.length; i++) {
            long count = i < keyValueHeads.size() ? keyValueHeads.get(i) : 0;
            layers.add(new ModelFootprint.Layer(layerBytes[i], count * keyWidth, count * valueWidth, window(i)));
        }
        return layers;
    }

    private long window(int layer) {
        long window = number("attention.sliding_window", 0);
        String patternKey = model.architecture() + ".attention.sliding_window_pattern";
        if (window == 0) {
            return 0;
        }
        if (metadata.typeOf(patternKey).filter(type -> type == GgufType.ARRAY).isPresent()) {
            boolean[] windowed = metadata.bools(patternKey).orElseThrow();
            return layer < windowed.length && windowed[layer] ? window : 0;
        }
        long every =
                number("attention.sliding_window_pattern", FULL_ATTENTION_EVERY.getOrDefault(model.architecture(), 1));
        return every > 1 && layer % every < every - 1 ? window : 0;
    }

    /** The largest if there is one number for each layer. */
    private long number(String name, long otherwise) {
        String key = model.architecture() + "." + name;
        if (metadata.typeOf(key).filter(type -> type == GgufType.ARRAY).isPresent()) {
            long largest = 0;
            for (long value : metadata.integers(key).orElseThrow()) {
                largest = Math.max(largest, value);
            }
            return largest;
        }
        return metadata.integer(key).orElse(otherwise);
    }

    private static int layer(String tensorName) {
        Matcher matcher = LAYER_TENSOR.matcher(tensorName);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    private static boolean isInput(String tensorName) {
        return tensorName.startsWith("token_embd")
                || tensorName.startsWith("position_embd")
                || tensorName.startsWith("token_types")
                || tensorName.startsWith("per_layer_token_embd");
    }
}
