package org.aethercreator.llamacpp.grammar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A set of Unicode characters, written as they may stand in a JSON string: as themselves or escaped. */
final class CharacterSet {
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int FIRST_AFTER_SURROGATES = 0xE000;
    private static final int AFTER_LAST = Character.MAX_CODE_POINT + 1;
    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final String ESCAPES = "\"\\bfnrt";

    private final BitSet members = new BitSet();

    CharacterSet add(int codePoint) {
        return add(codePoint, codePoint);
    }

    CharacterSet add(int first, int last) {
        members.set(first, last + 1);
        return this;
    }

    void addAll(CharacterSet other) {
        members.or(other.members);
    }

    CharacterSet negate() {
        members.flip(0, AFTER_LAST);
        return this;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** In GBNF, as one name, class or group. Control characters that have no short escape are left out. */
    String expression() {
        BitSet plain = (BitSet) members.clone();
        plain.clear(0, ' ');
        plain.clear('"');
        plain.clear('\\');
        plain.clear(FIRST_SURROGATE, FIRST_AFTER_SURROGATES);
        List<String> alternatives = new ArrayList<>();
        if (!plain.isEmpty()) {
            alternatives.add(characterClass(plain));
        }
        for (int i = 0; i < ESCAPED.length(); i++) {
            if (members.get(ESCAPED.charAt(i))) {
                alternatives.add(Rules.literal("\\" + ESCAPES.charAt(i)));
            }
        }
        if (alternatives.isEmpty()) { // control characters only
            members.stream().forEach(c -> alternatives.add(Rules.literal(String.format("\\u%04x", c))));
        }
        return alternatives.size() == 1 ? alternatives.get(0) : "(" + String.join(" | ", alternatives) + ")";
    }

    private static String characterClass(BitSet characters) {
        StringBuilder spans = new StringBuilder("[");
        for (int first = characters.nextSetBit(0); first >= 0; ) {
            int end = characters.nextClearBit(first);
            spans.append(Rules.escapedInClass(first));
            if (end - 1 > first) {
                spans.append('-').append(Rules.escapedInClass(end - 1));
            }
            first = characters.nextSetBit(end);
        }
        return spans.append(']').toString();
    }
}
