package org.aethercreator.convert.architecture;

import org.aethercreator.convert.vocabulary.VocabularyStyle;
import org.aethercreator.safetensors.SafetensorsTensor;

/** Gemma 1: its norms are stored less one, and the embedding is the head. */
class Gemma extends Architecture {
    Gemma() {
        this("gemma", VocabularyStyle.GEMMA, "GemmaForCausalLM");
    }

    Gemma(String ggufName, VocabularyStyle style, String... names) {
        super(ggufName, style, names);
    }

    @Override
    TensorNames tensorNames() {
        return TensorNames.ofLlama();
    }

    /** The head is the embedding, though some tools store it. */
    @Override
    boolean isSkipped(String name) {
        return name.equals("lm_head.weight") || super.isSkipped(name);
    }

    @Override
    void add(Planning planning, String name, SafetensorsTensor tensor) {
        PlannedTensor planned = planning.named(name, tensor);
        planning.add(name.endsWith("norm.weight") ? planned.withAdded(1) : planned);
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        parameters.count("context_length", config.needInteger("max_position_embeddings"));
        parameters.count("embedding_length", config.needInteger("hidden_size"));
        parameters.count("block_count", blocks(config));
        parameters.count("feed_forward_length", config.needInteger("intermediate_size"));
        long heads = config.needInteger("num_attention_heads");
        parameters.count("attention.head_count", heads);
        parameters.count(
                "attention.head_count_kv", config.integer("num_key_value_heads").orElse(heads));
        parameters.real("attention.layer_norm_rms_epsilon", config.needReal("rms_norm_eps"));
        parameters.count("attention.key_length", config.needInteger("head_dim"));
        parameters.count("attention.value_length", config.needInteger("head_dim"));
        parameters.fileType();
    }
}
