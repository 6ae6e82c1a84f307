package org.aethercreator.gguf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a model is, as its metadata and tensors tell. It needs no open file.
 *
 * @param architecture llama.cpp's name of the network, such as {@code llama} or {@code qwen3}
 * @param sizeLabel size in the model's name, such as {@code 135M}
 * @param parameterCount numbers in all tensors
 * @param quantization name of the mixture, such as {@code Q4_K_M}, by {@code general.file_type}; without that key the
 *     name of the dominant type
 * @param dominantType the tensor type of most parameters
 * @param contextTokens the longest context that the model was trained for
 * @param embeddingLength width of the hidden state
 * @param blockCount layers
 * @param headCounts query heads, one number for each layer; empty for networks without attention
 * @param keyValueHeadCounts key and value heads, one number for each layer; layers without attention have 0
 * @param vocabularySize number of tokens
 * @param chatTemplate Jinja template of a conversation
 * @param weightBytes bytes of all tensors, without padding
 */
public record GgufModel(
        String architecture,
        Optional<String> name,
        Optional<String> sizeLabel,
        Optional<String> license,
        long parameterCount,
        String quantization,
        GgmlType dominantType,
        OptionalLong contextTokens,
        OptionalLong embeddingLength,
        OptionalLong blockCount,
        List<Long> headCounts,
        List<Long> keyValueHeadCounts,
        OptionalLong vocabularySize,
        Optional<String> chatTemplate,
        long weightBytes) {
    private static final int MOST_LAYERS = 10_000;

    public GgufModel {
        headCounts = List.copyOf(headCounts);
        keyValueHeadCounts = List.copyOf(keyValueHeadCounts);
    }

    /** Average bits that a parameter takes in the file. */
    public double bitsPerWeight() {
        return parameterCount == 0 ? 0 : 8.0 * weightBytes / parameterCount;
    }

    static GgufModel of(GgufFile file) {
        GgufMetadata metadata = file.metadata();
        String architecture = metadata.string("general.architecture")
                .orElseThrow(() -> new GgufFormatException(
                        file.path(),
                        0,
                        "the metadata has no 'general.architecture', so this is no language model; "
                                + "its keys and tensors can still be read one by one"));
        OptionalLong blockCount = metadata.integer(architecture + ".block_count");
        List<Long> heads = perLayer(file, architecture + ".attention.head_count", blockCount);
        List<Long> keyValueHeads = perLayer(file, architecture + ".attention.head_count_kv", blockCount);
        List<GgufTensor> tensors = file.tensors();
        GgmlType dominant = dominantType(tensors);
        return new GgufModel(
                architecture,
                metadata.string("general.name"),
                metadata.string("general.size_label"),
                metadata.string("general.license"),
                tensors.stream().mapToLong(GgufTensor::elements).sum(),
                quantization(metadata, dominant),
                dominant,
                metadata.integer(architecture + ".context_length"),
                metadata.integer(architecture + ".embedding_length"),
                blockCount,
                heads,
                keyValueHeads.isEmpty() ? heads : keyValueHeads,
                vocabularySize(metadata, architecture),
                metadata.string("tokenizer.chat_template"),
                tensors.stream().mapToLong(GgufTensor::sizeBytes).sum());
    }

    private static String quantization(GgufMetadata metadata, GgmlType dominant) {
        OptionalLong id = metadata.integer("general.file_type");
        return id.isEmpty()
                ? dominant.name()
                : GgufFileType.byId(id.getAsLong()).map(Enum::name).orElse("file type " + id.getAsLong());
    }

    /** One number for all layers, or an array with one for each. */
    private static List<Long> perLayer(GgufFile file, String key, OptionalLong blockCount) {
        GgufMetadata metadata = file.metadata();
        if (metadata.typeOf(key).isEmpty()) {
            return List.of();
        }
        if (metadata.typeOf(key).get() == GgufType.ARRAY) {
            List<Long> values = new ArrayList<>();
            Arrays.stream(metadata.integers(key).orElseThrow()).forEach(values::add);
            return values;
        }
        long layers = blockCount.orElse(1);
        if (layers < 0 || layers > MOST_LAYERS) {
            throw new GgufFormatException(
                    file.path(), 0, "the metadata names " + layers + " layers; the file is damaged");
        }
        return Collections.nCopies((int) layers, metadata.integer(key).orElseThrow());
    }

    private static OptionalLong vocabularySize(GgufMetadata metadata, String architecture) {
        OptionalLong said = metadata.integer(architecture + ".vocab_size");
        return said.isPresent() ? said : metadata.sizeOf("tokenizer.ggml.tokens");
    }

    private static GgmlType dominantType(List<GgufTensor> tensors) {
        Map<GgmlType, Long> elements = new EnumMap<>(GgmlType.class);
        tensors.forEach(tensor -> elements.merge(tensor.type(), tensor.elements(), Long::sum));
        return elements.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(GgmlType.F32);
    }
}
