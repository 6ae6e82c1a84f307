package org.aethercreator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.modelfile.Instruction.Parameter;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.ModelParameter.Status;
import org.aethercreator.modelfile.ParameterType;

/** Each parameter by itself: known, of the right type, in a sensible range, given once. */
final class ParameterRules {
    private static final Pattern THOUSANDS = Pattern.compile("([0-9]+)[kK]");
    private static final Pattern WHOLE_DECIMAL = Pattern.compile("([+-]?[0-9]+)\\.0*");
    private static final Pattern SEPARATED = Pattern.compile("[0-9]{1,3}([_,.' ][0-9]{3})+");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("([+-]?[0-9]*),([0-9]+)");
    private static final Set<String> YES = Set.of("yes", "y", "on", "enable", "enabled");
    private static final Set<String> NO = Set.of("no", "n", "off", "disable", "disabled");

    private final CheckedModelfile modelfile;
    private final Findings findings;

    ParameterRules(CheckedModelfile modelfile, Findings findings) {
        this.modelfile = modelfile;
        this.findings = findings;
    }

    void check() {
        for (Located<Parameter> located : modelfile.all(Parameter.class)) {
            ModelParameter parameter =
                    ModelParameter.find(located.instruction().parameter()).orElse(null);
            if (parameter == null) {
                unknown(located);
            } else if (status(located, parameter)) {
                value(located, parameter);
            }
        }
        repeated();
        stops();
    }

    private void unknown(Located<Parameter> located) {
        String name = located.instruction().parameter();
        if (name.equals("message")) {
            findings.error(
                    located.entry(),
                    "PARAMETER message is a MESSAGE to Ollama, and "
                            + Quoted.of(located.instruction().value()) + " begins with no role.",
                    "The whole text is taken for the role.",
                    "Write MESSAGE user and the text.",
                    null);
            return;
        }
        Optional<ModelParameter> closest = ModelParameter.closest(name);
        findings.error(
                located.entry(),
                name.isEmpty()
                        ? "There are two spaces after PARAMETER, so the name is empty."
                        : "Ollama knows no parameter " + Quoted.of(name) + ".",
                "ollama create stops: unknown parameter '" + name + "'.",
                name.isEmpty() ? "Write one space." : ModelParameter.suggestion(name),
                closest.map(parameter -> modelfile.replacement(
                                located.entry(),
                                parameter,
                                located.instruction().value()))
                        .orElse(null));
    }

    /** Whether the value matters to this version. */
    private boolean status(Located<Parameter> located, ModelParameter parameter) {
        Status status = parameter.status(modelfile.version());
        String removed = parameter.removed().map(Object::toString).orElse("");
        if (status == Status.NOT_YET_KNOWN) {
            findings.error(
                    located.entry(),
                    parameter.key() + " is unknown to Ollama " + modelfile.version() + ".",
                    "It came with " + parameter.since() + "; ollama create stops at the line.",
                    "Update Ollama, or remove the line.",
                    modelfile.deletion(located.entry()));
        } else if (status == Status.REMOVED) {
            findings.error(
                    located.entry(),
                    parameter.key() + " was removed in Ollama " + removed + ".",
                    "ollama create stops: unknown parameter '" + parameter.key() + "'.",
                    parameter.instead(),
                    modelfile.deletion(located.entry()));
        } else if (status == Status.SKIPPED) {
            findings.warning(
                    located.entry(),
                    parameter.key() + " has no effect since Ollama " + removed + ".",
                    "ollama create prints a warning and skips it.",
                    parameter.instead(),
                    modelfile.deletion(located.entry()));
        }
        return status == Status.SUPPORTED;
    }

    private void value(Located<Parameter> located, ModelParameter parameter) {
        String text = located.instruction().value();
        Object value;
        try {
            value = parameter.type().parse(text);
        } catch (IllegalArgumentException e) {
            Optional<String> meant = meant(parameter.type(), text);
            findings.error(
                    located.entry(),
                    Quoted.of(text) + " is no value of " + parameter.key() + ".",
                    "ollama create stops; it takes " + parameter.type().form() + ".",
                    meant.map(number -> "Write " + number + ".").orElse("Correct the value, or remove the line."),
                    meant.map(number -> modelfile.replacement(located.entry(), parameter, number))
                            .orElse(null));
            return;
        }
        if (value instanceof Number number) {
            range(located, parameter, number.doubleValue());
        }
    }

    private void range(Located<Parameter> located, ModelParameter parameter, double value) {
        if (!Double.isFinite(value)) {
            findings.error(
                    located.entry(),
                    parameter.key() + " is " + located.instruction().value() + ".",
                    "Ollama reads it, but cannot send it to its server: json: unsupported value.",
                    "Write a finite number.",
                    null);
            return;
        }
        parameter
                .range()
                .filter(range -> !range.contains(value))
                .ifPresent(range -> findings.warning(
                        located.entry(),
                        parameter.key() + " " + located.instruction().value() + " is outside of " + range + ".",
                        "Ollama checks no range and passes the value on; " + decapitalized(parameter.purpose()),
                        "Write a value from " + range + ".",
                        null));
    }

    private static String decapitalized(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    /** The value that was probably meant. */
    private static Optional<String> meant(ParameterType type, String text) {
        String withoutComment =
                text.replaceFirst("\\s*#.*", "").replaceAll("^'|'$", "").strip();
        if (!withoutComment.equals(text) && parses(type, withoutComment)) {
            return Optional.of(withoutComment);
        }
        return switch (type) {
            case INTEGER -> wholeNumber(withoutComment).filter(number -> parses(type, number));
            case DECIMAL ->
                Optional.of(DECIMAL_COMMA.matcher(withoutComment))
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1) + "." + matcher.group(2))
                        .filter(number -> parses(type, number));
            case BOOLEAN -> {
                String word = withoutComment.toLowerCase(Locale.ROOT);
                yield YES.contains(word)
                        ? Optional.of("true")
                        : NO.contains(word)
                                ? Optional.of("false")
                                : Optional.of(word).filter(lower -> parses(type, lower));
            }
            case TEXTS -> Optional.empty();
        };
    }

    private static Optional<String> wholeNumber(String text) {
        Matcher thousands = THOUSANDS.matcher(text);
        if (thousands.matches() && thousands.group(1).length() < 10) {
            return Optional.of(Long.toString(Long.parseLong(thousands.group(1)) * 1024));
        }
        Matcher decimal = WHOLE_DECIMAL.matcher(text);
        if (decimal.matches()) {
            return Optional.of(decimal.group(1));
        }
        if (SEPARATED.matcher(text).matches()) {
            return Optional.of(text.replaceAll("[^0-9]", ""));
        }
        // ollama show prints large numbers as 1e+06, which ollama create then refuses.
        if (text.matches("[0-9.]+[eE][+-]?[0-9]{1,2}")) {
            double value = Double.parseDouble(text);
            return value == Math.rint(value) && value < Long.MAX_VALUE
                    ? Optional.of(Long.toString((long) value))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean parses(ParameterType type, String text) {
        try {
            type.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void repeated() {
        Map<String, Located<Parameter>> later = new HashMap<>();
        List<Located<Parameter>> all = modelfile.all(Parameter.class);
        for (int i = all.size() - 1; i >= 0; i--) {
            Located<Parameter> located = all.get(i);
            String name = located.instruction().parameter();
            Located<Parameter> last = later.putIfAbsent(name, located);
            if (last != null && !name.equals(ModelParameter.STOP.key())) {
                findings.warning(
                        located.entry(),
                        name + " is set again on line " + last.entry().firstLine() + ".",
                        "Only the last value counts.",
                        "Remove this line.",
                        modelfile.deletion(located.entry()));
            }
        }
    }

    private void stops() {
        Set<String> seen = new HashSet<>();
        for (Located<Parameter> located : modelfile.all(ModelParameter.STOP)) {
            String stop = located.instruction().value();
            if (stop.isEmpty()) {
                findings.warning(
                        located.entry(),
                        "The stop is empty.",
                        "An empty text occurs everywhere, so an answer may end before it begins.",
                        "Remove the line.",
                        modelfile.deletion(located.entry()));
            } else if (!seen.add(stop)) {
                findings.hint(
                        located.entry(),
                        "The stop " + Quoted.of(stop) + " is given twice.",
                        "The second has no effect.",
                        "Remove the line.",
                        modelfile.deletion(located.entry()));
            } else if (stop.startsWith("[\"") && stop.endsWith("\"]")) {
                findings.warning(
                        located.entry(),
                        "The list " + Quoted.of(stop) + " is one single stop.",
                        "Ollama takes the text as it stands, brackets and quotes included.",
                        "Write one PARAMETER stop line for each text.",
                        null);
            } else if (stop.contains("\\n") || stop.contains("\\t") || stop.contains("\\r")) {
                findings.warning(
                        located.entry(),
                        "The stop " + Quoted.of(stop) + " contains a backslash and a letter, not a line break.",
                        "Modelfiles know no escapes.",
                        "Put a real line break between three double quotes.",
                        null);
            }
        }
    }
}
