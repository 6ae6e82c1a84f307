package org.aethercreator.kernel.jshell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.aethercreator.kernel.magic.Magic;
import org.aethercreator.kernel.magic.Suggestions;
import org.aethercreator.kernel.session.Completions;

/** What could stand at the cursor: names of Java by JShell, and magics with their arguments. */
final class JavaCompletion {
    private static final Pattern MAGIC_NAME = Pattern.compile("[ \\t]*(%{1,2})(\\w*)");
    private static final Pattern LAST_WORD = Pattern.compile("[^\\s\"']*$");

    private static final Pattern OWN_PACKAGE = Pattern.compile("\\borg\\.aethercreator\\.([a-z]+\\.)*$");

    private final JavaKernel kernel;

    JavaCompletion(JavaKernel kernel) {
        this.kernel = kernel;
    }

    Completions complete(String code, int cursor) {
        String prefix = code.substring(0, cursor);
        String line = prefix.substring(Text.lineStart(prefix, cursor));
        Matcher magicName = MAGIC_NAME.matcher(line);
        if (magicName.matches()) {
            boolean isFirst = prefix.length() == line.length() || prefix.isBlank();
            return names(magicName.group(1), magicName.group(2), isFirst, cursor);
        }
        List<CellPart> parts = CellParser.parse(prefix, kernel.magics()::has);
        CellPart last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (last instanceof CellPart.CellMagic magic) {
            return prefix.indexOf('\n', magic.offset()) < 0
                    ? arguments(magic.name(), line, cursor)
                    : body(magic, cursor);
        }
        if (last instanceof CellPart.LineMagic magic && prefix.indexOf('\n', magic.offset()) < 0) {
            return arguments(magic.name(), line, cursor);
        }
        return java(CellContext.before(code, cursor, kernel), cursor);
    }

    private Completions names(String signs, String typed, boolean isFirst, int cursor) {
        List<Completions.Item> items = new ArrayList<>();
        for (Magic magic : kernel.magics().all()) {
            boolean isCell = magic.form() == Magic.Form.CELL || signs.equals("%%");
            boolean fits = isCell ? isFirst && magic.form() != Magic.Form.LINE : magic.form() != Magic.Form.CELL;
            if (magic.name().startsWith(typed) && fits) {
                items.add(new Completions.Item((isCell ? "%%" : "%") + magic.name(), "magic", magic.summary()));
            }
        }
        return new Completions(items, cursor - typed.length() - signs.length(), cursor);
    }

    private Completions arguments(String name, String line, int cursor) {
        String arguments = line.substring(line.indexOf('%')).replaceFirst("%{1,2}\\w+[ \\t]?", "");
        Matcher lastWord = LAST_WORD.matcher(arguments);
        int typed = lastWord.find() ? lastWord.group().length() : 0;
        List<Completions.Item> items = kernel
                .magics()
                .find(name)
                .map(magic -> magic.complete(arguments, kernel.seenByNoCell()))
                .orElse(List.of())
                .stream()
                .map(word -> new Completions.Item(word, "magic", ""))
                .toList();
        return new Completions(items, cursor - typed, cursor);
    }

    private Completions body(CellPart.CellMagic cell, int cursor) {
        Suggestions found = kernel.magics()
                .find(cell.name())
                .map(magic -> magic.completeBody(cell.arguments(), cell.body(), kernel.seenByNoCell()))
                .orElse(Suggestions.none(cell.body()));
        List<Completions.Item> items = found.all().stream()
                .map(each -> new Completions.Item(each.text(), "magic", each.detail()))
                .toList();
        return new Completions(items, cursor - cell.body().length() + found.start(), cursor);
    }

    private Completions java(String text, int cursor) {
        return kernel.shell().with((shell, analysis) -> {
            int[] anchor = {cursor};
            Map<String, Completions.Item> fitting = new LinkedHashMap<>();
            Map<String, Completions.Item> others = new LinkedHashMap<>();
            for (Suggestion suggestion : analysis.completionSuggestions(text, cursor, anchor)) {
                String word = suggestion.continuation();
                if (!word.contains("$JShell$") && isVisible(text, anchor[0], word)) {
                    (suggestion.matchesType() ? fitting : others).put(word, new Completions.Item(word, type(word), ""));
                }
            }
            fitting.forEach(others::remove);
            return new Completions(joined(fitting.values(), others.values()), anchor[0], cursor);
        });
    }

    /** JShell knows all packages of our own jars, of which some are hidden. */
    private boolean isVisible(String text, int anchor, String word) {
        Matcher qualifier = OWN_PACKAGE.matcher(text.substring(0, anchor));
        String name = word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
        return !qualifier.find() || kernel.visible().leadsTo(qualifier.group() + name);
    }

    private static List<Completions.Item> joined(
            Collection<Completions.Item> first, Collection<Completions.Item> second) {
        List<Completions.Item> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** JShell does not tell; the way in which Java names are written does. */
    private static String type(String word) {
        if (word.contains("(")) {
            return "method";
        }
        String name = word.strip();
        if (SourceVersion.isKeyword(name)) {
            return "keyword";
        }
        if (name.isEmpty() || !Character.isUpperCase(name.charAt(0))) {
            return "instance";
        }
        return name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT)) ? "field" : "class";
    }
}
