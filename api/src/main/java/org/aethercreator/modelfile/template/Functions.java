package org.aethercreator.modelfile.template;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.aethercreator.modelfile.template.GoType.Kind;
import org.jspecify.annotations.Nullable;

/** The functions of templates: Go's own, and those that Ollama adds. */
enum Functions {
    AND("and", 1, Parameter.VALUE),
    CALL("call", 1, Parameter.VALUE),
    HTML("html", 0, Parameter.ANY),
    INDEX("index", 1, Parameter.VALUE),
    SLICE("slice", 1, Parameter.VALUE),
    JS("js", 0, Parameter.ANY),
    LEN("len", 1, null),
    NOT("not", 1, null),
    OR("or", 1, Parameter.VALUE),
    PRINT("print", 0, Parameter.ANY),
    PRINTF("printf", 1, Parameter.ANY),
    PRINTLN("println", 0, Parameter.ANY),
    URLQUERY("urlquery", 0, Parameter.ANY),
    EQ("eq", 1, Parameter.VALUE),
    GE("ge", 2, null),
    GT("gt", 2, null),
    LE("le", 2, null),
    LT("lt", 2, null),
    NE("ne", 2, null),
    JSON("json", 1, null),
    CURRENT_DATE("currentDate", 0, Parameter.TEXT),
    YESTERDAY_DATE("yesterdayDate", 0, Parameter.TEXT),
    TO_TYPE_SCRIPT_TYPE("toTypeScriptType", 1, null);

    /** What a function takes: a value with its Go type, what an interface holds, or only a string. */
    enum Parameter {
        VALUE,
        ANY,
        TEXT
    }

    /** What functions need of the run that calls them; Ollama's own are not there in all runs. */
    record Context(Clock clock, Budget budget, boolean withOllamas) {}

    /** A call that goes wrong; the message is Go's. */
    static final class CallFailure extends Exception {
        CallFailure(String message) {
            super(message);
        }
    }

    private static final Map<String, Functions> BY_NAME = new TreeMap<>();

    static {
        Arrays.stream(values()).forEach(function -> BY_NAME.put(function.goName, function));
    }

    private final String goName;
    private final int fixed;
    private final @Nullable Parameter variadic;

    Functions(String goName, int fixed, @Nullable Parameter variadic) {
        this.goName = goName;
        this.fixed = fixed;
        this.variadic = variadic;
    }

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    static boolean isKnown(String name) {
        return BY_NAME.containsKey(name);
    }

    /** Whether Ollama adds the function to Go's. */
    static boolean isOllamas(String name) {
        Functions function = BY_NAME.get(name);
        return function != null && function.isOllamas();
    }

    static @Nullable Functions find(String name, Context context) {
        Functions function = BY_NAME.get(name);
        return function != null && function.isOllamas() && !context.withOllamas() ? null : function;
    }

    String goName() {
        return goName;
    }

    private boolean isOllamas() {
        return compareTo(JSON) >= 0;
    }

    /** Whether it evaluates its arguments only up to the one that decides. */
    boolean stopsEarly() {
        return this == AND || this == OR;
    }

    int fixedParameters() {
        return fixed;
    }

    boolean isVariadic() {
        return variadic != null;
    }

    Parameter parameter(int index) {
        if (index >= fixed && variadic != null) {
            return variadic;
        }
        return switch (this) {
            case PRINTF -> Parameter.TEXT;
            case JSON, TO_TYPE_SCRIPT_TYPE -> Parameter.ANY;
            default -> Parameter.VALUE;
        };
    }

    /** How Go describes a value that is to be called by its value alone. */
    static String described(GoValue value) {
        if (value.kind() == Kind.STRING) {
            return value.bytes();
        }
        return "<" + value.type() + " Value>";
    }

    GoValue call(List<GoValue> values, String callee, Context context) throws CallFailure {
        Budget budget = context.budget();
        return switch (this) {
            case AND, OR -> throw new IllegalStateException(goName + " is evaluated where its arguments are");
            case CALL -> called(values.get(0).unboxed(), callee);
            case HTML -> GoValue.of(Escapes.html(Escapes.text(values, budget)));
            case JS -> GoValue.of(Escapes.javaScript(Escapes.text(values, budget)));
            case URLQUERY -> GoValue.of(Escapes.urlQuery(Escapes.text(values, budget)));
            case INDEX -> Indexing.index(values.get(0), values.subList(1, values.size()));
            case SLICE -> Indexing.slice(values.get(0), values.subList(1, values.size()));
            case LEN -> GoValue.of((long) Indexing.length(values.get(0)));
            case NOT -> GoValue.of(!values.get(0).unboxed().isTrue());
            case PRINT -> GoValue.of(GoPrinter.print(values, budget));
            case PRINTF -> GoValue.of(GoFormat.printf(values.get(0).bytes(), values.subList(1, values.size()), budget));
            case PRINTLN -> GoValue.of(GoPrinter.printLine(values, budget));
            case EQ -> GoValue.of(Comparisons.equal(values.get(0), values.subList(1, values.size()), budget));
            case NE -> GoValue.of(!Comparisons.equal(values.get(0), values.subList(1, 2), budget));
            case LT -> GoValue.of(Comparisons.less(values.get(0), values.get(1)));
            case LE -> GoValue.of(Comparisons.lessOrEqual(values.get(0), values.get(1), budget));
            case GT -> GoValue.of(!Comparisons.lessOrEqual(values.get(0), values.get(1), budget));
            case GE -> GoValue.of(!Comparisons.less(values.get(0), values.get(1)));
            case JSON -> GoValue.of(GoJson.encode(values.get(0), budget));
            case CURRENT_DATE -> GoValue.of(LocalDate.now(context.clock()).toString());
            case YESTERDAY_DATE ->
                GoValue.of(LocalDate.now(context.clock()).minusDays(1).toString());
            case TO_TYPE_SCRIPT_TYPE ->
                GoValue.of(
                        values.get(0).type() == OllamaTypes.PROPERTY ? OllamaTypes.typeScript(values.get(0)) : "any");
        };
    }

    private static GoValue called(GoValue function, String callee) throws CallFailure {
        if (!function.isValid()) {
            throw new CallFailure("call of nil");
        }
        throw new CallFailure(
                function.kind() == Kind.FUNC
                        ? String.format(Locale.ROOT, "function %s has 0 return values; should be 1 or 2", callee)
                        : "non-function " + callee + " of type " + function.type());
    }
}
