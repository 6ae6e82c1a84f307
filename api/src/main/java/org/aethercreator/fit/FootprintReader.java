package org.aethercreator.fit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.gguf.GgufTensor;

/** Finds a model's sizes. */
final class FootprintReader {
    private static final Pattern LAYER_TENSOR = Pattern.compile("blk\\.(\\d{1,5})\\..*");

    private final GgufFile file;
    private final GgufModel model;
    private final LayerReader layers;

    FootprintReader(GgufFile file) {
        this.file = file;
        this.model = file.model();
        this.layers = new LayerReader(file);
    }

    ModelFootprint read() {
        List<GgufTensor> tensors = file.tensors();
        int blocks = tensors.stream()
                .mapToInt(tensor -> layer(tensor.name()) + 1)
                .max()
                .orElse(0);
        long[] layerBytes = new long[blocks];
        List<Set<String>> layerTensors =
                Stream.<Set<String>>generate(HashSet::new).limit(blocks).toList();
        long inputBytes = 0;
        long embeddingBytes = 0;
        long restBytes = 0;
        boolean ownOutput = false;
        for (GgufTensor tensor : tensors) {
            int layer = layer(tensor.name());
            if (layer >= 0) {
                layerBytes[layer] += tensor.sizeBytes();
                layerTensors
                        .get(layer)
                        .add(tensor.name().substring(tensor.name().indexOf('.', 4) + 1));
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
                layers.read(layerBytes, layerTensors),
                ownOutput ? inputBytes : inputBytes + restBytes,
                outputBytes,
                !ownOutput,
                model.embeddingLength().orElse(0),
                layers.number("feed_forward_length", 0),
                model.headCounts().stream().mapToLong(Long::longValue).max().orElse(0),
                model.vocabularySize().orElse(0),
                model.contextTokens().orElse(0),
                layers.number("attention.key_length_mla", 0) > 0);
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
