package org.aethercreator.check.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Set;
import org.aethercreator.chattemplate.ChatTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every preset is proven: against the template of a real model where one is at hand, else against a small one of ours.
 */
class TemplatePresetTest {
    private static final String TURNS =
            "{% for m in messages %}{% if m.role == 'system' %}SYSTEM{% elif m.role == 'user' %}USER{% else %}BOT"
                    + "{% endif %}{% endfor %}{% if add_generation_prompt %}ASK{% endif %}";

    static final Map<String, String> SMALL = Map.of(
            "llama3",
            turns(
                    "<|start_header_id|>system<|end_header_id|>\n\n{{ m.content | trim }}<|eot_id|>",
                    "<|start_header_id|>user<|end_header_id|>\n\n{{ m.content | trim }}<|eot_id|>",
                    "<|start_header_id|>assistant<|end_header_id|>\n\n{{ m.content | trim }}<|eot_id|>",
                    "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}"),
            "mistral",
            "{{ bos_token }}{% if messages[0].role == 'system' %}{% set system = messages[0].content %}{% set messages ="
                    + " messages[1:] %}{% endif %}{% for m in messages %}{% if m.role == 'user' %}{{ '[INST] ' }}{% if"
                    + " loop.first and system is defined %}{{ system + '\n\n' }}{% endif %}{{ m.content + '[/INST]' }}"
                    + "{% else %}{{ ' ' + m.content + eos_token }}{% endif %}{% endfor %}",
            "llama2",
            "{% if messages[0].role == 'system' %}{% set system = messages[0].content %}{% set messages = messages[1:] %}"
                    + "{% endif %}{% for m in messages %}{% if m.role == 'user' %}{{ bos_token + '[INST] ' }}{% if"
                    + " loop.first and system is defined %}{{ '<<SYS>>\n' + system + '\n<</SYS>>\n\n' }}{% endif %}{{"
                    + " m.content + ' [/INST]' }}{% else %}{{ ' ' + m.content + ' ' + eos_token }}{% endif %}{% endfor %}",
            "phi4",
            turns(
                    "<|im_start|>system<|im_sep|>{{ m.content }}<|im_end|>",
                    "<|im_start|>user<|im_sep|>{{ m.content }}<|im_end|>",
                    "<|im_start|>assistant<|im_sep|>{{ m.content }}<|im_end|>",
                    "<|im_start|>assistant<|im_sep|>"),
            "zephyr",
            turns(
                    "{{ '<|system|>\n' + m.content + eos_token + '\n' }}",
                    "{{ '<|user|>\n' + m.content + eos_token + '\n' }}",
                    "{{ '<|assistant|>\n' + m.content + eos_token + '\n' }}",
                    "{{ '<|assistant|>\n' }}"),
            "command-r",
            turns(
                    "<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>{{ m.content }}<|END_OF_TURN_TOKEN|>",
                    "<|START_OF_TURN_TOKEN|><|USER_TOKEN|>{{ m.content.strip() }}<|END_OF_TURN_TOKEN|>",
                    "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>{{ m.content.strip() }}<|END_OF_TURN_TOKEN|>",
                    "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>"),
            "alpaca",
            turns(
                    "{{ m.content + '\n\n' }}",
                    "{{ '### Instruction:\n' + m.content + '\n\n' }}",
                    "{{ '### Response:\n' + m.content + '\n\n' }}",
                    "{{ '### Response:\n' }}"),
            "vicuna",
            turns(
                    "{% if m.content %}{{ m.content + ' ' }}{% endif %}",
                    "{{ 'USER: ' + m.content + ' ' }}", "{{ 'ASSISTANT: ' + m.content + eos_token }}", "ASSISTANT:"));

    private static String turns(String system, String user, String assistant, String ask) {
        return TURNS.replace("SYSTEM", system)
                .replace("USER", user)
                .replace("BOT", assistant)
                .replace("ASK", ask);
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3, Qwen3",
        "llama3.1, meta-llama-Llama-3.1-8B-Instruct",
        "llama3.1, meta-llama-Llama-3.3-70B-Instruct",
        "gemma, google-gemma-2-2b-it",
        "gemma, Gemma3",
        "mistral-nemo, mistralai-Mistral-Nemo-Instruct-2407",
        "phi3, microsoft-Phi-3.5-mini-instruct",
        "deepseek-r1, deepseek-ai-DeepSeek-R1-Distill-Qwen-32B",
    })
    void theModelsOfAFamilyFindTheirPreset(String preset, String model) {
        assumeTrue(OwnTemplates.present(), "not run: the templates of real models are not there");
        assertThat(TemplatePreset.matching(OwnTemplates.real(model), OwnTemplates.TOKENS))
                .map(TemplatePreset::name)
                .hasValue(preset);
    }

    @Test
    void presetsWithoutARealTemplateAreProvenAgainstOurs() {
        for (String name : SMALL.keySet()) {
            ChatTemplate own = ChatTemplate.parse(SMALL.get(name));
            TemplateComparison comparison =
                    TemplateDoctor.compare(TemplatePreset.named(name).template(), own, OwnTemplates.TOKENS);
            assertThat(comparison.firstProblem().map(ProbeResult::sentence))
                    .as(name)
                    .isEmpty();
            assertThat(comparison.bos().right()).as(name).isTrue();
        }
        assertThat(TemplatePreset.matching(OwnTemplates.CHATML, SpecialTokens.none()))
                .map(TemplatePreset::name)
                .hasValue("chatml");
        assertThat(SMALL.keySet()).hasSize(8);
        assertThat(TemplatePreset.all()).hasSize(15);
    }

    @Test
    void everyPresetStopsWhereAnAnswerEnds() {
        SpecialTokens tokens = new SpecialTokens(Map.of("bos_token", "<s>", "eos_token", "</s>"), Set.of(), true);
        SMALL.forEach((name, source) -> assertThat(TemplatePreset.named(name).stops())
                .as(name)
                .contains(TurnPattern.find(ChatTemplate.parse(source), tokens)
                        .flatMap(TurnPattern::endOfTurn)
                        .orElseThrow()));
    }

    @Test
    void aModelWithADefaultSystemMessageMatchesNoneButForItsOwnWay() {
        assumeTrue(OwnTemplates.present(), "not run: the templates of real models are not there");
        assertThat(TemplatePreset.matching(OwnTemplates.real("SmolLM2-135M-Instruct"), OwnTemplates.TOKENS))
                .isEmpty();
    }

    @Test
    void unknownPresetIsAnsweredWithAllThereAre() {
        assertThatThrownBy(() -> TemplatePreset.named("chat-ml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "No template preset is named \"chat-ml\". There are chatml, qwen3, llama3, llama3.1, llama2,"
                                + " gemma, mistral, mistral-nemo, phi3, phi4, zephyr, command-r, deepseek-r1, alpaca, vicuna.");
    }
}
