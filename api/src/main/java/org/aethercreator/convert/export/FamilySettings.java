package org.aethercreator.convert.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The settings that {@code config.json} has for some families only. Defaults are those of llama.cpp where the GGUF file
 * says nothing.
 */
final class FamilySettings {
    private final GgufFacts facts;

    FamilySettings(GgufFacts facts) {
        this.facts = facts;
    }

    void silu(ObjectNode config) {
        config.put("hidden_act", "silu");
    }

    void llama(ObjectNode config) {
        silu(config);
        config.put("attention_bias", facts.has("blk.0.attn_q.bias"));
        config.put("mlp_bias", facts.has("blk.0.ffn_gate.bias"));
    }

    void qwen3(ObjectNode config) {
        silu(config);
        config.put("attention_bias", facts.has("blk.0.attn_q.bias"));
    }

    void gemma2(ObjectNode config) {
        gemma(config);
        config.put("attn_logit_softcapping", facts.real("attn_logit_softcapping", 50));
        config.put("final_logit_softcapping", facts.real("final_logit_softcapping", 30));
        config.put("sliding_window", facts.integer("attention.sliding_window", 4096));
    }

    void gemma3(ObjectNode config) {
        gemma(config);
        config.put("sliding_window", facts.integer("attention.sliding_window", 4096));
        config.put("sliding_window_pattern", 6);
        config.put("rope_local_base_freq", facts.real("rope.freq_base_swa", 10_000));
        if (facts.metadata().contains(facts.key("final_logit_softcapping"))) {
            config.put("final_logit_softcapping", facts.real("final_logit_softcapping", 0));
        }
    }

    /** Gemma's 27B models scale attention by the width of a head in the residual, all others by that of a head. */
    private void gemma(ObjectNode config) {
        config.put("hidden_activation", "gelu_pytorch_tanh");
        config.put("attention_bias", false);
        boolean large = facts.parameters() > 22_000_000_000L;
        config.put("query_pre_attn_scalar", large ? facts.width() / facts.heads() : facts.headWidth());
    }

    void phi3(ObjectNode config) {
        silu(config);
        config.put("attention_bias", false);
        long original = facts.integer("rope.scaling.original_context_length", facts.contextTokens());
        config.put("original_max_position_embeddings", original);
        config.put(
                "partial_rotary_factor",
                (double) facts.integer("rope.dimension_count", facts.headWidth()) / facts.headWidth());
        long window = facts.integer("attention.sliding_window", 0);
        if (window > 0) {
            config.put("sliding_window", window);
        } else {
            config.putNull("sliding_window");
        }
        if (facts.has("rope_factors_long.weight")) {
            ObjectNode scaling = config.putObject("rope_scaling").put("type", "longrope");
            addAll(scaling.putArray("long_factor"), facts.floats("rope_factors_long.weight"));
            addAll(scaling.putArray("short_factor"), facts.floats("rope_factors_short.weight"));
        }
    }

    void smolLm3(ObjectNode config) {
        llama(config);
        config.put("no_rope_layer_interval", 4); // llama.cpp knows no other
        config.put("use_sliding_window", false);
    }

    void granite(ObjectNode config) {
        llama(config);
        config.remove("head_dim"); // always the width by the heads
        config.put("attention_multiplier", facts.real("attention.scale", 1));
        config.put("embedding_multiplier", facts.real("embedding_scale", 1));
        config.put("residual_multiplier", facts.real("residual_scale", 1));
        config.put("logits_scaling", facts.real("logit_scale", 1));
    }

    void stableLm(ObjectNode config) {
        silu(config);
        config.remove("head_dim");
        config.put("use_qkv_bias", facts.has("blk.0.attn_q.bias"));
        config.put(
                "use_parallel_residual",
                facts.metadata().bool(facts.key("use_parallel_residual")).orElse(true));
        config.put(
                "partial_rotary_factor",
                (double) facts.integer("rope.dimension_count", facts.headWidth()) / facts.headWidth());
    }

    void olmo2(ObjectNode config) {
        silu(config);
        config.put("attention_bias", facts.has("blk.0.attn_q.bias"));
    }

    private static void addAll(ArrayNode array, float[] values) {
        for (float value : values) {
            array.add(value);
        }
    }
}
