package org.aethercreator.modelfile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What could be written next in a Modelfile, for an editor.
 *
 * @param start where in the text begins what a proposal replaces, in {@code char}s
 */
public record ModelfileCompletion(int start, List<Proposal> proposals) {
    private static final Pattern KEYWORD = Pattern.compile("[ \\t]*([A-Za-z]*)");
    private static final Pattern VALUE = Pattern.compile("[ \\t]*([A-Za-z]+)[ \\t](.*)");
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9_]*)");
    private static final Pattern PARAMETER_VALUE = Pattern.compile("([A-Za-z0-9_]+)[ \\t]+(\\S*)");

    /**
     * One possibility.
     *
     * @param detail what it is for, in a sentence or two
     */
    public record Proposal(String text, String detail) {}

    public ModelfileCompletion {
        proposals = List.copyOf(proposals);
    }

    /**
     * The proposals for the end of {@code text}, which reaches up to the cursor.
     *
     * @param models what FROM, ADAPTER and DRAFT could name, such as the model files of the folder; asked only where a
     *     model is to be named
     */
    public static ModelfileCompletion at(String text, OllamaVersion version, Supplier<List<String>> models) {
        int line = text.lastIndexOf('\n') + 1;
        if (isInsideValue(text.substring(0, line))) {
            return new ModelfileCompletion(text.length(), List.of());
        }
        Completer completer = new Completer(text, version, models);
        String typed = text.substring(line);
        Matcher keyword = KEYWORD.matcher(typed);
        if (keyword.matches()) {
            return completer.keywords(keyword.group(1));
        }
        Matcher value = VALUE.matcher(typed);
        return value.matches() ? completer.values(value.group(1), value.group(2)) : completer.nothing();
    }

    /** Whether a quote that was opened above is still open. */
    private static boolean isInsideValue(String above) {
        return ModelfileSource.of(above).problems().stream()
                .anyMatch(problem -> problem.ollamaMessage().equals("unexpected EOF"));
    }

    private record Completer(String text, OllamaVersion version, Supplier<List<String>> models) {
        ModelfileCompletion keywords(String typed) {
            return proposals(
                    typed,
                    Arrays.stream(Keyword.values()).filter(keyword -> version.isAtLeast(keyword.since())),
                    Keyword::name,
                    Keyword::purpose);
        }

        ModelfileCompletion values(String keyword, String typed) {
            return Keyword.find(keyword)
                    .map(known -> switch (known) {
                        case FROM, ADAPTER, DRAFT ->
                            proposals(typed, models.get().stream(), model -> model, model -> "");
                        case PARAMETER -> parameter(typed);
                        case MESSAGE ->
                            proposals(
                                    typed,
                                    Arrays.stream(Instruction.Message.Role.values()),
                                    Completer::role,
                                    role -> "");
                        default -> nothing();
                    })
                    .orElseGet(this::nothing);
        }

        private ModelfileCompletion parameter(String typed) {
            Matcher name = PARAMETER.matcher(typed);
            if (name.matches()) {
                return proposals(
                        name.group(1),
                        ModelParameter.supportedBy(version).stream(),
                        ModelParameter::key,
                        ModelParameter::purpose);
            }
            Matcher value = PARAMETER_VALUE.matcher(typed);
            boolean yesOrNo = value.matches()
                    && ModelParameter.find(value.group(1))
                            .filter(parameter -> parameter.type() == ParameterType.BOOLEAN)
                            .isPresent();
            return yesOrNo
                    ? proposals(value.group(2), Stream.of("true", "false"), word -> word, word -> "")
                    : nothing();
        }

        ModelfileCompletion nothing() {
            return new ModelfileCompletion(text.length(), List.of());
        }

        private static String role(Instruction.Message.Role role) {
            return role.name().toLowerCase(Locale.ROOT);
        }

        private <T> ModelfileCompletion proposals(
                String typed, Stream<T> all, Function<T, String> word, Function<T, String> detail) {
            List<Proposal> proposals = all.map(each -> new Proposal(word.apply(each), detail.apply(each)))
                    .filter(each -> each.text().regionMatches(true, 0, typed, 0, typed.length()))
                    .toList();
            return new ModelfileCompletion(text.length() - typed.length(), proposals);
        }
    }
}
