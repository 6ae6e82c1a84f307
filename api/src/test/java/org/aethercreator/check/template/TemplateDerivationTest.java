package org.aethercreator.check.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.template.Probe.Kind;
import org.aethercreator.check.template.ProbeResult.Verdict;
import org.aethercreator.modelfile.template.GoTemplate;
import org.aethercreator.modelfile.template.GoTemplate.Capability;
import org.aethercreator.modelfile.template.TemplateChoice;
import org.junit.jupiter.api.Test;

class TemplateDerivationTest {
    @Test
    void thirteenOfTheSeventeenRealTemplatesAreDerivedAndProven() throws IOException {
        assumeTrue(OwnTemplates.present(), "not run: the templates of real models are not there");
        Map<String, String> unproven = new TreeMap<>();
        int proven = 0;
        for (String name : OwnTemplates.names()) {
            TemplateDerivation derivation = TemplateDerivation.of(OwnTemplates.real(name), OwnTemplates.TOKENS);
            if (derivation.proven().isPresent()) {
                proven++;
            } else {
                unproven.put(name, derivation.reason());
            }
        }
        assertThat(unproven)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "CohereForAI-c4ai-command-r-plus-tool_use",
                        "The model's own template fails on a plain conversation: Chat template, line 142: 'NoneType'"
                                + " object is not iterable.",
                        "NousResearch-Hermes-3-Llama-3.1-8B-tool_use",
                        "The model's own template fails on a plain conversation: Chat template, line 38: 'NoneType'"
                                + " object is not iterable.",
                        "fireworks-ai-llama-3-firefunction-v2",
                        "The model's own template fails on a plain conversation: Chat template, line 21: 'functions' is"
                                + " undefined.",
                        "meta-llama-Llama-3.2-3B-Instruct",
                        "Derived and compared, it is wrong on the probe \"the day after\". After \"cember 2023\\nToday"
                                + " Date: \" the model's own template writes \"27 Jul 2026\\n\\nYou are"
                                + " terse.<|eot_id|><|s\", TEMPLATE writes \"26 Jul 2026\\n\\nYou are"
                                + " terse.<|eot_id|><|s\"."));
        assertThat(proven).isEqualTo(13);
    }

    @Test
    void whetherToThinkIsDerivedAsWell() {
        assumeTrue(OwnTemplates.present(), "not run: the templates of real models are not there");
        TemplateDerivation qwen = TemplateDerivation.of(OwnTemplates.real("Qwen3"), OwnTemplates.TOKENS);
        assertThat(qwen.comparison().orElseThrow().results())
                .filteredOn(result -> result.probe().kind() == Kind.THINKING)
                .extracting(ProbeResult::verdict)
                .containsExactly(Verdict.EQUAL, Verdict.EQUAL, Verdict.EQUAL, Verdict.DIFFERENT, Verdict.JSON_SPACING);
        assertThat(qwen.notes())
                .containsExactly(
                        "It is not proven for thinking: on the probe \"thoughts inside an answer\" it differs. After"
                                + " \">\\n<|im_start|>assistant\\n\" the model's own template writes"
                                + " \"4<|im_end|>\\n<|im_start|>user\\nThanks!<|im\", TEMPLATE writes"
                                + " \"<think>\\nTwo and two.\\n</think>\\n\\n4<|im_end\".");
        assertThat(qwen.proven().orElseThrow().text()).contains("{{ if and $.IsThinkSet (not $.Think) }}<think>");
    }

    /** As Qwen's and Hermes' templates do it, in few lines. */
    static final ChatTemplate WITH_TOOLS = ChatTemplate.parse("""
            {%- set system = messages[0].content if messages[0].role == 'system' else 'Be good.' %}
            {%- if tools %}
            {{- '<|im_start|>system\\n' + system + '\\n\\nTools:\\n<tools>' }}
            {%- for tool in tools %}{{ '\\n' + (tool | tojson) }}{% endfor %}
            {{- '\\n</tools><|im_end|>\\n' }}
            {%- else %}
            {{- '<|im_start|>system\\n' + system + '<|im_end|>\\n' }}
            {%- endif %}
            {%- set ns = namespace(asked=0) %}
            {%- for m in messages %}{% if m.role == 'user' %}{% set ns.asked = loop.index0 %}{% endif %}{% endfor %}
            {%- for m in messages %}
            {%- if m.role == 'tool' %}
            {{- '<|im_start|>user' if messages[loop.index0 - 1].role != 'tool' }}
            {{- '\\n<tool_response>' + m.content + '</tool_response>' }}
            {{- '<|im_end|>\\n' if loop.last or messages[loop.index0 + 1].role != 'tool' }}
            {%- elif m.role != 'system' or loop.index0 > 0 %}
            {{- '<|im_start|>' + m.role + '\\n' }}
            {{- '<think>' + m.reasoning_content + '</think>' if m.reasoning_content and loop.index0 > ns.asked }}
            {{- m.content }}
            {%- for call in m.tool_calls or [] %}
            {{- '\\n' if m.content or not loop.first }}
            {{- '<tool_call>{"name": "' + call.function.name + '", "arguments": ' }}
            {{- (call.function.arguments | tojson) + '}</tool_call>' }}
            {%- endfor %}
            {{- '<|im_end|>\\n' }}
            {%- endif %}
            {%- endfor %}
            {{- '<|im_start|>assistant\\n' if add_generation_prompt }}""");

    @Test
    void toolsAndThoughtsBesideThemAreDerivedAndProven() {
        TemplateDerivation derivation = TemplateDerivation.of(WITH_TOOLS, SpecialTokens.none());
        assertThat(derivation.reason()).isEmpty();
        assertThat(derivation.comparison().orElseThrow().results())
                .filteredOn(result -> !result.probe().tools().isEmpty())
                .hasSize(5)
                .extracting(ProbeResult::verdict)
                .containsOnly(Verdict.JSON_SPACING);
        GoTemplate go = derivation.proven().orElseThrow();
        assertThat(go.capabilities()).containsExactlyInAnyOrder(Capability.TOOLS, Capability.THINKING);
        assertThat(go.text())
                .as("where Ollama looks for what a call begins with")
                .contains("{{ if .ToolCalls }}<tool_call>{\"name\": \"{{ range");
        assertThat(new TemplateChoice(go, WITH_TOOLS.source()).ownWins()).isFalse();
    }

    @Test
    void toolsOfAnotherLayoutAreLeftOut() {
        ChatTemplate own =
                ChatTemplate.parse(WITH_TOOLS.source().replace("(tool | tojson)", "(tool | tojson(indent=4))"));
        TemplateDerivation derivation = TemplateDerivation.of(own, SpecialTokens.none());
        assertThat(derivation.proven().orElseThrow().capabilities()).isEmpty();
        assertThat(derivation.notes())
                .contains("It does without .Tools and .Thinking, which the model's own template knows. Ollama 0.30 and"
                        + " newer therefore take the model's own, unless the server is started with"
                        + " OLLAMA_GO_TEMPLATE=1.");
    }

    @Test
    void toolsOfRealTemplatesAreDerived() throws IOException {
        assumeTrue(OwnTemplates.present(), "not run: the templates of real models are not there");
        List<String> withTools = OwnTemplates.names().stream()
                .filter(name -> TemplateDerivation.of(OwnTemplates.real(name), OwnTemplates.TOKENS)
                        .proven()
                        .filter(go -> go.capabilities().contains(Capability.TOOLS))
                        .isPresent())
                .toList();
        assertThat(withTools).containsExactly("Qwen-Qwen2.5-7B-Instruct", "Qwen3");
    }

    @Test
    void chatMlIsOnePassOverTheMessages() {
        TemplateDerivation derivation = TemplateDerivation.of(OwnTemplates.CHATML, SpecialTokens.none());
        assertThat(derivation.proven().map(GoTemplate::text)).hasValue("""
                        {{ range $i, $_ := .Messages }}{{ $last := eq (len (slice $.Messages $i)) 1 }}\
                        {{ if eq .Role "user" }}<|im_start|>user
                        {{ .Content }}<|im_end|>
                        {{ else if eq .Role "assistant" }}<|im_start|>assistant
                        {{ .Content }}{{ if not $last }}<|im_end|>
                        {{ end }}{{ else if eq .Role "system" }}<|im_start|>system
                        {{ .Content }}<|im_end|>
                        {{ end }}{{ if and $last (ne .Role "assistant") }}<|im_start|>assistant
                        {{ end }}{{ end }}""");
        assertThat(derivation.stops()).containsExactly("<|im_end|>");
        assertThat(derivation.notes()).isEmpty();
        assertThat(derivation.proven()).isEqualTo(derivation.attempt());
    }

    @Test
    void theBosTokenIsLeftToLlamaCppOnlyWhereItAddsIt() {
        ChatTemplate own = ChatTemplate.parse("{{ bos_token }}{% for m in messages %}[{{ m.role }}]{{ m.content }}"
                + "{{ eos_token }}{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}");
        Map<String, String> texts = Map.of("bos_token", "<s>", "eos_token", "</s>");
        TemplateDerivation added = TemplateDerivation.of(own, new SpecialTokens(texts, Set.of(), true));
        TemplateDerivation notAdded = TemplateDerivation.of(own, new SpecialTokens(texts, Set.of(), false));
        assertThat(added.proven().orElseThrow().text()).doesNotContain("<s>");
        assertThat(notAdded.proven().orElseThrow().text()).contains("{{ if eq $i 0 }}<s>{{ end }}");
        assertThat(added.comparison().orElseThrow().bos().right()).isTrue();
        assertThat(notAdded.comparison().orElseThrow().bos().right()).isTrue();
        assertThat(added.stops()).containsExactly("</s>");
    }

    @Test
    void bracesOfTheModelsTemplateAreNoActions() {
        ChatTemplate own = ChatTemplate.parse("{% for m in messages %}{{ '{{' + m.role + '}} {' + m.content + '}' }}"
                + "{% endfor %}{% if add_generation_prompt %}{{ '{{assistant}} {' }}{% endif %}");
        TemplateDerivation derivation = TemplateDerivation.of(own, SpecialTokens.none());
        assertThat(derivation.reason()).isEmpty();
        assertThat(derivation.proven().orElseThrow().text()).contains("{{ \"{{\" }}user}} {{ \"{\" }}{{ .Content }}}");
    }

    @Test
    void aBosTokenBeforeEveryQuestionIsLeftOutOnlyWhereLlamaCppAddsIt() {
        TemplateDerivation derivation =
                TemplateDerivation.of(ChatTemplate.parse(TemplatePresetTest.SMALL.get("llama2")), OwnTemplates.TOKENS);
        assertThat(derivation.reason()).isEmpty();
        assertThat(derivation.proven().orElseThrow().text())
                .startsWith("{{ range $i, $_ := .Messages }}{{ $last := eq (len (slice $.Messages $i)) 1 }}"
                        + "{{ if eq .Role \"user\" }}[INST] ")
                .contains("{{ if not $last }} </s><s>{{ end }}");
    }

    @Test
    void whatFollowsNoPatternIsNotDerived() {
        ChatTemplate counting = ChatTemplate.parse("{% for m in messages %}{{ loop.index }}. {{ m.role }}:"
                + " {{ m.content }}\n{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}");
        TemplateDerivation derivation = TemplateDerivation.of(counting, SpecialTokens.none());
        assertThat(derivation.proven()).isEmpty();
        assertThat(derivation.reason())
                .isEqualTo("The user's first message begins with \"1. user: \", the next ones with \"3. user: \".");
        ChatTemplate last = ChatTemplate.parse("Q: {{ messages[-1].content }}\nA:");
        assertThat(TemplateDerivation.of(last, SpecialTokens.none()).reason())
                .isEqualTo("The model's own template does not write every message once and in their order.");
    }

    @Test
    void aGuessThatTheComparisonRefutesIsNotHandedOut() {
        ChatTemplate own = ChatTemplate.parse("{% for m in messages %}{% if m.role == 'assistant' and loop.index > 3 %}"
                + "(later){% endif %}<{{ m.role }}>{{ m.content }}\n{% endfor %}{% if add_generation_prompt %}"
                + "<assistant>{% endif %}");
        TemplateDerivation derivation = TemplateDerivation.of(own, SpecialTokens.none());
        assertThat(derivation.attempt()).isPresent();
        assertThat(derivation.proven()).isEmpty();
        assertThat(derivation.reason())
                .isEqualTo("Derived and compared, it is wrong on the probe \"three questions\". After \"er>And what's a"
                        + " monoid?\\n\" the model's own template writes \"(later)<assistant>A set with an operatio\","
                        + " TEMPLATE writes \"<assistant>A set with an operation & a u\".");
    }

    @Test
    void whatTheModelsTemplateRefusesIsNotHeldAgainstTheDerived() {
        assumeTrue(OwnTemplates.present(), "not run: the templates of real models are not there");
        TemplateDerivation gemma =
                TemplateDerivation.of(OwnTemplates.real("google-gemma-2-2b-it"), OwnTemplates.TOKENS);
        assertThat(gemma.proven()).isPresent();
        assertThat(gemma.comparison().orElseThrow().all(Verdict.REFUSED))
                .extracting(ProbeResult::sentence)
                .containsOnly("The model's own template refuses it: System role not supported.");
        assertThat(gemma.notes())
                .isEqualTo(List.of(
                        "The model's own template refuses a system message; here it goes before the first question,"
                                + " which the model was not trained on.",
                        "The model's own template strips white space around messages; a Go template cannot, so write"
                                + " them without."));
    }
}
