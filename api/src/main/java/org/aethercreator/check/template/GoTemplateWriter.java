package org.aethercreator.check.template;

import java.util.Optional;
import org.aethercreator.check.template.TurnPattern.SystemPlace;

/** Writes a pattern of turns, and one of tools, in Ollama's template language: one pass over the messages. */
final class GoTemplateWriter {
    private static final String SYSTEM = "eq .Role \"system\"";
    private static final String GIVEN = "and (eq .Role \"system\") .Content";
    private static final String END = "{{ end }}";
    private static final String FIRST = "(index $.Messages 0)";

    private final TurnPattern pattern;
    private final Optional<ToolPattern> tools;
    private final StringBuilder out = new StringBuilder();

    private GoTemplateWriter(TurnPattern pattern, Optional<ToolPattern> tools) {
        this.pattern = pattern;
        this.tools = tools;
    }

    static String write(TurnPattern pattern, Optional<ToolPattern> tools) {
        return new GoTemplateWriter(pattern, tools).template();
    }

    private String template() {
        tools.ifPresent(this::offered);
        out.append("{{ range $i, $_ := .Messages }}{{ $last := eq (len (slice $.Messages $i)) 1 }}");
        tools.ifPresent(
                known -> out.append(when("and (eq $previous \"tool\") (ne .Role \"tool\")", known.afterAnswers())));
        opening();
        out.append("{{ if eq .Role \"user\" }}").append(literal(pattern.user().before()));
        folded();
        out.append("{{ .Content }}").append(literal(pattern.user().after()));
        out.append("{{ else if eq .Role \"assistant\" }}")
                .append(literal(pattern.assistant().before()));
        tools.ifPresent(this::thought);
        out.append("{{ .Content }}");
        tools.ifPresent(this::called);
        out.append(when("not $last", pattern.assistant().after()));
        if (pattern.systemPlace() == SystemPlace.OWN) {
            String given = emptyIsNone() ? GIVEN : SYSTEM;
            // Before tools the system message is written already.
            out.append("{{ else if ")
                    .append(tools.isPresent() ? "and (" + given + ") (or $i (not $.Tools))" : given)
                    .append(" }}");
            out.append(emptyIsNone() ? around(".Content") : system(".Content"));
        }
        tools.ifPresent(this::answered);
        out.append(END);
        tools.ifPresent(known -> out.append(when("and $last (eq .Role \"tool\")", known.afterAnswers())));
        String answer = answer();
        if (!answer.isEmpty()) {
            out.append("{{ if and $last (ne .Role \"assistant\") }}")
                    .append(answer)
                    .append(END);
        }
        tools.ifPresent(known -> out.append("{{ $previous = .Role }}"));
        return out.append(END).toString();
    }

    /** The tools and the system message before them, ahead of all turns. */
    private void offered(ToolPattern known) {
        if (known.thoughts().isPresent()) {
            out.append(
                    "{{ $asked := -1 }}{{ range $i, $_ := .Messages }}{{ if eq .Role \"user\" }}{{ $asked = $i }}{{ end }}"
                            + "{{ end }}");
        }
        out.append("{{ $previous := \"\" }}{{ if .Tools }}{{ if eq ")
                .append(FIRST)
                .append(".Role \"system\" }}");
        out.append(literal(known.system().before()))
                .append("{{ ")
                .append(FIRST)
                .append(".Content }}")
                .append(literal(known.system().after()));
        out.append("{{ else }}").append(literal(known.noSystem())).append(END);
        out.append("{{ range $i, $tool := .Tools }}").append(when("$i", known.betweenTools()));
        out.append("{{ $tool }}")
                .append(END)
                .append(literal(known.afterTools()))
                .append(END);
    }

    private void thought(ToolPattern known) {
        known.thoughts().ifPresent(around -> out.append("{{ if and .Thinking (gt $i $asked) }}")
                .append(literal(around.before()))
                .append("{{ .Thinking }}")
                .append(literal(around.after()))
                .append(END));
    }

    /**
     * Ollama takes the first text inside the first condition on {@code .ToolCalls} for what a model writes before a
     * call ({@code tools/template.go}); so no text may stand between the two, and no other condition name the field.
     */
    private void called(ToolPattern known) {
        out.append(when("and .Content (len .ToolCalls)", known.afterContent()));
        out.append("{{ if .ToolCalls }}").append(literal(known.beforeCalls()));
        out.append("{{ range $j, $call := .ToolCalls }}").append(when("$j", known.argumentsToName()));
        out.append("{{ $call.Function.Name }}").append(literal(known.nameToArguments()));
        out.append("{{ $call.Function.Arguments }}")
                .append(END)
                .append(literal(known.afterCalls()))
                .append(END);
    }

    private void answered(ToolPattern known) {
        out.append("{{ else if eq .Role \"tool\" }}{{ if eq $previous \"tool\" }}");
        out.append(literal(known.betweenAnswers())).append("{{ else }}");
        out.append(literal(known.beforeAnswers())).append(END).append("{{ .Content }}");
    }

    private void opening() {
        String unless = emptyIsNone() ? "(not (" + GIVEN + "))" : "(ne .Role \"system\")";
        String condition = pattern.openingAlways() ? "eq $i 0" : "and (eq $i 0) " + unless;
        out.append(when(tools.isPresent() ? "and (not $.Tools) (" + condition + ")" : condition, pattern.opening()));
    }

    /** Whether an empty system message makes what none makes. */
    private boolean emptyIsNone() {
        return !pattern.openingAlways() && pattern.emptySystem().equals(pattern.opening());
    }

    /** The system message inside the user's. */
    private void folded() {
        String place =
                switch (pattern.systemPlace()) {
                    case FIRST_QUESTION, REFUSED -> "(eq $i 1)";
                    case LAST_QUESTION -> "$last";
                    case OWN, NOWHERE -> "";
                };
        if (!place.isEmpty()) {
            out.append("{{ if and ").append(place).append(" (eq " + FIRST + ".Role \"system\") }}");
            out.append(system(FIRST + ".Content")).append(END);
        }
    }

    /** The system message and what is around it; another text where it is empty, if the model has one for that. */
    private String system(String field) {
        String around = around(field);
        String empty = pattern.emptySystem();
        if (empty.equals(pattern.system().before() + pattern.system().after())) {
            return around;
        }
        String otherwise = empty.isEmpty() ? "" : "{{ else }}" + literal(empty);
        return "{{ if " + field + " }}" + around + otherwise + END;
    }

    private String around(String field) {
        return literal(pattern.system().before()) + "{{ " + field + " }}"
                + literal(pattern.system().after());
    }

    private String answer() {
        String thinking = pattern.thinkingAnswer();
        String quick = pattern.quickAnswer();
        String standard = pattern.answer();
        if (thinking.equals(standard) && quick.startsWith(standard)) {
            return literal(standard) + when("and $.IsThinkSet (not $.Think)", quick.substring(standard.length()));
        }
        return "{{ if and $.IsThinkSet $.Think }}" + literal(thinking) + "{{ else if $.IsThinkSet }}" + literal(quick)
                + "{{ else }}" + literal(standard) + END;
    }

    private static String when(String condition, String text) {
        return text.isEmpty() ? "" : "{{ if " + condition + " }}" + literal(text) + END;
    }

    /** Text as it is, but for what would begin an action. */
    private static String literal(String text) {
        String escaped = text.replace("{{", "{{ \"{{\" }}");
        return escaped.endsWith("{") ? escaped.substring(0, escaped.length() - 1) + "{{ \"{\" }}" : escaped;
    }
}
