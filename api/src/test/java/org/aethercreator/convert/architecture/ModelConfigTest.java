package org.aethercreator.convert.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.aethercreator.gguf.GgufFileType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations with which nothing can be done say why. */
class ModelConfigTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("config.json");
    }

    @Test
    void folderWithoutConfigurationIsNoModel() {
        assertThatThrownBy(() -> ModelConfig.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(path + ": the folder of a Hugging Face model has a config.json; name such a folder, or"
                        + " download it completely");
    }

    @Test
    void configurationIsAJsonObject() throws Exception {
        Files.writeString(path, "[1]");
        refused("this is no JSON object; download it again");
        Files.writeString(path, "");
        refused("this is no JSON object; download it again");
        Files.writeString(path, "{\"a\" 1}");
        refused(
                "this is no JSON: Unexpected character ('1' (code 49)): was expecting a colon to separate field name and"
                        + " value; download it again");
    }

    @Test
    void architectureMustBeNamed() throws Exception {
        for (String json : new String[] {"{}", "{\"architectures\": []}", "{\"architectures\": [7]}"}) {
            Files.writeString(path, json);
            refused("it names no architecture; add \"architectures\": [\"…\"] with the model's class, such as"
                    + " LlamaForCausalLM, or get the model's original config.json");
        }
    }

    @Test
    void unknownArchitectureIsRefusedWithTheList() throws Exception {
        Files.writeString(path, "{\"architectures\": [\"BertModel\"]}");
        refused("a model of the class BertModel cannot be converted; these can: Gemma2ForCausalLM, Gemma3ForCausalLM,"
                + " Gemma3ForConditionalGeneration, GemmaForCausalLM, GraniteForCausalLM, LLaMAForCausalLM,"
                + " LlamaForCausalLM, LlamaModel, MistralForCausalLM, OLMoForCausalLM, Olmo2ForCausalLM,"
                + " OlmoForCausalLM, Phi3ForCausalLM, Qwen2ForCausalLM, Qwen2Model, Qwen3ForCausalLM, Qwen3Model,"
                + " SmolLM3ForCausalLM, StableLMEpochForCausalLM, StableLmForCausalLM");
    }

    @Test
    void quantizedWeightsAreRefused() throws Exception {
        Files.writeString(
                path,
                "{\"architectures\": [\"LlamaForCausalLM\"], \"quantization_config\": {\"quant_method\": \"awq\"}}");
        refused("the weights are quantized by 'awq', which cannot be converted; get the model as it was before that");
    }

    @Test
    void wrongTypesAreShown() throws Exception {
        for (String value : new String[] {"\"64\"", "-1", "1.5", "[64]", "4294967296"}) {
            Files.writeString(
                    path,
                    "{\"architectures\": [\"Qwen2ForCausalLM\"], \"num_hidden_layers\": 2, \"hidden_size\": " + value
                            + "}");
            refused("'hidden_size' is " + value
                    + ", not a whole number from 0 to 4294967295; get the model's original config.json");
        }
    }

    @Test
    void missingSizesAreNamed() throws Exception {
        Files.writeString(path, "{\"architectures\": [\"Qwen2ForCausalLM\"]}");
        refused("'n_layers' or 'num_hidden_layers' or 'n_layer' or 'num_layers' is missing; get the model's original"
                + " config.json");
    }

    @Test
    void nestedTextModelCounts() throws Exception {
        Files.writeString(path, """
                {"architectures": ["Outer"], "vocab_size": 1,
                 "text_config": {"architectures": ["Qwen2ForCausalLM"], "num_hidden_layers": 3, "vocab_size": 9}}""");
        ModelConfig config = ModelConfig.read(folder);
        assertThat(config.architecture()).isEqualTo("Qwen2ForCausalLM");
        assertThat(config.vocabularySize()).hasValue(9);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> {
                    ModelConfig config = ModelConfig.read(folder);
                    Map<?, ?> entries = Architectures.of(config).entries(config, GgufFileType.F16);
                    assertThat(entries).isNull();
                })
                .isInstanceOfSatisfying(
                        ModelConfigException.class, e -> assertThat(e.path()).isEqualTo(path))
                .hasMessage(path + ": " + message);
    }
}
