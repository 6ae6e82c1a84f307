package org.aethercreator.llamacpp.grammar;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What a grammar must be beyond its notation, so that llama.cpp takes it and a text can follow it. */
final class GbnfCheck {
    private final Map<String, Gbnf.Rule> rules;
    private final Set<String> empty;

    private GbnfCheck(Gbnf grammar) {
        this.rules = grammar.rules();
        this.empty = fixpoint(GbnfCheck::mayBeEmpty);
    }

    static void check(Gbnf grammar) {
        if (!grammar.rules().containsKey(Grammar.ROOT_RULE)) {
            throw new IllegalArgumentException("The grammar has no rule \"" + Grammar.ROOT_RULE
                    + "\", which the whole text follows; add a line such as: " + Grammar.ROOT_RULE
                    + " ::= \"yes\" | \"no\"");
        }
        grammar.rules().values().forEach(rule -> checkReferences(rule.body(), grammar.rules()));
        GbnfCheck check = new GbnfCheck(grammar);
        grammar.rules().values().forEach(rule -> check.checkRepeats(rule, rule.body()));
        grammar.rules().values().forEach(check::checkLeftRecursion);
        check.checkEnds();
    }

    private static void checkReferences(Gbnf.Node node, Map<String, Gbnf.Rule> rules) {
        if (node instanceof Gbnf.Reference reference && !rules.containsKey(reference.rule())) {
            throw wrong(
                    reference.line(),
                    "the rule \"" + reference.rule() + "\" is defined nowhere; define it, or write \""
                            + reference.rule() + "\" in quotes if it is a text");
        }
        children(node).forEach(child -> checkReferences(child, rules));
    }

    /** llama.cpp turns x* into a rule that would call itself for ever. */
    private void checkRepeats(Gbnf.Rule rule, Gbnf.Node node) {
        if (node instanceof Gbnf.Repeat repeat
                && repeat.maximum() == Gbnf.UNLIMITED
                && mayBeEmpty(repeat.part(), empty)) {
            throw wrong(
                    rule.line(),
                    "the rule \"" + rule.name()
                            + "\" repeats without limit what may be empty; let each repetition have a character");
        }
        children(node).forEach(child -> checkRepeats(rule, child));
    }

    private void checkLeftRecursion(Gbnf.Rule rule) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(first(rule.body()).toList());
        while (!open.isEmpty()) {
            String name = open.pop();
            if (name.equals(rule.name())) {
                throw wrong(
                        rule.line(),
                        "the rule \"" + name + "\" begins with itself (left recursion), which llama.cpp cannot follow;"
                                + " let it begin with something else");
            }
            if (reached.add(name)) {
                first(rule(name).body()).forEach(open::push);
            }
        }
    }

    /** The rules that a text of this may begin with. */
    private Stream<String> first(Gbnf.Node node) {
        if (node instanceof Gbnf.Reference reference) {
            return Stream.of(reference.rule());
        }
        if (node instanceof Gbnf.Sequence sequence) {
            List<Gbnf.Node> parts = sequence.parts();
            int count = 0;
            while (count < parts.size() && mayBeEmpty(parts.get(count), empty)) {
                count++;
            }
            return parts.subList(0, Math.min(count + 1, parts.size())).stream().flatMap(this::first);
        }
        return children(node).flatMap(this::first);
    }

    private void checkEnds() {
        Set<String> ending = fixpoint(GbnfCheck::canEnd);
        if (!ending.contains(Grammar.ROOT_RULE)) {
            String name = rules.keySet().stream()
                    .filter(rule -> !ending.contains(rule))
                    .sorted()
                    .findFirst()
                    .orElse(Grammar.ROOT_RULE);
            throw wrong(
                    rule(name).line(),
                    "a text that follows the rule \"" + name
                            + "\" never ends, because the rule always needs itself again; give it an alternative that"
                            + " does not");
        }
    }

    private Set<String> fixpoint(BiPredicate<Gbnf.Node, Set<String>> property) {
        Set<String> known = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Gbnf.Rule rule : rules.values()) {
                changed |= property.test(rule.body(), known) && known.add(rule.name());
            }
        }
        return known;
    }

    private static boolean mayBeEmpty(Gbnf.Node node, Set<String> known) {
        if (node instanceof Gbnf.Text text) {
            return text.characters().isEmpty();
        }
        if (node instanceof Gbnf.Repeat repeat) {
            return repeat.minimum() == 0 || mayBeEmpty(repeat.part(), known);
        }
        return !(node instanceof Gbnf.CharacterClass) && holds(node, known, GbnfCheck::mayBeEmpty);
    }

    private static boolean canEnd(Gbnf.Node node, Set<String> known) {
        if (node instanceof Gbnf.Repeat repeat) {
            return repeat.minimum() == 0 || canEnd(repeat.part(), known);
        }
        return node instanceof Gbnf.Text
                || node instanceof Gbnf.CharacterClass
                || holds(node, known, GbnfCheck::canEnd);
    }

    /** Whether it holds of all parts of a sequence, of one alternative of a choice, of the rule referred to. */
    private static boolean holds(Gbnf.Node node, Set<String> known, BiPredicate<Gbnf.Node, Set<String>> property) {
        if (node instanceof Gbnf.Choice choice) {
            return choice.alternatives().stream().anyMatch(alternative -> property.test(alternative, known));
        }
        if (node instanceof Gbnf.Sequence sequence) {
            return sequence.parts().stream().allMatch(part -> property.test(part, known));
        }
        return node instanceof Gbnf.Reference reference && known.contains(reference.rule());
    }

    private static Stream<Gbnf.Node> children(Gbnf.Node node) {
        if (node instanceof Gbnf.Choice choice) {
            return choice.alternatives().stream();
        }
        if (node instanceof Gbnf.Sequence sequence) {
            return sequence.parts().stream();
        }
        return node instanceof Gbnf.Repeat repeat ? Stream.of(repeat.part()) : Stream.empty();
    }

    private Gbnf.Rule rule(String name) {
        Gbnf.Rule rule = rules.get(name);
        if (rule == null) {
            throw new IllegalStateException("unchecked reference to " + name);
        }
        return rule;
    }

    private static IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException("The grammar is wrong in line " + line + ": " + what + ".");
    }
}
