package org.aethercreator.convert.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgufFileType;
import org.aethercreator.safetensors.SafetensorsTensor;
import org.aethercreator.safetensors.SafetensorsType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each family's names and parameters; that they are those of llama.cpp's converter, the referee's tests say. */
class ArchitecturesTest {
    private static final String SIZES =
            "\"hidden_size\": 64, \"intermediate_size\": 160, \"num_attention_heads\": 4, \"num_hidden_layers\": 2, ";

    @TempDir
    Path folder;

    @Test
    void llamaHasFactorsForLongContextsAndNeighbouringRotation() {
        Model llama = model("LlamaForCausalLM", "llama", """
                "num_key_value_heads": 2, "rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3", "factor": 32.0,
                "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192},
                "max_position_embeddings": 131072, "vocab_size": 100""");
        assertThat(llama.entries())
                .isEqualTo("llama.block_count=2 llama.context_length=131072 llama.embedding_length=64"
                        + " llama.feed_forward_length=160 llama.attention.head_count=4"
                        + " llama.attention.head_count_kv=2 llama.rope.freq_base=500000.0"
                        + " llama.attention.layer_norm_rms_epsilon=1.0E-6 llama.attention.key_length=16"
                        + " llama.attention.value_length=16 general.file_type=1 llama.vocab_size=100"
                        + " llama.rope.dimension_count=16");
        List<PlannedTensor> plan = llama.plan(
                "lm_head.weight",
                "model.embed_tokens.weight",
                "model.layers.0.mlp.down_proj.weight",
                "model.layers.0.self_attn.q_proj.weight",
                "model.layers.0.self_attn.rotary_emb.inv_freq",
                "model.layers.1.self_attn.k_proj.weight",
                "model.vision_tower.weight");
        assertThat(plan)
                .extracting(PlannedTensor::name)
                .containsExactly(
                        "rope_freqs.weight",
                        "output.weight",
                        "token_embd.weight",
                        "blk.0.ffn_down.weight",
                        "blk.0.attn_q.weight",
                        "blk.1.attn_k.weight");
        assertThat(plan.get(0).values()).hasSize(8).startsWith(1f).endsWith(32f);
        assertThat(plan.get(4).order().source(1)).isEqualTo(8);
        assertThat(plan.get(5).order().source(1)).isEqualTo(16);
    }

    @Test
    void whatTheConfigurationLeavesOutIsAsTransformersHasIt() {
        Model mistral = model("MistralForCausalLM", "mistral", "\"vocab_size\": 7");
        assertThat(mistral.entries())
                .contains("llama.context_length=131072 ")
                .contains("llama.attention.head_count_kv=8 ")
                .contains("llama.rope.freq_base=10000.0 ")
                .contains("llama.attention.key_length=16 ");
    }

    @Test
    void modelOfUnknownTypeGetsNoDefaults() {
        Model llama = model("LlamaForCausalLM", "my_llama", "\"vocab_size\": 7, \"rope_theta\": 5");
        assertThat(llama.entries())
                .isEqualTo("llama.block_count=2 llama.embedding_length=64 llama.feed_forward_length=160"
                        + " llama.attention.head_count=4 llama.rope.freq_base=5.0 general.file_type=1"
                        + " llama.vocab_size=7 llama.rope.dimension_count=16");
    }

    @Test
    void stretchedContextsAreDescribed() {
        assertThat(model("Qwen2ForCausalLM", "qwen2", "\"rope_scaling\": {\"type\": \"linear\", \"factor\": 2}")
                        .entries())
                .contains("qwen2.rope.scaling.type=linear qwen2.rope.scaling.factor=2.0 ");
        assertThat(model("Qwen2ForCausalLM", "qwen2", """
                                "rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768,
                                "beta_fast": 16, "attention_factor": 1.5}""").entries())
                .contains("qwen2.rope.scaling.type=yarn qwen2.rope.scaling.factor=4.0"
                        + " qwen2.rope.scaling.original_context_length=32768"
                        + " qwen2.rope.scaling.yarn_attn_factor=1.5 qwen2.rope.scaling.yarn_beta_fast=16.0 ");
        Model odd = model("Qwen2ForCausalLM", "qwen2", "\"rope_scaling\": {\"type\": \"spiral\", \"factor\": 2}");
        assertThat(odd.warnings("model.layers.0.input_layernorm.weight", "model.layers.1.input_layernorm.weight"))
                .containsExactly("the rotary embedding is of the type 'spiral', of which nothing is written; the model"
                        + " may be wrong at long contexts");
    }

    @Test
    void blocksWithoutWeightsAreNoticed() {
        assertThat(model("Qwen2ForCausalLM", "qwen2", "\"vocab_size\": 7")
                        .warnings("model.layers.1.input_layernorm.weight"))
                .containsExactly("there are no weights for these blocks: [0]; the model is incomplete: download its"
                        + " weights again");
    }

    @Test
    void qwen3NormalizesQueriesAndKeys() {
        Model qwen = model("Qwen3Model", "qwen3", "\"head_dim\": 32");
        assertThat(qwen.names("embed_tokens.weight", "layers.1.self_attn.q_norm.weight", "norm.weight"))
                .containsExactly("token_embd.weight", "blk.1.attn_q_norm.weight", "output_norm.weight");
        assertThat(qwen.entries()).contains("qwen3.attention.key_length=32 ");
    }

    @Test
    void gemmaAddsOneToNormsAndHasNoHead() {
        Model gemma = model("Gemma2ForCausalLM", "gemma2", "\"head_dim\": 32");
        List<PlannedTensor> plan = gemma.plan(
                "lm_head.weight",
                "model.layers.0.post_attention_layernorm.weight",
                "model.layers.0.pre_feedforward_layernorm.weight",
                "model.layers.0.post_feedforward_layernorm.weight",
                "model.layers.0.mlp.up_proj.weight");
        assertThat(plan)
                .extracting(PlannedTensor::name)
                .containsExactly(
                        "blk.0.post_attention_norm.weight",
                        "blk.0.ffn_norm.weight",
                        "blk.0.post_ffw_norm.weight",
                        "blk.0.ffn_up.weight");
        assertThat(plan).extracting(PlannedTensor::added).containsExactly(1f, 1f, 1f, 0f);
        assertThat(gemma.entries())
                .endsWith("general.file_type=1 gemma2.attn_logit_softcapping=50.0"
                        + " gemma2.final_logit_softcapping=30.0 gemma2.attention.sliding_window=4096");
    }

    @Test
    void gemma3OfTextAndImagesGivesItsTextModel() throws Exception {
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"added_tokens": [{"id": 2, "content": "x"}], "model": {"vocab": {"a": 0, "b": 1}, "merges": [["a", "b"]]}}""");
        Model gemma = new Model(ModelConfig.parse(
                folder.resolve("config.json"),
                ("{\"architectures\": [\"Gemma3ForConditionalGeneration\"], \"model_type\": \"gemma3\", \"text_config\": {"
                                + SIZES + "\"rope_scaling\": {\"factor\": 8.0, \"rope_type\": \"linear\"}}}")
                        .getBytes(StandardCharsets.UTF_8)));
        List<PlannedTensor> plan = gemma.plan(
                "language_model.model.embed_tokens.weight",
                "multi_modal_projector.mm_soft_emb_norm.weight",
                "vision_tower.vision_model.head.weight");
        assertThat(plan).extracting(PlannedTensor::name).containsExactly("token_embd.weight");
        assertThat(plan.get(0).shape()).as("as many rows as tokens").containsExactly(3L, 64L);
        assertThat(gemma.entries())
                .contains("gemma3.rope.scaling.type=linear gemma3.rope.scaling.factor=8.0"
                        + " gemma3.rope.freq_base=1000000.0 gemma3.rope.freq_base_swa=10000.0 ")
                .endsWith("gemma3.attention.sliding_window=4096");
    }

    @Test
    void phi3WritesItsAttentionFactorFirst() {
        Model phi = model("Phi3ForCausalLM", "phi3", """
                "max_position_embeddings": 131072, "original_max_position_embeddings": 4096,
                "rope_scaling": {"type": "su", "long_factor": [1,2,3,4,5,6,7,8], "short_factor": [1,1,1,1,1,1,1,1.5]}""");
        assertThat(phi.config().architecture()).isEqualTo("Phi3ForCausalLM");
        Architecture family = Architectures.of(phi.config());
        assertThat(family.firstEntries(phi.config()).toString()).isEqualTo("{phi3.rope.scaling.attn_factor=1.1902381}");
        List<PlannedTensor> plan =
                phi.plan("model.layers.0.mlp.gate_up_proj.weight", "model.layers.0.self_attn.qkv_proj.weight");
        assertThat(plan)
                .extracting(PlannedTensor::name)
                .containsExactly(
                        "rope_factors_long.weight",
                        "rope_factors_short.weight",
                        "blk.0.ffn_up.weight",
                        "blk.0.attn_qkv.weight");
        assertThat(phi.entries()).contains("phi3.rope.scaling.original_context_length=4096 ");
    }

    @Test
    void graniteScales() {
        assertThat(model("GraniteForCausalLM", "granite", "\"vocab_size\": 7, \"logits_scaling\": 8")
                        .entries())
                .endsWith("granite.vocab_size=7 granite.rope.dimension_count=16 granite.attention.scale=1.0"
                        + " granite.embedding_scale=1.0 granite.residual_scale=1.0 granite.logit_scale=8.0");
    }

    @Test
    void stableLmStacksTheNormsOfItsHeads() {
        Model stable = model("StableLmForCausalLM", "stablelm", "\"num_key_value_heads\": 4");
        List<String> norms = new ArrayList<>();
        for (int head = 3; head >= 0; head--) {
            norms.add("model.layers.0.self_attn.q_layernorm.norms." + head + ".weight");
        }
        List<PlannedTensor> plan = stable.plan(norms.toArray(new String[0]));
        assertThat(plan).extracting(PlannedTensor::name).containsExactly("blk.0.attn_q_norm.weight");
        assertThat(plan.get(0).shape()).containsExactly(4L, 64L, 64L);
        assertThat(plan.get(0).parts().get(1).name()).isEqualTo("model.layers.0.self_attn.q_layernorm.norms.1.weight");
        norms.remove(2);
        assertThatThrownBy(() -> stable.plan(norms.toArray(new String[0])))
                .isInstanceOf(ModelConfigException.class)
                .hasMessage(config() + ": parts of these tensors are missing:"
                        + " model.layers.0.self_attn.q_layernorm.weight; download the model's weights again");
        assertThat(stable.entries())
                .contains("stablelm.rope.dimension_count=4 ")
                .contains("stablelm.use_parallel_residual=false ");
    }

    @Test
    void olmoNormalizesBehind() {
        assertThat(model("Olmo2ForCausalLM", "olmo2", "\"vocab_size\": 7")
                        .names(
                                "model.layers.0.post_attention_layernorm.weight",
                                "model.layers.0.self_attn.k_norm.weight"))
                .containsExactly("blk.0.post_attention_norm.weight", "blk.0.attn_k_norm.weight");
        assertThat(model("OlmoForCausalLM", "olmo", "\"clip_qkv\": 8").entries())
                .endsWith("olmo.attention.layer_norm_epsilon=1.0E-5 olmo.attention.clamp_kqv=8.0");
    }

    @Test
    void foreignTensorsAreRefused() {
        for (String name : List.of("model.layers.2.mlp.up_proj.weight", "model.layers.0.mlp.sideways.weight")) {
            assertThatThrownBy(() -> model("LlamaForCausalLM", "llama", "\"vocab_size\": 7")
                            .plan(name))
                    .isInstanceOf(ModelConfigException.class)
                    .hasMessage(config() + ": a model of 2 blocks of the class LlamaForCausalLM has no tensor '" + name
                            + "'; check that config.json and the weights belong together");
        }
    }

    @Test
    void headsMustDivideRows() {
        assertThatThrownBy(() -> model("LlamaForCausalLM", "llama", "\"num_key_value_heads\": 3")
                        .plan("model.layers.0.self_attn.k_proj.weight"))
                .isInstanceOf(ModelConfigException.class)
                .hasMessage(config() + ": 'model.layers.0.self_attn.k_proj.weight' of shape [64, 64] cannot be"
                        + " divided into 3 heads; check that config.json and the weights belong together");
    }

    private Path config() {
        return folder.resolve("config.json");
    }

    private Model model(String architecture, String modelType, String more) {
        String json = "{\"architectures\": [\"" + architecture + "\"], \"model_type\": \"" + modelType + "\", " + SIZES
                + more + "}";
        try {
            return new Model(ModelConfig.parse(config(), json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A configuration, and what its family makes of it and of tensors of 64 × 64. */
    private record Model(ModelConfig config) {
        String entries() {
            StringBuilder text = new StringBuilder();
            Map<String, ?> entries = Architectures.of(config).entries(config, GgufFileType.F16);
            entries.forEach((key, value) -> text.append(text.isEmpty() ? "" : " ")
                    .append(key)
                    .append('=')
                    .append(value));
            return text.toString();
        }

        List<PlannedTensor> plan(String... names) {
            List<SafetensorsTensor> stored = new ArrayList<>();
            for (String name : names) {
                stored.add(new SafetensorsTensor(
                        name, SafetensorsType.F32, List.of(64L, 64L), 0, 4 * 64 * 64, Path.of("model.safetensors")));
            }
            return Architectures.of(config).plan(config, stored);
        }

        List<String> names(String... names) {
            return plan(names).stream().map(PlannedTensor::name).toList();
        }

        List<String> warnings(String... names) {
            return Architectures.of(config).warnings(config, plan(names));
        }
    }
}
