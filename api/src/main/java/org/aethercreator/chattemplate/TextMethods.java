package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The methods of Python's str. */
final class TextMethods {
    /** What a method does with the text it belongs to. */
    private interface Method {
        Value call(String text, Arguments arguments);
    }

    private static final Set<String> UNSUPPORTED =
            Set.of("encode", "translate", "maketrans", "format_map", "isidentifier");
    private static final Map<String, Method> METHODS = new HashMap<>();

    static {
        changes();
        strips();
        splits();
        searches();
        checks();
        pads();
    }

    private TextMethods() {}

    static @Nullable Value attribute(TextValue text, String name) {
        Method method = METHODS.get(name);
        if (method != null) {
            return new FunctionValue(name, (run, arguments) -> call(text, method, arguments));
        }
        if (UNSUPPORTED.contains(name)
                || (text.safe() && Set.of("unescape", "striptags", "escape").contains(name))) {
            throw RenderProblem.unsupported("the method '" + name + "' of a text");
        }
        return null;
    }

    /** The methods of a Markup escape their arguments and give a Markup. */
    private static Value call(TextValue text, Method method, Arguments arguments) {
        if (!text.safe()) {
            return method.call(text.text(), arguments);
        }
        for (Value argument : arguments.positional()) {
            if (argument instanceof TextValue part
                    && !part.safe()
                    && !Html.escape(part.text()).equals(part.text())) {
                throw RenderProblem.unsupported(
                        "a method with the argument " + part.repr() + " on a text that is marked as safe");
            }
        }
        return marked(method.call(text.text(), arguments));
    }

    private static Value marked(Value value) {
        if (value instanceof TextValue text) {
            return new TextValue(text.text(), true);
        }
        if (value instanceof SequenceValue sequence) {
            return sequence.with(
                    sequence.items().stream().map(TextMethods::marked).toList());
        }
        return value;
    }

    private static void change(String name, UnaryOperator<String> change) {
        METHODS.put(name, (text, arguments) -> {
            arguments.bindPositional(name, 0);
            return TextValue.of(change.apply(text));
        });
    }

    private static void changes() {
        change("upper", text -> text.toUpperCase(Locale.ROOT));
        change("lower", text -> text.toLowerCase(Locale.ROOT));
        change("casefold", text -> text.replace("ß", "ss").toLowerCase(Locale.ROOT));
        change("title", PythonText::title);
        change("capitalize", PythonText::capitalize);
        change("swapcase", PythonText::swapCase);
        METHODS.put("replace", (text, arguments) -> {
            Bound bound = arguments.bind("replace", 2, "old", "new", "count");
            return TextValue.of(PythonText.replace(text, bound.text(0), bound.text(1), bound.count(2, -1)));
        });
        METHODS.put("join", (text, arguments) -> {
            Bound bound = arguments.bindPositional("join", 1, "iterable");
            BoundedText joined = new BoundedText();
            String separator = "";
            for (Iterator<Value> items = bound.value(0).iterate(); items.hasNext(); ) {
                Value item = items.next();
                if (!(item instanceof TextValue part)) {
                    throw new RenderProblem("join(): expected str instance, " + item.typeName() + " found");
                }
                joined.append(separator).append(part.text());
                separator = text;
            }
            return TextValue.of(joined.toString());
        });
        METHODS.put("format", (text, arguments) -> TextValue.of(BraceFormat.format(text, arguments)));
        METHODS.put("expandtabs", (text, arguments) -> {
            Bound bound = arguments.bind("expandtabs", 0, "tabsize");
            return TextValue.of(expandTabs(text, bound.count(0, 8)));
        });
    }

    private static String expandTabs(String text, int tabSize) {
        BoundedText expanded = new BoundedText();
        int column = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (point == '\t') {
                int width = tabSize <= 0 ? 0 : tabSize - column % tabSize;
                expanded.append(PythonText.repeat(" ", width));
                column += width;
            } else {
                expanded.append(Character.toString(point));
                column = point == '\n' || point == '\r' ? 0 : column + 1;
            }
            i += Character.charCount(point);
        }
        return expanded.toString();
    }

    private static void strips() {
        METHODS.put("strip", (text, arguments) -> {
            IntPredicate drop = dropped("strip", arguments);
            return TextValue.of(PythonText.stripStart(PythonText.stripEnd(text, drop), drop));
        });
        METHODS.put(
                "lstrip", (text, arguments) -> TextValue.of(PythonText.stripStart(text, dropped("lstrip", arguments))));
        METHODS.put(
                "rstrip", (text, arguments) -> TextValue.of(PythonText.stripEnd(text, dropped("rstrip", arguments))));
        METHODS.put("removeprefix", (text, arguments) -> {
            String prefix =
                    arguments.bindPositional("removeprefix", 1, "prefix").text(0);
            return TextValue.of(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
        });
        METHODS.put("removesuffix", (text, arguments) -> {
            String suffix =
                    arguments.bindPositional("removesuffix", 1, "suffix").text(0);
            return TextValue.of(text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
        });
    }

    private static IntPredicate dropped(String name, Arguments arguments) {
        return PythonText.among(arguments.bindPositional(name, 0, "chars").textOrNull(0));
    }

    private static void splits() {
        METHODS.put("split", (text, arguments) -> {
            Bound bound = arguments.bind("split", 0, "sep", "maxsplit");
            String separator = bound.textOrNull(0);
            int most = bound.count(1, -1);
            return texts(
                    separator == null ? TextSplits.splitAtSpace(text, most) : TextSplits.split(text, separator, most));
        });
        METHODS.put("rsplit", (text, arguments) -> {
            Bound bound = arguments.bind("rsplit", 0, "sep", "maxsplit");
            String separator = bound.textOrNull(0);
            int most = bound.count(1, -1);
            return texts(
                    separator == null
                            ? TextSplits.splitAtSpaceFromEnd(text, most)
                            : TextSplits.splitFromEnd(text, separator, most));
        });
        METHODS.put("splitlines", (text, arguments) -> {
            Bound bound = arguments.bind("splitlines", 0, "keepends");
            return texts(TextSplits.splitLines(text, bound.truth(0)));
        });
        METHODS.put("partition", (text, arguments) -> {
            String separator = separator("partition", arguments);
            int at = text.indexOf(separator);
            return at < 0
                    ? parts(text, "", "")
                    : parts(text.substring(0, at), separator, text.substring(at + separator.length()));
        });
        METHODS.put("rpartition", (text, arguments) -> {
            String separator = separator("rpartition", arguments);
            int at = text.lastIndexOf(separator);
            return at < 0
                    ? parts("", "", text)
                    : parts(text.substring(0, at), separator, text.substring(at + separator.length()));
        });
    }

    private static String separator(String name, Arguments arguments) {
        String separator = arguments.bindPositional(name, 1, "sep").text(0);
        TextSplits.checkSeparator(separator);
        return separator;
    }

    private static TupleValue parts(String before, String separator, String after) {
        return TupleValue.of(TextValue.of(before), TextValue.of(separator), TextValue.of(after));
    }

    private static ListValue texts(List<String> texts) {
        List<Value> values = new ArrayList<>(texts.size());
        texts.forEach(text -> values.add(TextValue.of(text)));
        return ListValue.of(values);
    }

    private static void searches() {
        METHODS.put(
                "startswith", (text, arguments) -> TextSearch.affix("startswith", text, arguments, String::startsWith));
        METHODS.put("endswith", (text, arguments) -> TextSearch.affix("endswith", text, arguments, String::endsWith));
        METHODS.put("find", (text, arguments) -> IntegerValue.of(TextSearch.find("find", text, arguments, false)));
        METHODS.put("rfind", (text, arguments) -> IntegerValue.of(TextSearch.find("rfind", text, arguments, true)));
        METHODS.put("index", (text, arguments) -> TextSearch.index("index", text, arguments, false));
        METHODS.put("rindex", (text, arguments) -> TextSearch.index("rindex", text, arguments, true));
        METHODS.put("count", (text, arguments) -> {
            Bound bound = arguments.bindPositional("count", 1, "sub", "start", "end");
            String window = TextSearch.window(text, bound);
            return IntegerValue.of(window == null ? 0 : PythonText.count(window, bound.text(0)));
        });
    }

    private static void check(String name, Predicate<String> check) {
        METHODS.put(name, (text, arguments) -> {
            arguments.bindPositional(name, 0);
            return BooleanValue.of(check.test(text));
        });
    }

    private static void checkAll(String name, IntPredicate check) {
        check(name, text -> !text.isEmpty() && text.codePoints().allMatch(check));
    }

    private static void checks() {
        checkAll("isspace", PythonText::isSpace);
        checkAll("isalpha", Character::isLetter);
        checkAll("isalnum", PythonText::isAlphanumeric);
        checkAll("isdecimal", point -> Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER);
        checkAll("isdigit", PythonText::isDigit);
        checkAll("isnumeric", PythonText::isNumeric);
        check("isascii", text -> text.chars().allMatch(unit -> unit < 128));
        check("isprintable", text -> text.codePoints().allMatch(Repr::isPrintable));
        check("isupper", text -> PythonText.allCased(text, Character::isUpperCase));
        check("islower", text -> PythonText.allCased(text, Character::isLowerCase));
        check("istitle", text -> PythonText.isTitle(text));
    }

    private static void pads() {
        METHODS.put(
                "center",
                (text, arguments) -> pad("center", text, arguments, (space, width) -> space / 2 + (space & width & 1)));
        METHODS.put("ljust", (text, arguments) -> pad("ljust", text, arguments, (space, width) -> 0));
        METHODS.put("rjust", (text, arguments) -> pad("rjust", text, arguments, (space, width) -> space));
        METHODS.put("zfill", (text, arguments) -> {
            int width = arguments.bindPositional("zfill", 1, "width").count(0, 0);
            int signs = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
            String zeros = PythonText.repeat("0", (long) width - PythonText.length(text));
            return TextValue.of(text.substring(0, signs) + zeros + text.substring(signs));
        });
    }

    private interface Left {
        int of(int space, int width);
    }

    private static Value pad(String name, String text, Arguments arguments, Left left) {
        Bound bound = arguments.bindPositional(name, 1, "width", "fillchar");
        String fill = bound.text(1, " ");
        if (PythonText.length(fill) != 1) {
            throw new RenderProblem("The fill character must be exactly one character long");
        }
        int width = bound.count(0, 0);
        int space = Math.max(0, width - PythonText.length(text));
        int before = left.of(space, width);
        return TextValue.of(PythonText.repeat(fill, before) + text + PythonText.repeat(fill, (long) space - before));
    }
}
