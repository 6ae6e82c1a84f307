package org.aethercreator.kernel.jshell;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a sealed type leave out {@code permits}, as Java allows if its subtypes stand in the same file: for JShell each
 * type is a file of its own, so that the subtypes in the cell have to be named.
 */
final class SealedTypes {
    private static final Pattern SEALED =
            Pattern.compile("\\bsealed\\s+(?:[a-z]+\\s+)*?(?:interface|class)\\s+(\\w+)([^{;]*)\\{");

    private SealedTypes() {}

    /** A snippet and its origin, which knows what was inserted. */
    record Permitted(String source, CellOrigin origin) {}

    static Permitted permit(String source, CellOrigin origin) {
        Matcher sealed = SEALED.matcher(source);
        if (!sealed.find() || sealed.group(2).contains("permits")) {
            return new Permitted(source, origin);
        }
        String others = origin.text().replace(source.strip(), "");
        Set<String> subtypes = subtypes(others, sealed.group(1));
        if (subtypes.isEmpty() || !subtypes(source, sealed.group(1)).isEmpty()) {
            return new Permitted(source, origin);
        }
        String permits = " permits " + String.join(", ", subtypes) + " ";
        int brace = sealed.end() - 1;
        return new Permitted(
                source.substring(0, brace) + permits + source.substring(brace),
                origin.withInserted(new CellOrigin.Insertion(brace, permits.length())));
    }

    private static Set<String> subtypes(String code, String name) {
        Pattern subtype = Pattern.compile(
                "\\b(?:class|record|interface|enum)\\s+(\\w+)[^{;]*\\b(?:implements|extends)\\b[^{;]*\\b" + name
                        + "\\b[^{;]*\\{");
        Set<String> names = new LinkedHashSet<>();
        subtype.matcher(code).results().forEach(match -> names.add(match.group(1)));
        return names;
    }
}
