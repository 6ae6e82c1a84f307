package org.aethercreator.convert.architecture;

import java.util.stream.Stream;
import org.aethercreator.convert.vocabulary.VocabularyStyle;
import org.aethercreator.safetensors.SafetensorsTensor;

/** Llama 1 to 3, and what is built like it: Mistral, SmolLM2. */
class Llama extends Architecture {
    Llama() {
        this("llama", "LlamaForCausalLM", "LLaMAForCausalLM", "MistralForCausalLM", "LlamaModel");
    }

    Llama(String ggufName, String... names) {
        super(ggufName, VocabularyStyle.LLAMA, names);
    }

    @Override
    TensorNames tensorNames() {
        return TensorNames.ofLlama();
    }

    @Override
    Stream<PlannedTensor> generated(ModelConfig config) {
        RopeParameters rope = RopeParameters.of(config);
        return rope.type().equalsIgnoreCase("llama3")
                ? Stream.of(PlannedTensor.of(
                        "rope_freqs.weight", Llama3Rope.factors(rope.full(), rotatedDimensions(config))))
                : Stream.of();
    }

    @Override
    void add(Planning planning, String name, SafetensorsTensor tensor) {
        PlannedTensor planned = planning.named(name, tensor);
        ModelConfig config = planning.config();
        long heads = config.needCount("n_heads", "num_attention_heads");
        if (name.endsWith("q_proj.weight") || name.endsWith("q_proj.bias")) {
            planned = planned.withOrder(neighbours(config, tensor, heads));
        } else if (name.endsWith("k_proj.weight") || name.endsWith("k_proj.bias")) {
            long keyHeads = config.integer("n_kv_heads", "num_key_value_heads").orElse(heads);
            planned = planned.withOrder(neighbours(config, tensor, keyHeads));
        }
        planning.add(planned);
    }

    static RowOrder neighbours(ModelConfig config, SafetensorsTensor tensor, long heads) {
        long rows = tensor.shape().isEmpty() ? 0 : tensor.shape().get(0);
        if (heads == 0 || rows % (2 * heads) != 0) {
            throw config.unsupported("'" + tensor.name() + "' of shape " + tensor.shape() + " cannot be divided into "
                    + heads + " heads; check that config.json and the weights belong together");
        }
        return RowOrder.ofNeighbours(rows / heads);
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        super.addParameters(config, parameters);
        parameters.count("vocab_size", config.needInteger("vocab_size"));
        parameters.count("rope.dimension_count", rotatedDimensions(config));
    }

    long rotatedDimensions(ModelConfig config) {
        return config.integer("head_dim").orElseGet(() -> dimensionsOfHead(config));
    }

    static long dimensionsOfHead(ModelConfig config) {
        return config.needCount("hidden_size") / config.needCount("num_attention_heads");
    }
}
