package org.aethercreator.convert.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** A family of models as {@code transformers} names it, its settings and its weights. */
enum ExportedFamily {
    /** Llama 1 to 3, Mistral and SmolLM2: to llama.cpp they are the same. */
    LLAMA("llama", "LlamaForCausalLM", "llama", Norms.AROUND_INPUTS, Rows.INTERLEAVED, FamilySettings::llama),
    QWEN2("qwen2", "Qwen2ForCausalLM", "qwen2", Norms.AROUND_INPUTS, Rows.SAME, FamilySettings::silu),
    QWEN3("qwen3", "Qwen3ForCausalLM", "qwen3", Norms.AROUND_INPUTS, Rows.SAME, FamilySettings::qwen3),
    GEMMA2("gemma2", "Gemma2ForCausalLM", "gemma2", Norms.AROUND_BOTH, Rows.SAME, FamilySettings::gemma2),
    GEMMA3("gemma3", "Gemma3ForCausalLM", "gemma3_text", Norms.AROUND_BOTH, Rows.SAME, FamilySettings::gemma3),
    PHI3("phi3", "Phi3ForCausalLM", "phi3", Norms.AROUND_INPUTS, Rows.SAME, FamilySettings::phi3),
    SMOLLM3("smollm3", "SmolLM3ForCausalLM", "smollm3", Norms.AROUND_INPUTS, Rows.INTERLEAVED, FamilySettings::smolLm3),
    GRANITE("granite", "GraniteForCausalLM", "granite", Norms.AROUND_INPUTS, Rows.INTERLEAVED, FamilySettings::granite),
    STABLELM("stablelm", "StableLmForCausalLM", "stablelm", Norms.AROUND_INPUTS, Rows.SAME, FamilySettings::stableLm),
    OLMO2("olmo2", "Olmo2ForCausalLM", "olmo2", Norms.AROUND_OUTPUTS, Rows.SAME, FamilySettings::olmo2);

    /** Where a layer normalizes. */
    enum Norms {
        /** Before attention and before the feed-forward part. */
        AROUND_INPUTS,
        /** Behind both. */
        AROUND_OUTPUTS,
        /** Before and behind both. */
        AROUND_BOTH
    }

    /** The order of the rows of a head's queries and keys, which rotary embedding turns in pairs. */
    enum Rows {
        SAME,
        /** GGUF has the pairs side by side; {@code transformers} has the first halves of all pairs first. */
        INTERLEAVED
    }

    private static final String LAYER = "model.layers.%d.";

    private final String ggufName;
    private final String architecture;
    private final String modelType;
    private final Rows rows;
    private final BiConsumer<FamilySettings, ObjectNode> settings;
    private final Map<String, String> names = new LinkedHashMap<>();

    ExportedFamily(
            String ggufName,
            String architecture,
            String modelType,
            Norms norms,
            Rows rows,
            BiConsumer<FamilySettings, ObjectNode> settings) {
        this.ggufName = ggufName;
        this.architecture = architecture;
        this.modelType = modelType;
        this.rows = rows;
        this.settings = settings;
        names.put("token_embd", "model.embed_tokens");
        names.put("output_norm", "model.norm");
        names.put("output", "lm_head");
        names.put("attn_q", LAYER + "self_attn.q_proj");
        names.put("attn_k", LAYER + "self_attn.k_proj");
        names.put("attn_v", LAYER + "self_attn.v_proj");
        names.put("attn_qkv", LAYER + "self_attn.qkv_proj");
        names.put("attn_output", LAYER + "self_attn.o_proj");
        names.put("attn_q_norm", LAYER + "self_attn.q_norm");
        names.put("attn_k_norm", LAYER + "self_attn.k_norm");
        names.put("ffn_gate", LAYER + "mlp.gate_proj");
        names.put("ffn_up", LAYER + (ggufName.equals("phi3") ? "mlp.gate_up_proj" : "mlp.up_proj"));
        names.put("ffn_down", LAYER + "mlp.down_proj");
        if (norms != Norms.AROUND_OUTPUTS) {
            names.put("attn_norm", LAYER + "input_layernorm");
            names.put(
                    "ffn_norm",
                    LAYER + (norms == Norms.AROUND_BOTH ? "pre_feedforward_layernorm" : "post_attention_layernorm"));
        }
        if (norms != Norms.AROUND_INPUTS) {
            names.put("post_attention_norm", LAYER + "post_attention_layernorm");
            names.put("post_ffw_norm", LAYER + "post_feedforward_layernorm");
        }
    }

    /** The family of {@code general.architecture}. */
    static Optional<ExportedFamily> of(String ggufName) {
        return Arrays.stream(values())
                .filter(family -> family.ggufName.equals(ggufName))
                .findFirst();
    }

    /** All that can be exported. */
    static String all() {
        return Arrays.stream(values()).map(family -> family.ggufName).collect(Collectors.joining(", "));
    }

    String architecture() {
        return architecture;
    }

    String modelType() {
        return modelType;
    }

    void addSettings(FamilySettings facts, ObjectNode config) {
        settings.accept(facts, config);
    }

    /** The name of a GGUF tensor in a model folder, such as {@code model.layers.3.mlp.up_proj.weight}. */
    Optional<String> tensorName(String gguf) {
        String[] parts = gguf.split("\\.");
        boolean inLayer = parts.length == 4 && parts[0].equals("blk");
        if (!inLayer && parts.length != 2) {
            return Optional.empty();
        }
        String kind = parts[parts.length - 1];
        return Optional.ofNullable(names.get(parts[parts.length - 2]))
                .filter(name -> name.startsWith(LAYER) == inLayer)
                .map(name -> (inLayer ? name.replace("%d", parts[1]) : name) + "." + kind);
    }

    /** Whether the rows of this GGUF tensor stand in another order than {@code transformers} has them in. */
    boolean hasInterleavedRows(String gguf) {
        return rows == Rows.INTERLEAVED && (gguf.contains(".attn_q.") || gguf.contains(".attn_k."));
    }

    /** What a GGUF tensor has more than that of {@code transformers}: Gemma's norms are stored as differences from 1. */
    float excess(String gguf) {
        return (this == GEMMA2 || this == GEMMA3) && gguf.endsWith("norm.weight") ? 1 : 0;
    }
}
