package org.aethercreator.llamacpp.grammar;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes texts that follow a grammar, by chance. */
final class RandomText {
    private static final int DEPTH = 25;
    private static final int UNREACHABLE = 1_000_000;
    private static final int[] LETTERS = "aZ09 _-.,:/!~éß漢\u2028😀".codePoints().toArray();

    private final Map<String, Gbnf.Rule> rules;
    private final Map<String, Integer> heights = new HashMap<>();
    private final Random random;

    RandomText(Grammar grammar, Random random) {
        this.rules = GbnfParser.parse(grammar.gbnf()).rules();
        this.random = random;
        rules.keySet().forEach(name -> heights.put(name, UNREACHABLE));
        for (int i = 0; i <= rules.size(); i++) {
            rules.values().forEach(rule -> heights.put(rule.name(), Math.min(UNREACHABLE, 1 + height(rule.body()))));
        }
    }

    String next() {
        StringBuilder text = new StringBuilder();
        write(rules.get(Grammar.ROOT_RULE).body(), 0, text);
        return text.toString();
    }

    private void write(Gbnf.Node node, int depth, StringBuilder text) {
        if (node instanceof Gbnf.Reference reference) {
            write(rules.get(reference.rule()).body(), depth + 1, text);
        } else if (node instanceof Gbnf.Choice choice) {
            List<Gbnf.Node> alternatives = choice.alternatives();
            Gbnf.Node chosen = depth > DEPTH
                    ? alternatives.stream()
                            .min(Comparator.comparingInt(this::height))
                            .orElseThrow()
                    : alternatives.get(random.nextInt(alternatives.size()));
            write(chosen, depth, text);
        } else if (node instanceof Gbnf.Sequence sequence) {
            sequence.parts().forEach(part -> write(part, depth, text));
        } else if (node instanceof Gbnf.Repeat repeat) {
            int most = repeat.maximum() == Gbnf.UNLIMITED ? repeat.minimum() + 3 : repeat.maximum();
            int count = depth > DEPTH
                    ? repeat.minimum()
                    : repeat.minimum() + random.nextInt(Math.min(5, most - repeat.minimum() + 1));
            for (int i = 0; i < count; i++) {
                write(repeat.part(), depth + 1, text);
            }
        } else if (node instanceof Gbnf.Text literal) {
            text.append(literal.characters());
        } else if (node instanceof Gbnf.CharacterClass set) {
            text.appendCodePoint(character(set));
        }
    }

    private int character(Gbnf.CharacterClass set) {
        int[] usual = Arrays.stream(LETTERS).filter(set::contains).toArray();
        if (usual.length > 0 && (set.negated() || random.nextInt(3) > 0)) {
            return usual[random.nextInt(usual.length)];
        }
        Gbnf.Span span = set.spans().get(random.nextInt(set.spans().size()));
        return span.first() + random.nextInt(Math.min(100, span.last() - span.first() + 1));
    }

    private int height(Gbnf.Node node) {
        if (node instanceof Gbnf.Reference reference) {
            return heights.get(reference.rule());
        }
        if (node instanceof Gbnf.Choice choice) {
            return choice.alternatives().stream().mapToInt(this::height).min().orElse(0);
        }
        if (node instanceof Gbnf.Sequence sequence) {
            return sequence.parts().stream().mapToInt(this::height).max().orElse(0);
        }
        return node instanceof Gbnf.Repeat repeat && repeat.minimum() > 0 ? height(repeat.part()) : 0;
    }
}
