package org.aethercreator.check.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.template.ProbeResult.Verdict;
import org.aethercreator.modelfile.template.GoTemplate;
import org.junit.jupiter.api.Test;

class TemplateDoctorTest {
    private static final GoTemplate CHATML = TemplatePreset.named("chatml").template();

    @Test
    void theFirstDifferenceIsShownWithWhatComesBefore() {
        GoTemplate wrong = GoTemplate.parse(CHATML.text().replace("assistant\n{{ end }}", "assistant{{ end }}"));
        TemplateComparison comparison = TemplateDoctor.compare(wrong, OwnTemplates.CHATML, SpecialTokens.none());
        assertThat(comparison.equal()).isFalse();
        ProbeResult first = comparison.firstProblem().orElseThrow();
        assertThat(first.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(first.probe().name()).isEqualTo("question");
        TextDifference difference = first.difference().orElseThrow();
        assertThat(difference.line()).isEqualTo(3);
        assertThat(difference.offset()).isEqualTo(67);
        assertThat(difference.sentence())
                .isEqualTo("After \"|>\\n<|im_start|>assistant\" the model's own template writes \"\\n\", TEMPLATE"
                        + " writes nothing more.");
    }

    @Test
    void aDefaultSystemMessageIsNamedAsSuch() {
        ChatTemplate own = ChatTemplate.parse("{% if messages[0].role != 'system' %}{{ '<|im_start|>system\\nBe"
                + " kind.<|im_end|>\\n' }}{% endif %}" + OwnTemplates.CHATML.source());
        TemplateComparison comparison = TemplateDoctor.compare(CHATML, own, SpecialTokens.none());
        assertThat(comparison.defaultSystem()).hasValue("Be kind.");
        assertThat(comparison.all(Verdict.DEFAULT_SYSTEM))
                .extracting(result -> result.probe().name())
                .containsExactly(
                        "question",
                        "question, answer, question",
                        "three questions",
                        "empty question",
                        "emoji, markup, braces",
                        "spaces around");
        assertThat(comparison.all(Verdict.DIFFERENT)).isEmpty();
    }

    @Test
    void theBosTokenIsCountedAndNotCompared() {
        ChatTemplate own = ChatTemplate.parse("{{ bos_token }}" + OwnTemplates.CHATML.source());
        GoTemplate writing = GoTemplate.parse("<s>" + CHATML.text());
        SpecialTokens adding = new SpecialTokens(Map.of("bos_token", "<s>"), Set.of(), true);
        SpecialTokens notAdding = new SpecialTokens(Map.of("bos_token", "<s>"), Set.of(), false);
        TemplateComparison doubled = TemplateDoctor.compare(writing, own, adding);
        assertThat(doubled.equal()).isTrue();
        assertThat(doubled.bos().doubled()).isTrue();
        assertThat(TemplateDoctor.compare(CHATML, own, adding).bos().right()).isTrue();
        assertThat(TemplateDoctor.compare(writing, own, notAdding).bos().right())
                .isTrue();
        assertThat(TemplateDoctor.compare(CHATML, own, notAdding).bos().missing())
                .isTrue();
        assertThat(TemplateDoctor.compare(writing, OwnTemplates.CHATML, notAdding)
                        .bos()
                        .uncalledFor())
                .isTrue();
    }

    @Test
    void whatOnlyPythonCanStripIsNoFault() {
        ChatTemplate own = ChatTemplate.parse(OwnTemplates.CHATML.source().replace("m.content", "m.content | trim"));
        TemplateComparison comparison = TemplateDoctor.compare(CHATML, own, SpecialTokens.none());
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.all(Verdict.SPACES_KEPT))
                .extracting(result -> result.probe().name())
                .containsExactly("spaces around", "spaces around, system");
    }

    @Test
    void aTemplateThatFailsIsToldApartFromOneThatDiffers() {
        GoTemplate failing = GoTemplate.parse("{{ range .Messages }}{{ .Nothing }}{{ end }}");
        ProbeResult result = TemplateDoctor.compare(failing, OwnTemplates.CHATML, SpecialTokens.none())
                .firstProblem()
                .orElseThrow();
        assertThat(result.verdict()).isEqualTo(Verdict.GO_FAILS);
        assertThat(result.sentence())
                .isEqualTo(
                        "TEMPLATE fails: template: :1:24: executing \"\" at <.Nothing>: can't evaluate field Nothing in"
                                + " type *template.templateMessage.");
    }

    @Test
    void spacesInJsonAreNoFaultOfATemplateWithTools() {
        ChatTemplate own = ChatTemplate.parse("{% if tools %}{{ tools | tojson }}{% endif %}{% for m in messages %}<{{"
                + " m.role }}>{{ m.content }}{% for c in m.tool_calls %}{{ c.function.name }} {{ c.function.arguments |"
                + " tojson }}{% endfor %}{% endfor %}<assistant>");
        GoTemplate go = GoTemplate.parse("{{ if .Tools }}{{ json .Tools }}{{ end }}{{ range .Messages }}<{{ .Role }}>"
                + "{{ .Content }}{{ range .ToolCalls }}{{ .Function.Name }} {{ json .Function.Arguments }}{{ end }}"
                + "{{ end }}<assistant>");
        TemplateComparison comparison = TemplateDoctor.compare(go, own, SpecialTokens.none());
        assertThat(comparison.all(Verdict.JSON_SPACING))
                .extracting(result -> result.probe().name())
                .containsExactly("tools", "tool called", "tool has answered", "two tools called");
        assertThat(comparison.firstProblem()).isEmpty();
    }

    @Test
    void thinkingAndToolsAreProbedOnlyWhereTheModelHasThem() {
        TemplateComparison comparison = TemplateDoctor.compare(CHATML, OwnTemplates.CHATML, SpecialTokens.none());
        assertThat(comparison.results())
                .extracting(result -> result.probe().kind())
                .containsOnly(Probe.Kind.CHAT);
        assertThat(comparison.firstProblem()).isEmpty();
        assertThat(comparison.endOfTurn()).hasValue("<|im_end|>");
    }

    /** The BOS token of SmolLM2 is {@code <|im_start|>}. */
    @Test
    void aBosTokenThatBeginsEveryTurnIsCompared() {
        SpecialTokens tokens = new SpecialTokens(Map.of("bos_token", "<|im_start|>"), Set.of(), false);
        GoTemplate gemma = TemplatePreset.named("gemma").template();
        TemplateComparison comparison = TemplateDoctor.compare(gemma, OwnTemplates.CHATML, tokens);
        assertThat(comparison.bos().right()).isTrue();
        assertThat(comparison.firstProblem().orElseThrow().own()).startsWith("<|im_start|>user");
        TemplateComparison same = TemplateDoctor.compare(CHATML, OwnTemplates.CHATML, tokens);
        assertThat(same.equal() && same.bos().right()).isTrue();
        SpecialTokens added = new SpecialTokens(tokens.texts(), Set.of(), true);
        assertThat(TemplateDoctor.compare(CHATML, OwnTemplates.CHATML, added)
                        .bos()
                        .doubled())
                .isTrue();
    }

    @Test
    void aStopIsMissingOnlyWhereNothingEndsAnAnswer() {
        ChatTemplate own = ChatTemplate.parse("{% for m in messages %}[{{ m.role }}]{{ m.content }}{% if m.role =="
                + " 'assistant' %}<|done|><|over|>{% endif %}{% endfor %}{% if add_generation_prompt %}[assistant]"
                + "{% endif %}");
        SpecialTokens other = new SpecialTokens(Map.of(), Set.of("</s>"), false);
        SpecialTokens second = new SpecialTokens(Map.of(), Set.of("<|over|>"), false);
        assertThat(TemplateDoctor.missingStop(own, other, List.of())).hasValue("<|done|>");
        assertThat(TemplateDoctor.missingStop(own, other, List.of("<|done|>"))).isEmpty();
        assertThat(TemplateDoctor.missingStop(own, other, List.of("[user]"))).isEmpty();
        assertThat(TemplateDoctor.missingStop(own, second, List.of())).isEmpty();
    }

    @Test
    void aComparisonIsReadLineByLine() {
        GoTemplate wrong = GoTemplate.parse(CHATML.text().replace("<|im_end|>\n{{ end }}{{ if", "{{ end }}{{ if"));
        assertThat(TemplateDoctor.compare(wrong, OwnTemplates.CHATML, SpecialTokens.none())
                        .toString()
                        .lines()
                        .limit(2))
                .containsExactly(
                        "question: equal.",
                        "system, question: different. After \"t|>system\\nYou are terse.\" the model's own template"
                                + " writes \"<|im_end|>\\n<|im_start|>user\\nWhat is a \"m\", TEMPLATE writes"
                                + " \"<|im_start|>user\\nWhat is a \"monad\"?<|im_\".");
    }
}
