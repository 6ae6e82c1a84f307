package org.aethercreator.check.template;

import org.aethercreator.check.template.TurnPattern.SystemPlace;

/** Writes a pattern of turns in Ollama's template language: one pass over the messages. */
final class GoTemplateWriter {
    private static final String SYSTEM = "eq .Role \"system\"";
    private static final String GIVEN = "and (eq .Role \"system\") .Content";
    private static final String END = "{{ end }}";

    private final TurnPattern pattern;
    private final StringBuilder out = new StringBuilder();

    private GoTemplateWriter(TurnPattern pattern) {
        this.pattern = pattern;
    }

    static String write(TurnPattern pattern) {
        return new GoTemplateWriter(pattern).template();
    }

    private String template() {
        out.append("{{ range $i, $_ := .Messages }}{{ $last := eq (len (slice $.Messages $i)) 1 }}");
        opening();
        out.append("{{ if eq .Role \"user\" }}").append(literal(pattern.user().before()));
        folded();
        out.append("{{ .Content }}").append(literal(pattern.user().after()));
        out.append("{{ else if eq .Role \"assistant\" }}")
                .append(literal(pattern.assistant().before()));
        out.append("{{ .Content }}")
                .append(when("not $last", pattern.assistant().after()));
        if (pattern.systemPlace() == SystemPlace.OWN) {
            out.append("{{ else if ").append(emptyIsNone() ? GIVEN : SYSTEM).append(" }}");
            out.append(emptyIsNone() ? around(".Content") : system(".Content"));
        }
        out.append(END);
        String answer = answer();
        if (!answer.isEmpty()) {
            out.append("{{ if and $last (ne .Role \"assistant\") }}")
                    .append(answer)
                    .append(END);
        }
        return out.append(END).toString();
    }

    private void opening() {
        String unless = emptyIsNone() ? "(not (" + GIVEN + "))" : "(ne .Role \"system\")";
        out.append(when(pattern.openingAlways() ? "eq $i 0" : "and (eq $i 0) " + unless, pattern.opening()));
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
            out.append("{{ if and ").append(place).append(" (eq (index $.Messages 0).Role \"system\") }}");
            out.append(system("(index $.Messages 0).Content")).append(END);
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
