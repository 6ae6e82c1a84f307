package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.Finding.Severity;
import org.aethercreator.check.template.SpecialTokens;
import org.aethercreator.check.template.TemplateDerivation;
import org.aethercreator.check.template.TemplatePreset;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.modelfile.OllamaVersion;
import org.junit.jupiter.api.Test;

/** TEMPLATE compared with the chat template of a model. */
class OwnTemplateRulesTest {
    private static final String CHATML =
            "{% for m in messages %}{{ '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{% endfor %}"
                    + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
    private static final SpecialTokens TOKENS = new SpecialTokens(
            Map.of("bos_token", "<s>", "eos_token", "</s>"), new LinkedHashSet<>(List.of("</s>", "<|im_end|>")), true);
    private static final String RIGHT =
            TemplatePreset.named("chatml").template().text();

    @Test
    void aTemplateThatWritesWhatTheModelReadsIsFine() {
        assertThat(check(RIGHT, CHATML, TOKENS).findings()).isEmpty();
    }

    @Test
    void theFirstDifferenceIsNamedAndTheEditWritesTheDerivedTemplate() {
        String text = modelfile(RIGHT.replace("assistant\n{{ end }}", "assistant{{ end }}"));
        Finding finding = only(ModelfileCheck.of(ModelfileSource.of(text)), CHATML, TOKENS);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.firstLine()).isEqualTo(2);
        assertThat(finding.message())
                .isEqualTo("TEMPLATE writes conversations otherwise than the model's own chat template. After"
                        + " \"|>\\n<|im_start|>assistant\" the model's own template writes \"\\n\", TEMPLATE writes"
                        + " nothing more. (On \"question\" and 11 more of the probes.) A model answers worse to what it"
                        + " was not trained to read. Write the TEMPLATE that is derived from the model's own and proven"
                        + " equal, or remove the line.");
        String fixed = Objects.requireNonNull(finding.edit()).applyTo(text);
        assertThat(Modelfile.parse(fixed).template())
                .hasValue(TemplateDerivation.of(ChatTemplate.parse(CHATML), TOKENS)
                        .proven()
                        .orElseThrow()
                        .text());
        assertThat(ModelfileCheck.of(ModelfileSource.of(fixed))
                        .withModel(model(CHATML))
                        .withTokens(TOKENS)
                        .findings())
                .isEmpty();
    }

    @Test
    void whereNothingIsDerivedTheModelsOwnTemplateIsTheWayOut() {
        String counting = "{% for m in messages %}{{ loop.index }}. {{ m.content }}\n{% endfor %}";
        Finding finding = only(check(RIGHT, counting, SpecialTokens.none()));
        assertThat(finding.message())
                .isEqualTo(
                        "TEMPLATE writes conversations otherwise than the model's own chat template. At the beginning"
                                + " the model's own template writes \"1. What is a \"monad\"?\\n\", TEMPLATE writes"
                                + " \"<|im_start|>user\\nWhat is a \"monad\"?<|im_\". (On \"question\" and 11 more of the"
                                + " probes.) A model answers worse to what it was not trained to read. Remove the line; Ollama"
                                + " then uses the model's own template.");
        assertThat(finding.edit()).isNull();
        assertThat(only(check(RIGHT, counting, SpecialTokens.none()).withVersion(OllamaVersion.parse("0.24")))
                        .fix())
                .isEqualTo("Change it until the two agree.");
    }

    @Test
    void theBosTokenIsToBeSeenOnce() {
        assertThat(only(check("<s>" + RIGHT, "{{ bos_token }}" + CHATML, TOKENS))
                        .message())
                .isEqualTo(
                        "TEMPLATE writes the BOS token \"<s>\", and llama.cpp adds it as well. The model's file tells"
                                + " llama.cpp to begin every prompt with it, so the model sees it twice, which can make its"
                                + " answers worse. Remove <s> from the beginning of TEMPLATE.");
        SpecialTokens notAdded = new SpecialTokens(TOKENS.texts(), TOKENS.endsOfAnswer(), false);
        assertThat(only(check(RIGHT, "{{ bos_token }}" + CHATML, notAdded)).message())
                .isEqualTo(
                        "TEMPLATE does not write the BOS token \"<s>\". The model's own template begins with it, and the"
                                + " model's file tells llama.cpp to add none. Put <s> at the beginning of TEMPLATE.");
        assertThat(only(check("<s>" + RIGHT, CHATML, notAdded)).message())
                .isEqualTo(
                        "TEMPLATE writes the BOS token \"<s>\", which this model does not expect. Neither the model's own"
                                + " template nor its file calls for it. Remove <s> from the beginning of TEMPLATE.");
    }

    @Test
    void theModelsDefaultSystemMessageCanBeWrittenAsSystem() {
        String own =
                "{% if messages[0].role != 'system' %}{{ '<|im_start|>system\\nBe kind.<|im_end|>\\n' }}{% endif %}"
                        + CHATML;
        String text = modelfile(RIGHT);
        Finding finding = only(ModelfileCheck.of(ModelfileSource.of(text)), own, TOKENS);
        assertThat(finding.severity()).isEqualTo(Severity.HINT);
        assertThat(finding.message())
                .isEqualTo("TEMPLATE lacks the system message that the model's own chat template puts in where there is"
                        + " none. It is \"Be kind.\"; without it the model begins otherwise than it was trained to. Write"
                        + " it as SYSTEM, or a system message of your own.");
        String fixed = Objects.requireNonNull(finding.edit()).applyTo(text);
        assertThat(Modelfile.parse(fixed).system()).hasValue("Be kind.");
        assertThat(ModelfileCheck.of(ModelfileSource.of(fixed))
                        .withModel(model(own))
                        .withTokens(TOKENS)
                        .findings())
                .isEmpty();
    }

    @Test
    void anEndThatTheFileDoesNotNameNeedsAStop() {
        String own = "{% for m in messages %}### {{ m.role }}:\n{{ m.content }}\n\n{% endfor %}### assistant:\n";
        ModelfileCheck check = ModelfileCheck.of(ModelfileSource.of("FROM a\n"));
        Finding finding = only(check, own, TOKENS);
        assertThat(finding.message())
                .isEqualTo(
                        "No stop ends the answers of this model at \"### user:\". That is how its chat template goes on"
                                + " after an answer, but the model's file names other ends: \"</s>\", \"<|im_end|>\". It may go on"
                                + " writing both sides of the conversation. Add PARAMETER stop \"### user:\".");
        assertThat(Objects.requireNonNull(finding.edit()).applyTo("FROM a\n"))
                .isEqualTo("FROM a\nPARAMETER stop \"### user:\"\n");
        assertThat(ModelfileCheck.of(ModelfileSource.of("FROM a\nPARAMETER stop ###\n"))
                        .withModel(model(own))
                        .withTokens(TOKENS)
                        .findings())
                .isEmpty();
    }

    @Test
    void aChatTemplateThatCannotBeReadIsSaidToBeSo() {
        assertThat(only(check(RIGHT, "{% frobnicate %}", TOKENS)).what())
                .isEqualTo("TEMPLATE could not be compared with the model's own chat template.");
    }

    @Test
    void withoutTheModelsTokensATemplateThatPrintsThemIsNotCompared() {
        assertThat(ModelfileCheck.of(ModelfileSource.of(modelfile("{{ .Prompt }} [x]")))
                        .withModel(model("{{ bos_token }}" + CHATML))
                        .findings())
                .isEmpty();
    }

    private static String modelfile(String template) {
        return "FROM a\n" + new Instruction.Template(template).text() + "\n";
    }

    private static ModelfileCheck check(String template, String own, SpecialTokens tokens) {
        return ModelfileCheck.of(ModelfileSource.of(modelfile(template)))
                .withModel(model(own))
                .withTokens(tokens);
    }

    private static Finding only(ModelfileCheck check, String own, SpecialTokens tokens) {
        return only(check.withModel(model(own)).withTokens(tokens));
    }

    private static Finding only(ModelfileCheck check) {
        assertThat(check.findings()).hasSize(1);
        return check.findings().get(0);
    }

    private static GgufModel model(String chatTemplate) {
        return new GgufModel(
                "llama",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                "Q4_1",
                GgmlType.Q4_1,
                OptionalLong.of(8192),
                OptionalLong.of(576),
                OptionalLong.of(30),
                List.of(),
                List.of(),
                OptionalLong.empty(),
                Optional.of(chatTemplate),
                1);
    }
}
