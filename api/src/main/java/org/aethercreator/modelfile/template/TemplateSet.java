package org.aethercreator.modelfile.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aethercreator.modelfile.template.Node.Body;
import org.jspecify.annotations.Nullable;

/** The templates of one text by name, while they are parsed and afterwards. The text's own has the empty name. */
final class TemplateSet {
    /** How deep blocks and parentheses may nest: far beyond real templates, and well inside of a thread's stack. */
    static final int MOST_NESTED = 250;

    private final Map<String, Body> bodies = new LinkedHashMap<>();
    private int nested;

    /** False if there is another one of this name and neither is empty. */
    boolean add(String name, Body body) {
        Body known = bodies.get(name);
        if (known == null || isEmpty(known)) {
            bodies.put(name, body);
            return true;
        }
        return isEmpty(body);
    }

    @Nullable
    Body find(String name) {
        return bodies.get(name);
    }

    Map<String, Body> all() {
        return bodies;
    }

    void enter(TokenWindow tokens) {
        if (++nested > MOST_NESTED) {
            throw tokens.error("max expression depth exceeded");
        }
    }

    void leave() {
        nested--;
    }

    GoTemplateException error(String message, int line) {
        return GoTemplateException.syntax(message, line);
    }

    /** Whether there is only white space. */
    private static boolean isEmpty(Body body) {
        return body.nodes().stream()
                .allMatch(node -> node instanceof Node.Text text
                        && GoText.text(text.bytes()).codePoints().allMatch(TemplateSet::isSpace));
    }

    /** White space as Go's {@code unicode.IsSpace} has it. */
    static boolean isSpace(int rune) {
        return (rune >= '\t' && rune <= '\r') || rune == 0x85 || rune == 0xA0 || Character.isSpaceChar(rune);
    }
}
