package org.aethercreator.modelfile.template;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aethercreator.modelfile.template.GoTemplate.Capability;

/**
 * Which of two templates Ollama takes since 0.30: a Modelfile's, or the model's own chat template. It looks for words,
 * not for what the templates do ({@code shouldPreferChatTemplate} in {@code server/images.go} of v0.33.0-rc2).
 */
public final class TemplateChoice {
    private static final List<String> TOOL_ANSWERS_OF_OWN = List.of(
            "tool_response",
            "tool_results",
            "role'] == 'tool'",
            "role'] == \"tool\"",
            "role\"] == 'tool'",
            "role\"] == \"tool\"",
            "message.role == 'tool'",
            "message.role == \"tool\"",
            "ipython");

    private final GoTemplate given;
    private final String own;
    private final Set<Capability> ofGiven;
    private final Set<Capability> ofOwn = EnumSet.noneOf(Capability.class);

    /**
     * A choice between the two.
     *
     * @param own the text of the model's own chat template, which is Jinja
     */
    public TemplateChoice(GoTemplate given, String own) {
        this.given = given;
        this.own = own;
        this.ofGiven = given.capabilities();
        if (own.contains("tools") || own.contains("tool_call")) {
            ofOwn.add(Capability.TOOLS);
        }
        if (ownThinks()) {
            ofOwn.add(Capability.THINKING);
        }
    }

    /** Whether Ollama leaves the Modelfile's template aside. */
    public boolean ownWins() {
        if (ofOwn.size() > ofGiven.size()) {
            return !givenTakesToolAnswers() || ownTakesToolAnswers();
        }
        return ofOwn.equals(ofGiven)
                && ofOwn.contains(Capability.TOOLS)
                && ownTakesToolAnswers()
                && !givenTakesToolAnswers();
    }

    /**
     * The fields that the Modelfile's template would have to use, in words; empty if only tools' answers are missing.
     */
    public String missingFields() {
        return ofOwn.stream()
                .filter(capability -> !ofGiven.contains(capability))
                .map(capability -> capability == Capability.TOOLS ? ".Tools" : ".Thinking")
                .collect(Collectors.joining(" and "));
    }

    private boolean ownThinks() {
        boolean splits = own.contains("content.split('</think>')") || own.contains("content.split(\"</think>\")");
        return (own.contains("<think>") && own.contains("</think>"))
                || (splits && !own.contains("reasoning_content") && !own.contains("<SPECIAL_12>"));
    }

    private boolean ownTakesToolAnswers() {
        return ofOwn.contains(Capability.TOOLS)
                && (own.contains("tool_calls") || own.contains("assistant_tool_call"))
                && TOOL_ANSWERS_OF_OWN.stream().anyMatch(own::contains);
    }

    private boolean givenTakesToolAnswers() {
        return given.variables().containsAll(List.of("tools", "toolcalls"))
                && Stream.of("eq .Role \"tool\"", "tool_response", "TOOL_RESULTS")
                        .anyMatch(given.text()::contains);
    }
}
