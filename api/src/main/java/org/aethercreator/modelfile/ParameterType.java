package org.aethercreator.modelfile;

import java.util.Set;
import java.util.regex.Pattern;

/** The type of a parameter's value, which Ollama reads with Go's {@code strconv}. */
public enum ParameterType {
    /** A whole number of 64 bits. */
    INTEGER("int", "a whole number in decimal digits, for example 4096") {
        @Override
        public Object parse(String text) {
            if (DIGITS.matcher(text).matches()) {
                try {
                    return Long.parseLong(text);
                } catch (NumberFormatException outOfRange) {
                    throw invalid(text);
                }
            }
            throw invalid(text);
        }
    },
    /** A decimal number of 32 bits. */
    DECIMAL("float", "a number with a decimal point, for example 0.7") {
        @Override
        public Object parse(String text) {
            if (NAMED_FLOAT.matcher(text).matches()) {
                return text.equalsIgnoreCase("nan")
                        ? Float.NaN
                        : text.startsWith("-") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
            }
            if (DECIMAL_FLOAT.matcher(text).matches() || HEX_FLOAT.matcher(text).matches()) {
                float value = Float.parseFloat(text.replace("_", ""));
                if (!Float.isInfinite(value)) {
                    return value;
                }
            }
            throw invalid(text);
        }
    },
    /** True or false. */
    BOOLEAN("bool", "true or false") {
        @Override
        public Object parse(String text) {
            if (TRUE.contains(text)) {
                return true;
            }
            if (FALSE.contains(text)) {
                return false;
            }
            throw invalid(text);
        }
    },
    /** Any text; every line adds one. */
    TEXTS("string", "any text") {
        @Override
        public Object parse(String text) {
            return text;
        }
    };

    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern NAMED_FLOAT = Pattern.compile("(?i)nan|[+-]?inf(inity)?");
    private static final Pattern DECIMAL_FLOAT = floats("", "[0-9]+(?:_[0-9]+)*", "(?:[eE][+-]?[0-9]+(?:_[0-9]+)*)?");
    private static final Pattern HEX_FLOAT =
            floats("0[xX](?:_(?=[0-9a-fA-F]))?", "[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*", "[pP][+-]?[0-9]+(?:_[0-9]+)*");
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "False", "FALSE");

    private final String goName;
    private final String form;

    ParameterType(String goName, String form) {
        this.goName = goName;
        this.form = form;
    }

    /**
     * The value that Ollama reads: a {@link Long}, {@link Float}, {@link Boolean} or {@link String}. Not-a-number and
     * infinities are read as well; Ollama fails only when it sends them.
     *
     * @throws IllegalArgumentException beginning with Ollama's message, {@code invalid int value [4k]}
     */
    public abstract Object parse(String text);

    /** What such a value looks like, to complete a sentence: "a whole number …". */
    public String form() {
        return form;
    }

    /** What {@code ollama create} prints about a value that it cannot read. */
    String ollamaMessage(String text) {
        return "invalid " + goName + " value [" + text + "]";
    }

    IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(ollamaMessage(text) + ". Write " + form + ".");
    }

    private static Pattern floats(String prefix, String digits, String exponent) {
        return Pattern.compile(
                "[+-]?" + prefix + "(?:" + digits + "(?:\\.(?:" + digits + ")?)?|\\." + digits + ")" + exponent);
    }
}
