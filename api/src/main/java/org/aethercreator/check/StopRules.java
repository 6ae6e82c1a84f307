package org.aethercreator.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.check.Finding.Edit;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Instruction.Parameter;
import org.aethercreator.modelfile.Instruction.Template;
import org.aethercreator.modelfile.ModelParameter;
import org.jspecify.annotations.Nullable;

/** Where answers stop, seen from the model's tokens and from the template that it is prompted with. */
final class StopRules {
    private static final Pattern TOKEN = Pattern.compile("<[^\\s<>]+>|\\[/?[A-Z_]+]|<<SYS>>|###.*");
    private static final int MOST_TOKENS_SHOWN = 8;
    /** A shorter part of a token, such as a bracket, is a text of its own. */
    private static final int SHORTEST_PART = 4;

    private final CheckedModelfile modelfile;
    private final String chatTemplate;
    private final @Nullable Vocabulary vocabulary;
    private final Findings findings;

    StopRules(
            CheckedModelfile modelfile, @Nullable GgufModel model, @Nullable Vocabulary vocabulary, Findings findings) {
        this.modelfile = modelfile;
        this.chatTemplate = model == null ? "" : model.chatTemplate().orElse("");
        this.vocabulary = vocabulary == null || vocabulary.specialTokens().isEmpty() ? null : vocabulary;
        this.findings = findings;
    }

    void check() {
        String template = modelfile
                .last(Template.class)
                .map(located -> located.instruction().template())
                .orElse("");
        for (Located<Parameter> located : modelfile.all(ModelParameter.STOP)) {
            boolean found = vocabulary != null && inVocabulary(located, vocabulary);
            if (!found) {
                inTemplate(located, template + chatTemplate);
            }
        }
    }

    /** Whether something was found. */
    private boolean inVocabulary(Located<Parameter> located, Vocabulary known) {
        String stop = located.instruction().value();
        if (stop.isBlank() || known.specialTokens().contains(stop)) {
            return false;
        }
        Optional<String> inside = longest(known, token -> stop.contains(token));
        Optional<String> around =
                stop.length() < SHORTEST_PART ? Optional.empty() : longest(known, token -> token.contains(stop));
        if (inside.isPresent()) {
            findings.warning(
                    located.entry(),
                    "The stop " + Quoted.of(stop) + " is the special token " + Quoted.of(inside.get()) + " and more.",
                    "The model writes the token as a whole, and often nothing after it: the stop is then never reached.",
                    "Write " + inside.get() + ".",
                    instead(located, inside.get()));
        } else if (around.isPresent()) {
            findings.warning(
                    located.entry(),
                    "The stop " + Quoted.of(stop) + " is a part of the special token " + Quoted.of(around.get()) + ".",
                    "The model writes the token as a whole, and it may not be shown as text at all.",
                    "Write " + around.get() + ".",
                    instead(located, around.get()));
        } else if (TOKEN.matcher(stop).matches() && !stop.startsWith("#")) {
            noToken(located, known);
            return true;
        } else {
            return split(located, known);
        }
        return true;
    }

    private void noToken(Located<Parameter> located, Vocabulary known) {
        String stop = located.instruction().value();
        List<String> shown =
                known.specialTokens().stream().limit(MOST_TOKENS_SHOWN).toList();
        findings.warning(
                located.entry(),
                "The stop " + Quoted.of(stop) + " is no token of this model.",
                "It looks like a special token of another family; this model could write it only as text"
                        + pieces(stop, known)
                                .map(parts -> ", in the parts " + parts)
                                .orElse("")
                        + ", and hardly ever does. Its own are "
                        + String.join(" ", shown)
                        + (known.specialTokens().size() > shown.size() ? " …" : "") + ".",
                known.endOfTurn()
                        .map(end -> "Write " + end + ", which ends an answer of this model.")
                        .orElse("Use the token that ends a turn of this model."),
                known.endOfTurn().map(end -> instead(located, end)).orElse(null));
    }

    private boolean split(Located<Parameter> located, Vocabulary known) {
        String stop = located.instruction().value();
        if (known.split().test(stop)) {
            findings.hint(
                    located.entry(),
                    "The stop " + Quoted.of(stop) + " is not one token of this model but several"
                            + pieces(stop, known).map(several -> ": " + several).orElse("")
                            + ".",
                    "It is found all the same, once the model has written all of them in a row; text is held back while"
                            + " they come.",
                    "Keep it if the model was trained to write it.",
                    null);
        }
        // What the template says of it matters as well.
        return false;
    }

    /** The tokens of a text in quotes; empty if it is one, or no tokenizer is at hand. */
    private static Optional<String> pieces(String text, Vocabulary known) {
        return known.tokenizer()
                .map(tokenizer -> tokenizer.apply(text))
                .filter(tokens -> tokens.size() > 1)
                .map(tokens -> tokens.stream().map(Quoted::of).collect(Collectors.joining(" ")));
    }

    private static Optional<String> longest(Vocabulary known, Predicate<String> condition) {
        return known.specialTokens().stream()
                .filter(condition)
                .reduce((first, second) -> second.length() > first.length() ? second : first);
    }

    /** The other stop; or nothing, if there is a line for that already. */
    private Edit instead(Located<Parameter> located, String stop) {
        boolean there = modelfile.all(ModelParameter.STOP).stream()
                .anyMatch(other -> other.instruction().value().equals(stop));
        return there
                ? modelfile.deletion(located.entry())
                : modelfile.replacement(located.entry(), ModelParameter.STOP, stop);
    }

    private void inTemplate(Located<Parameter> located, String known) {
        String stop = located.instruction().value();
        if (known.isEmpty() || stop.isBlank() || known.contains(stop)) {
            return;
        }
        if (TOKEN.matcher(stop).matches()) {
            findings.warning(
                    located.entry(),
                    "The stop " + Quoted.of(stop) + " does not occur in the template.",
                    "The model never learned from this template to write it, so it will hardly stop an answer; it"
                            + " may belong to another family of models.",
                    "Use the token that ends a turn in the template.",
                    null);
        } else {
            findings.hint(
                    located.entry(),
                    "The stop " + Quoted.of(stop) + " does not occur in the template.",
                    "It ends an answer only where the model happens to write it.",
                    "Keep it if that is meant.",
                    null);
        }
    }
}
