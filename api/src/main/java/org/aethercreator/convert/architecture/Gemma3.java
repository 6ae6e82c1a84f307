package org.aethercreator.convert.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.aethercreator.convert.vocabulary.VocabularyStyle;
import org.aethercreator.safetensors.SafetensorsTensor;

/** Gemma 3, the text model: two rotary embeddings, normalized queries and keys, no capped attention. */
final class Gemma3 extends Architecture {
    Gemma3() {
        super("gemma3", VocabularyStyle.GEMMA3, "Gemma3ForCausalLM", "Gemma3ForConditionalGeneration");
    }

    @Override
    TensorNames tensorNames() {
        return Gemma2.normedTwice().with("self_attn.q_norm", "attn_q_norm").with("self_attn.k_norm", "attn_k_norm");
    }

    @Override
    void add(Planning planning, String name, SafetensorsTensor tensor) {
        PlannedTensor planned = planning.named(name, tensor);
        if (name.contains("embed_tokens.weight")) {
            planned = planned.withRows(tokens(planning.config()));
        }
        planning.add(name.endsWith("norm.weight") ? planned.withAdded(1) : planned);
    }

    /** The embedding of later versions has more rows than there are tokens. */
    private static long tokens(ModelConfig config) {
        Path folder = config.folder();
        Path tokenizer = folder.resolve("tokenizer.json");
        try {
            return Files.isRegularFile(folder.resolve("tokenizer.model")) || !Files.isRegularFile(tokenizer)
                    ? config.needInteger("vocab_size")
                    : TokenizerSize.of(tokenizer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        super.addParameters(config, parameters);
        parameters.count(
                "context_length", config.integer("max_position_embeddings").orElse(131_072));
        parameters.count(
                "attention.head_count", config.integer("num_attention_heads").orElse(8));
        parameters.real(
                "attention.layer_norm_rms_epsilon", config.real("rms_norm_eps").orElse(1e-6));
        parameters.count("attention.key_length", config.integer("head_dim").orElse(256));
        parameters.count("attention.value_length", config.integer("head_dim").orElse(256));
        parameters.real("rope.freq_base", RopeParameters.of(config).theta().orElse(1_000_000));
        if (config.real("attn_logit_softcapping").isPresent()) {
            throw config.wrong("attn_logit_softcapping", "null, as Gemma 3 has it");
        }
        OptionalDouble capping = config.real("final_logit_softcapping");
        if (capping.orElse(0) != 0) {
            parameters.real("final_logit_softcapping", capping);
        }
        if (config.integer("sliding_window_pattern").orElse(0) != 1) {
            parameters.count("attention.sliding_window", config.needInteger("sliding_window"));
        }
        parameters.count(
                "attention.head_count_kv", config.integer("num_key_value_heads").orElse(4));
    }
}
