package org.aethercreator.chattemplate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters on texts. */
final class TextFilters {
    private static final int TRUNCATE_LENGTH = 255;
    private static final int TRUNCATE_LEEWAY = 5;
    private static final int CENTER_WIDTH = 80;

    private TextFilters() {}

    static void addTo(Map<String, Filters.Filter> filters) {
        change(filters, "upper", text -> text.toUpperCase(Locale.ROOT));
        change(filters, "lower", text -> text.toLowerCase(Locale.ROOT));
        change(filters, "capitalize", PythonText::capitalize);
        change(filters, "title", TextFilters::title);
        filters.put("string", (run, value, arguments) -> {
            arguments.bind("string", 0);
            return text(value);
        });
        filters.put("trim", (run, value, arguments) -> {
            Bound bound = arguments.bind("trim", 0, "chars");
            Arguments strip = bound.isNone(0) ? Arguments.NONE : Arguments.of(bound.value(0));
            return method(run, text(value), "strip", strip);
        });
        filters.put("replace", (run, value, arguments) -> {
            Bound bound = arguments.bind("replace", 2, "old", "new", "count");
            int most = bound.isNone(2) ? -1 : bound.count(2, -1);
            return TextValue.of(PythonText.replace(
                    value.str(), bound.value(0).str(), bound.value(1).str(), most));
        });
        filters.put("center", (run, value, arguments) -> {
            Value width = arguments.bind("center", 0, "width").value(0, IntegerValue.of(CENTER_WIDTH));
            return method(run, text(value), "center", Arguments.of(width));
        });
        filters.put("format", (run, value, arguments) -> TextValue.of(format(value, arguments)));
        filters.put("indent", (run, value, arguments) -> indent(value, arguments));
        filters.put("truncate", (run, value, arguments) -> truncate(value, arguments));
        filters.put("wordcount", (run, value, arguments) -> {
            arguments.bind("wordcount", 0);
            return IntegerValue.of(words(value.str()));
        });
        for (String name : List.of("escape", "e")) {
            filters.put(name, (run, value, arguments) -> Html.escaped(value));
        }
        filters.put("forceescape", (run, value, arguments) -> new TextValue(Html.escape(value.str()), true));
        filters.put("safe", (run, value, arguments) -> new TextValue(value.str(), true));
        filters.put("urlencode", (run, value, arguments) -> TextValue.of(urlEncoded(value)));
        filters.put("xmlattr", (run, value, arguments) -> TextValue.of(attributes(value, arguments)));
    }

    private static void change(Map<String, Filters.Filter> filters, String name, UnaryOperator<String> change) {
        filters.put(name, (run, value, arguments) -> {
            arguments.bind(name, 0);
            TextValue text = text(value);
            return new TextValue(change.apply(text.text()), text.safe() && !name.equals("title"));
        });
    }

    private static TextValue text(Value value) {
        return value instanceof TextValue text ? text : TextValue.of(value.str());
    }

    private static Value method(Run run, TextValue text, String name, Arguments arguments) {
        if (text.attribute(name) instanceof FunctionValue method) {
            return method.body().call(run, arguments);
        }
        throw new IllegalStateException("a text has no method " + name);
    }

    /** Unlike {@code str.title}, a word begins after white space, - and an opening bracket. */
    private static String title(String text) {
        StringBuilder title = new StringBuilder(text.length());
        boolean start = true;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            String one = Character.toString(point);
            boolean between = PythonText.isSpace(point) || "-({[<".indexOf(point) >= 0;
            title.append(start && !between ? one.toUpperCase(Locale.ROOT) : one);
            start = between;
            i += Character.charCount(point);
        }
        return lowerTails(title.toString());
    }

    /** Lowers all but the first character of each word, whole words at once because of the Greek final sigma. */
    private static String lowerTails(String text) {
        StringBuilder result = new StringBuilder(text.length());
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (PythonText.isSpace(point) || "-({[<".indexOf(point) >= 0) {
                flush(word, result);
                result.appendCodePoint(point);
            } else {
                word.appendCodePoint(point);
            }
        });
        flush(word, result);
        return result.toString();
    }

    private static void flush(StringBuilder word, StringBuilder result) {
        if (word.length() > 0) {
            int first = Character.charCount(word.codePointAt(0));
            result.append(word, 0, first).append(word.substring(first).toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }

    private static String format(Value value, Arguments arguments) {
        if (!arguments.positional().isEmpty() && !arguments.named().isEmpty()) {
            throw new RenderProblem("can't handle positional and keyword arguments at the same time");
        }
        if (arguments.named().isEmpty()) {
            return PercentFormat.format(value.str(), TupleValue.of(arguments.positional()));
        }
        DictValue.Builder named = new DictValue.Builder();
        arguments.named().forEach(named::put);
        return PercentFormat.format(value.str(), named.build());
    }

    private static Value indent(Value value, Arguments arguments) {
        Bound bound = arguments.bind("indent", 0, "width", "first", "blank");
        Value width = bound.value(0, IntegerValue.of(4));
        String indention = width instanceof TextValue text ? text.text() : PythonText.repeat(" ", Numbers.count(width));
        if (!(value instanceof TextValue text)) {
            throw RenderProblem.operands("+", value, TextValue.EMPTY);
        }
        if (text.safe()) {
            throw RenderProblem.unsupported("the filter 'indent' on a text that is marked as safe");
        }
        BoundedText indented = new BoundedText().append(bound.truth(1) ? indention : "");
        String separator = "";
        for (String line : TextSplits.splitLines(text.text() + "\n", false)) {
            boolean following = !separator.isEmpty() && (bound.truth(2) || !line.isEmpty());
            indented.append(separator).append(following ? indention : "").append(line);
            separator = "\n";
        }
        return TextValue.of(indented.toString());
    }

    private static Value truncate(Value value, Arguments arguments) {
        Bound bound = arguments.bind("truncate", 0, "length", "killwords", "end", "leeway");
        int length = bound.count(0, TRUNCATE_LENGTH);
        String end = bound.text(2, "...");
        int leeway = bound.isNone(3) ? TRUNCATE_LEEWAY : bound.count(3, TRUNCATE_LEEWAY);
        int kept = length - PythonText.length(end);
        if (kept < 0 || leeway < 0) {
            throw new RenderProblem("expected length >= " + PythonText.length(end) + " and leeway >= 0, got " + length
                    + " and " + leeway);
        }
        if (!(value instanceof TextValue text)) {
            throw RenderProblem.unsupported("the filter 'truncate' on a " + value.typeName());
        }
        if (text.length() <= length + leeway) {
            return text;
        }
        String cut = PythonText.substring(text.text(), 0, kept);
        int space = cut.lastIndexOf(' ');
        return TextValue.of((bound.truth(1) || space < 0 ? cut : cut.substring(0, space)) + end);
    }

    private static int words(String text) {
        int words = 0;
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            boolean word = point == '_' || PythonText.isAlphanumeric(point);
            words += word && !inWord ? 1 : 0;
            inWord = word;
        }
        return words;
    }

    private static String urlEncoded(Value value) {
        if (value instanceof TextValue || !value.isIterable()) {
            return quoted(value).replace("%2F", "/");
        }
        List<String> parts = new ArrayList<>();
        Value pairs = value instanceof DictValue dict ? new DictView(dict, DictView.Kind.ITEMS) : value;
        for (Iterator<Value> items = pairs.iterate(); items.hasNext(); ) {
            List<Value> pair = OneShot.drain(items.next().iterate());
            if (pair.size() != 2) {
                throw new RenderProblem("urlencode needs pairs of a key and a value");
            }
            parts.add(quoted(pair.get(0)).replace("%20", "+") + "="
                    + quoted(pair.get(1)).replace("%20", "+"));
        }
        return String.join("&", parts);
    }

    private static String quoted(Value value) {
        return URLEncoder.encode(value.str(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String attributes(Value value, Arguments arguments) {
        Bound bound = arguments.bind("xmlattr", 0, "autospace");
        if (!(value instanceof DictValue dict)) {
            throw new RenderProblem("xmlattr needs a dict, not " + value.typeName());
        }
        List<String> attributes = new ArrayList<>();
        for (DictValue.Entry entry : dict.entries()) {
            if (entry.value() instanceof NoneValue || entry.value() instanceof UndefinedValue) {
                continue;
            }
            String key = entry.key().str();
            if (key.chars().anyMatch(unit -> "/>= \t\n\r\f\u000b".indexOf(unit) >= 0)) {
                throw new RenderProblem("Invalid character in attribute name: " + Repr.text(key));
            }
            attributes.add(
                    Html.escape(key) + "=\"" + Html.escaped(entry.value()).text() + "\"");
        }
        String text = String.join(" ", attributes);
        return text.isEmpty() || !bound.truth(0, true) ? text : " " + text;
    }
}
