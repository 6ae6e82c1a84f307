package org.aethercreator.llamacpp.grammar;

import java.util.List;
import java.util.Map;

/** A grammar, parsed. */
record Gbnf(Map<String, Rule> rules) {
    /** No upper limit of a {@link Repeat}. */
    static final int UNLIMITED = -1;

    record Rule(String name, int line, Node body) {}

    /** What a piece of text may be. */
    sealed interface Node {}

    record Choice(List<Node> alternatives) implements Node {}

    record Sequence(List<Node> parts) implements Node {}

    record Repeat(Node part, int minimum, int maximum) implements Node {}

    record Reference(String rule, int line) implements Node {}

    record Text(String characters) implements Node {}

    /** One character: of one of the spans, or of none if negated. */
    record CharacterClass(boolean negated, List<Span> spans) implements Node {
        boolean contains(int codePoint) {
            return negated != spans.stream().anyMatch(span -> span.first() <= codePoint && codePoint <= span.last());
        }
    }

    /** Code points, both ends included. */
    record Span(int first, int last) {}
}
