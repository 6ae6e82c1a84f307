package org.aethercreator.llamacpp.grammar;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Tells whether a text follows a grammar, by the ends that each part of it can have. */
final class GbnfMatcher {
    private final Map<String, Gbnf.Rule> rules;
    private final int[] text;
    private final Map<String, BitSet> known = new HashMap<>();

    private GbnfMatcher(Gbnf grammar, String text) {
        this.rules = grammar.rules();
        this.text = text.codePoints().toArray();
    }

    static boolean matches(Grammar grammar, String text) {
        GbnfMatcher matcher = new GbnfMatcher(GbnfParser.parse(grammar.gbnf()), text);
        return matcher.rule(Grammar.ROOT_RULE, 0).get(matcher.text.length);
    }

    private BitSet rule(String name, int start) {
        String key = name + "@" + start;
        BitSet ends = known.get(key);
        if (ends == null) {
            ends = ends(rules.get(name).body(), start);
            known.put(key, ends);
        }
        return ends;
    }

    private BitSet ends(Gbnf.Node node, int start) {
        if (node instanceof Gbnf.Reference reference) {
            return rule(reference.rule(), start);
        }
        BitSet ends = new BitSet();
        if (node instanceof Gbnf.Choice choice) {
            choice.alternatives().forEach(alternative -> ends.or(ends(alternative, start)));
        } else if (node instanceof Gbnf.Sequence sequence) {
            ends.set(start);
            for (Gbnf.Node part : sequence.parts()) {
                BitSet next = after(part, ends);
                ends.clear();
                ends.or(next);
            }
        } else if (node instanceof Gbnf.Repeat repeat) {
            repeat(repeat, start, ends);
        } else if (node instanceof Gbnf.Text literal) {
            int[] wanted = literal.characters().codePoints().toArray();
            if (start + wanted.length <= text.length
                    && Arrays.equals(text, start, start + wanted.length, wanted, 0, wanted.length)) {
                ends.set(start + wanted.length);
            }
        } else if (node instanceof Gbnf.CharacterClass set && start < text.length && set.contains(text[start])) {
            ends.set(start + 1);
        }
        return ends;
    }

    private void repeat(Gbnf.Repeat repeat, int start, BitSet ends) {
        BitSet current = new BitSet();
        current.set(start);
        for (int count = 0; !current.isEmpty(); count++) {
            if (count >= repeat.minimum()) {
                BitSet before = (BitSet) ends.clone();
                ends.or(current);
                if (before.equals(ends)) {
                    return;
                }
            }
            if (count == repeat.maximum()) {
                return;
            }
            current = after(repeat.part(), current);
        }
    }

    private BitSet after(Gbnf.Node node, BitSet starts) {
        BitSet ends = new BitSet();
        starts.stream().forEach(start -> ends.or(ends(node, start)));
        return ends;
    }
}
