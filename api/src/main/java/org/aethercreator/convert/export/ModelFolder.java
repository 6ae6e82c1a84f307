package org.aethercreator.convert.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.aethercreator.convert.architecture.Architecture;
import org.aethercreator.convert.architecture.RowOrder;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.progress.Progress;
import org.aethercreator.safetensors.SafetensorsType;
import org.aethercreator.safetensors.SafetensorsWriter;

/** What the files of a model folder will hold, made of a GGUF file without reading its weights. */
final class ModelFolder {
    /** Types that GGUF and a folder have in common. */
    static final Set<GgmlType> PLAIN = Set.of(GgmlType.F32, GgmlType.F16, GgmlType.BF16);

    private static final ObjectMapper JSON = new ObjectMapper();
    /** As {@code transformers} splits. */
    private static final long SHARD_BYTES = 5_000_000_000L;
    /** Tensors whose content is in config.json. */
    private static final Set<String> COMPUTED =
            Set.of("rope_freqs.weight", "rope_factors_long.weight", "rope_factors_short.weight");

    private final SafetensorsType type;
    private final Map<String, JsonNode> files = new LinkedHashMap<>();
    private final Map<String, WeightSource> weights = new LinkedHashMap<>();

    private ModelFolder(SafetensorsType type) {
        this.type = type;
    }

    /** @throws IllegalArgumentException if the model's family or tokenizer has no such folder */
    static ModelFolder of(GgufFile gguf, SafetensorsType type) {
        GgufFacts facts = new GgufFacts(gguf);
        ExportedFamily family = ExportedFamily.of(facts.architecture())
                .orElseThrow(() -> new IllegalArgumentException(gguf.path() + " is of the architecture '"
                        + facts.architecture() + "'; a model folder can be made of " + ExportedFamily.all()
                        + ". Take the model's own folder from the hub instead."));
        ModelFolder folder = new ModelFolder(type);
        for (GgufTensor tensor : gguf.tensors()) {
            if (!COMPUTED.contains(tensor.name())) {
                folder.add(tensor, family.network(), facts);
            }
        }
        TokenizerFacts vocabulary = TokenizerFacts.of(gguf);
        folder.files.put("config.json", ConfigJson.of(facts, family, vocabulary, type));
        folder.files.put("generation_config.json", generationConfig(vocabulary));
        folder.files.put("tokenizer.json", TokenizerJson.of(vocabulary, gguf.path()));
        folder.files.put("tokenizer_config.json", TokenizerConfigJson.of(vocabulary, facts.contextTokens()));
        return folder;
    }

    private void add(GgufTensor tensor, Architecture network, GgufFacts facts) {
        String name = network.huggingFaceName(tensor.name())
                .orElseThrow(() -> new IllegalArgumentException("The tensor '" + tensor.name()
                        + "' has no place in a model folder of the architecture '" + facts.architecture()
                        + "'. Take the model's own folder from the hub instead."));
        List<Long> shape = shape(tensor);
        RowOrder order = network.orderInGguf(name, shape.get(0), facts.heads(), facts.keyValueHeads());
        weights.put(name, new WeightSource(tensor.name(), shape, order, -network.added(name)));
    }

    /** PyTorch's order: the length of a row last. */
    private static List<Long> shape(GgufTensor tensor) {
        List<Long> shape = new ArrayList<>(tensor.shape());
        Collections.reverse(shape);
        return shape;
    }

    private static ObjectNode generationConfig(TokenizerFacts vocabulary) {
        ObjectNode config = JSON.createObjectNode().put("_from_model_config", true);
        for (String role : new String[] {"bos", "eos", "pad"}) {
            Integer id = vocabulary.special().get(role);
            if (id != null) {
                config.put(role + "_token_id", id);
            }
        }
        return config;
    }

    /**
     * Writes all files, and returns those of the weights; {@code gguf} has the same tensors as the file this was made
     * of, in {@link #PLAIN} types.
     */
    List<Path> write(GgufFile gguf, Path folder, Progress progress) throws IOException, InterruptedException {
        SafetensorsWriter writer = SafetensorsWriter.create().metadata("format", "pt");
        weights.forEach((name, source) -> writer.tensor(
                name, type, source.shape().stream().mapToLong(Long::longValue).toArray()));
        WeightCopy copy = new WeightCopy(gguf);
        List<Path> written = writer.writeModel(
                folder,
                SHARD_BYTES,
                progress,
                (tensor, output) -> copy.write(Objects.requireNonNull(weights.get(tensor.name())), type, output));
        for (Map.Entry<String, JsonNode> file : files.entrySet()) {
            Files.writeString(
                    folder.resolve(file.getKey()),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file.getValue()) + "\n");
        }
        return written;
    }

    /** @param written where the weights lay before the folder got its name */
    ExportedModel result(Path folder, List<Path> written) {
        long parameters =
                weights.values().stream().mapToLong(WeightSource::elements).sum();
        List<Path> files =
                written.stream().map(file -> folder.resolve(file.getFileName())).toList();
        return new ExportedModel(folder, files, type, parameters, parameters * type.bits() / 8);
    }
}
