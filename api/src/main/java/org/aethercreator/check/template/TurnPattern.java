package org.aethercreator.check.template;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.chattemplate.ChatTemplate;

/**
 * What a chat template writes around the messages, found by rendering conversations of marks. It is a guess from a few
 * probes: only a comparison proves it.
 *
 * @param opening before the first message, where no system message is given
 * @param openingAlways the opening stands before a system message too
 * @param emptySystem what an empty system message makes, in its place
 * @param answer what asks the model for its answer
 * @param thinkingAnswer the same where it is to think
 * @param quickAnswer the same where it is not to think
 */
record TurnPattern(
        String opening,
        boolean openingAlways,
        SystemPlace systemPlace,
        Around system,
        String emptySystem,
        Around user,
        Around assistant,
        String answer,
        String thinkingAnswer,
        String quickAnswer) {
    /** Where the system message goes. */
    enum SystemPlace {
        /** Before the first turn. */
        OWN,
        /** Into the user's first message; what is around it there is the pattern's {@code system}. */
        FIRST_QUESTION,
        /** Into the user's last message. */
        LAST_QUESTION,
        /** The template refuses it. */
        REFUSED,
        /** It is dropped. */
        NOWHERE
    }

    /** What stands before and after a message. */
    record Around(String before, String after) {}

    /** Why no pattern was found, as a sentence. */
    static final class NotFound extends Exception {
        private static final long serialVersionUID = 1;

        NotFound(String message) {
            super(message);
        }
    }

    /** A special token as most models spell them, or a word. */
    private static final Pattern MARK = Pattern.compile("<[^\\s<>]+>|\\S+");

    /** Characters of private use in the place of BOS and EOS, so that no token is cut in two. */
    static final String BOS = "\uE000";

    static final String EOS = "\uE001";

    /**
     * Finds the pattern.
     *
     * @throws NotFound saying what the template does that no pattern describes
     */
    static TurnPattern of(ChatTemplate template, SpecialTokens tokens) throws NotFound {
        return new TurnSearch(template, tokens).pattern().withTokens(tokens);
    }

    /** The pattern; empty where there is none. */
    static Optional<TurnPattern> find(ChatTemplate template, SpecialTokens tokens) {
        try {
            return Optional.of(of(template, tokens));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    /** What stands between an answer and the next question. */
    String afterAnswer() {
        return assistant.after() + user.before();
    }

    /** What ends an answer: the word after it, or the line with which the next turn begins. */
    Optional<String> endOfTurn() {
        String after = assistant.after().strip();
        String next = user.before().strip();
        Matcher mark = MARK.matcher(after);
        if (mark.lookingAt()) {
            return Optional.of(mark.group());
        }
        return next.isEmpty() ? Optional.empty() : Optional.of(next.split("\\R", 2)[0]);
    }

    /** The same with a place for the system message. */
    TurnPattern withSystem(SystemPlace place, Around around, boolean always, String empty) {
        return new TurnPattern(
                opening, always, place, around, empty, user, assistant, answer, thinkingAnswer, quickAnswer);
    }

    /** The same with the tokens' texts; without the BOS in front where llama.cpp adds it. */
    private TurnPattern withTokens(SpecialTokens tokens) {
        boolean drop = tokens.addsBos();
        return new TurnPattern(
                filled(opening, tokens, drop),
                openingAlways,
                systemPlace,
                filled(system, tokens, drop && !openingAlways),
                filled(emptySystem, tokens, drop && !openingAlways),
                filled(user, tokens, false),
                filled(assistant, tokens, false),
                filled(answer, tokens, false),
                filled(thinkingAnswer, tokens, false),
                filled(quickAnswer, tokens, false));
    }

    private static Around filled(Around around, SpecialTokens tokens, boolean dropsBos) {
        return new Around(filled(around.before(), tokens, dropsBos), filled(around.after(), tokens, false));
    }

    static String filled(String text, SpecialTokens tokens, boolean dropsBos) {
        String whole = text.replace(BOS, tokens.bos()).replace(EOS, tokens.eos());
        return dropsBos && whole.startsWith(tokens.bos())
                ? whole.substring(tokens.bos().length())
                : whole;
    }
}
