package org.aethercreator.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.aethercreator.llamacpp.Adapter;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.llamacpp.Mirostat;
import org.aethercreator.llamacpp.Penalties;
import org.aethercreator.llamacpp.Sampling;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Modelfile;
import org.junit.jupiter.api.Test;

class ModelfileSettingsTest {
    private static final Path FOLDER = Path.of("/models");

    @Test
    void everyParameterIsFollowedOrNamed() {
        for (ModelParameter parameter : ModelParameter.values()) {
            String value =
                    switch (parameter.type()) {
                        case BOOLEAN -> "true";
                        case TEXTS -> "END";
                        case INTEGER, DECIMAL -> "1";
                    };
            String line = "PARAMETER " + parameter.key() + " " + value;
            ModelfileSettings plain = settings("FROM ./m.gguf");
            ModelfileSettings settings = settings("FROM ./m.gguf\n" + line);
            boolean followed = !settings.options().equals(plain.options())
                    || !settings.load().equals(plain.load())
                    || List.of(ModelParameter.TYPICAL_P, ModelParameter.REPEAT_PENALTY)
                            .contains(parameter); // 1 is what they are without
            assertThat(settings.ignored()).as(line).isEqualTo(followed ? List.of() : List.of(line));
        }
    }

    @Test
    void samplersAreThoseOfTheModelfile() {
        ModelfileSettings settings = settings("""
                FROM ./m.gguf
                PARAMETER temperature 0.125
                PARAMETER top_k 2
                PARAMETER top_p 0.25
                PARAMETER min_p 0.375
                PARAMETER typical_p 0.5
                PARAMETER repeat_penalty 1.625
                PARAMETER repeat_last_n 7
                PARAMETER presence_penalty 0.75
                PARAMETER frequency_penalty 0.875
                PARAMETER mirostat 1
                PARAMETER mirostat_tau 1.5
                PARAMETER mirostat_eta 0.0625
                PARAMETER seed 13
                PARAMETER num_predict 14
                PARAMETER stop "15"
                PARAMETER stop "16"
                """);
        assertThat(settings.options())
                .isEqualTo(GenerationOptions.standard()
                        .withSampling(new Sampling(0.125, 2, 0.25, 0.375, 0.5, new Mirostat(1, 1.5, 0.0625)))
                        .withPenalties(new Penalties(7, 1.625, 0.75, 0.875))
                        .withSeed(13)
                        .withMaxTokens(14)
                        .withStop(List.of("15", "16")));
        assertThat(settings.ignored()).isEmpty();
        assertThat(settings("FROM ./m.gguf\nPARAMETER num_predict -2\nPARAMETER top_k -1")
                        .options())
                .isEqualTo(GenerationOptions.standard()
                        .withSampling(Sampling.standard().withTopK(0)));
    }

    @Test
    void adaptersAreLoadedFromTheModelfilesFolder() {
        ModelfileSettings settings = settings("FROM ./m.gguf\nADAPTER ./lora.gguf\nTEMPLATE {{ .Prompt }}");
        assertThat(settings.load()).isEqualTo(LoadOptions.standard().withAdapter(FOLDER.resolve("./lora.gguf"), 1));
        assertThat(settings.load().adapters()).extracting(Adapter::scale).containsExactly(1.0);
        assertThat(settings.ignored()).isEmpty();
    }

    @Test
    void instructionsThatOnlyOllamaFollowsAreNamed() {
        assertThat(settings("FROM ./m.gguf\nTEMPLATE {{ .Prompt }}\nRENDERER qwen3.5\nPARSER qwen3\nDRAFT ./d.gguf")
                        .ignored())
                .containsExactly("RENDERER qwen3.5", "PARSER qwen3", "DRAFT ./d.gguf");
    }

    @Test
    void messagesAreInTheOrderInWhichOllamaSendsThem() {
        assertThat(opening("MESSAGE user Hi\nMESSAGE assistant Ho\nSYSTEM \" \""))
                .containsExactly(ChatMessage.system(" "), ChatMessage.user("Hi"), ChatMessage.assistant("Ho"));
        assertThat(opening("SYSTEM \"\"")).isEmpty();
    }

    private static List<ChatMessage> opening(String instructions) {
        return ChatMessage.opening(Modelfile.parse("FROM ./m.gguf\n" + instructions));
    }

    private static ModelfileSettings settings(String modelfile) {
        return ModelfileSettings.of(Modelfile.parse(modelfile), FOLDER);
    }
}
