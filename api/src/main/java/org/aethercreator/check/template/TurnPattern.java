package org.aethercreator.check.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.modelfile.template.TemplateValues.Message;
import org.jspecify.annotations.Nullable;

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

    private static final String S = "qzvsystem";
    private static final String U = "qzvquestion";
    private static final String A = "qzvanswer";

    /** Characters of private use in the place of BOS and EOS, so that no token is cut in two. */
    private static final String BOS = "\uE000";

    private static final String EOS = "\uE001";

    /**
     * Finds the pattern.
     *
     * @throws NotFound saying what the template does that no pattern describes
     */
    static TurnPattern of(ChatTemplate template, SpecialTokens tokens) throws NotFound {
        return new Search(template, tokens).pattern();
    }

    /** What ends an answer: the first word after it; empty if nothing can be told from the template. */
    static Optional<String> endOfTurn(ChatTemplate template, SpecialTokens tokens) {
        try {
            return of(template, tokens).endOfTurn();
        } catch (NotFound e) {
            return Optional.empty();
        }
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

    /** One search: conversations of marks are rendered, and what stands between the marks is cut out. */
    private record Search(ChatTemplate template, SpecialTokens tokens, Map<String, String> marked) {
        Search(ChatTemplate template, SpecialTokens tokens) {
            this(template, tokens, new LinkedHashMap<>(tokens.texts()));
            marked.computeIfPresent("bos_token", (name, text) -> text.isEmpty() ? text : BOS);
            marked.computeIfPresent("eos_token", (name, text) -> text.isEmpty() ? text : EOS);
        }

        TurnPattern pattern() throws NotFound {
            Message question = Message.user(U + 1);
            Message answer = Message.assistant(A + 1);
            Message more = Message.user(U + 2);
            List<String> plain = between(text(null, question, answer, more), U + 1, A + 1, U + 2);
            String openingAndUser = plain.get(0);
            String userToAssistant = plain.get(1);
            String assistantToUser = plain.get(2);
            String end = plain.get(3);

            String userAfter = common(finished(U, question), userToAssistant);
            if (!end.startsWith(userAfter)) {
                userAfter = common(userToAssistant, end);
            }
            String assistantAfter = common(finished(A, question, answer), assistantToUser);
            if (assistantToUser.startsWith(BOS, assistantAfter.length())) {
                // Every turn begins with BOS, and the first one may get it from llama.cpp.
                assistantAfter += BOS;
            }
            String userBefore = assistantToUser.substring(assistantAfter.length());
            if (!openingAndUser.endsWith(userBefore)) {
                throw new NotFound("The user's first message begins with " + quoted(openingAndUser)
                        + ", the next ones with " + quoted(userBefore) + ".");
            }
            String opening = cutEnd(openingAndUser, userBefore);
            Around user = new Around(userBefore, userAfter);
            Around assistant = new Around(userToAssistant.substring(userAfter.length()), assistantAfter);
            String ask = end.substring(userAfter.length());
            TurnPattern chat = new TurnPattern(
                    opening,
                    true,
                    SystemPlace.NOWHERE,
                    new Around("", ""),
                    "",
                    user,
                    assistant,
                    ask,
                    ask(true, userAfter, ask),
                    ask(false, userAfter, ask));
            return system(chat).withTokens(tokens);
        }

        /** What asks for the answer, told to think or not to. */
        private String ask(boolean think, String userAfter, String standard) throws NotFound {
            String end = between(text(think, Message.user(U + 1)), U + 1).get(1);
            return end.startsWith(userAfter) ? end.substring(userAfter.length()) : standard;
        }

        private TurnPattern system(TurnPattern chat) throws NotFound {
            Message question = Message.user(U + 1);
            if (render(null, Message.system(S), question).outcome() == Rendering.Outcome.REFUSED) {
                return chat.withSystem(SystemPlace.REFUSED, new Around("", "\n\n"), true, "");
            }
            String text = text(null, Message.system(S), question, Message.assistant(A + 1), Message.user(U + 2));
            if (!text.contains(S)) {
                return chat;
            }
            String empty =
                    between(text(null, Message.system(""), question), U + 1).get(0);
            if (text.indexOf(S) > text.indexOf(A + 1)) {
                List<String> parts = between(text, U + 1, A + 1, S, U + 2);
                String before = parts.get(2).substring(chat.assistant.after().length());
                return folded(chat, SystemPlace.LAST_QUESTION, before, parts.get(3), empty);
            }
            List<String> parts = between(text, S, U + 1, A + 1, U + 2);
            String before = parts.get(0);
            String after = parts.get(1);
            boolean always = before.startsWith(chat.opening);
            String own = always ? before.substring(chat.opening.length()) : before;
            if (chat.user.before().isEmpty() || !after.endsWith(chat.user.before())) {
                return folded(chat, SystemPlace.FIRST_QUESTION, own, after, empty);
            }
            Around around = new Around(own, cutEnd(after, chat.user.before()));
            String emptied = empty.endsWith(chat.user.before()) ? cutEnd(empty, chat.user.before()) : empty;
            return chat.withSystem(SystemPlace.OWN, around, always, always ? cutStart(emptied, chat.opening) : emptied);
        }

        /** Inside a question that begins with {@code before}. */
        private static TurnPattern folded(
                TurnPattern chat, SystemPlace place, String before, String after, String empty) throws NotFound {
            if (!before.startsWith(chat.user.before())) {
                throw new NotFound("With a system message a question begins with " + quoted(before) + ", without with "
                        + quoted(chat.user.before()) + ".");
            }
            Around around = new Around(cutStart(before, chat.user.before()), after);
            return chat.withSystem(place, around, true, cutStart(empty, chat.opening + chat.user.before()));
        }

        private static String cutStart(String text, String beginning) {
            return text.startsWith(beginning) ? text.substring(beginning.length()) : text;
        }

        /** What follows the last message where no answer is asked for. */
        private String finished(String mark, Message... messages) throws NotFound {
            Rendering rendering = Rendering.finished(template, Probe.chat("", messages), marked);
            if (!rendering.isText()) {
                return "";
            }
            int at = rendering.text().lastIndexOf(mark + 1);
            return at < 0 ? "" : rendering.text().substring(at + mark.length() + 1);
        }

        private Rendering render(@Nullable Boolean think, Message... messages) {
            return Rendering.of(
                    template, new Probe("", Probe.Kind.CHAT, List.of(messages), List.of(), think, 0), marked);
        }

        private String text(@Nullable Boolean think, Message... messages) throws NotFound {
            Rendering rendering = render(think, messages);
            if (!rendering.isText()) {
                throw new NotFound((rendering.outcome() == Rendering.Outcome.REFUSED
                                ? "The model's own template refuses a plain conversation: "
                                : "The model's own template fails on a plain conversation: ")
                        + rendering.text()
                        + (rendering.text().endsWith(".") ? "" : "."));
            }
            return rendering.text();
        }

        /** What stands before, between and after marks that occur once each and in this order. */
        private static List<String> between(String text, String... marks) throws NotFound {
            List<String> parts = new ArrayList<>();
            int at = 0;
            for (String mark : marks) {
                int next = text.indexOf(mark);
                if (next < at || text.indexOf(mark, next + 1) >= 0) {
                    throw new NotFound(
                            "The model's own template does not write every message once and in their order.");
                }
                parts.add(text.substring(at, next));
                at = next + mark.length();
            }
            parts.add(text.substring(at));
            return parts;
        }

        /** What both begin with; where they part in the middle of a line or a token, what is before it. */
        private static String common(String first, String second) {
            String shared = first.substring(0, TextDifference.commonPrefix(first, second));
            if (shared.length() == Math.min(first.length(), second.length())) {
                return shared;
            }
            int line = shared.lastIndexOf('\n') + 1;
            int open = shared.lastIndexOf('<');
            return shared.substring(0, line > 0 ? line : open > shared.lastIndexOf('>') ? open : shared.length());
        }

        private static String cutEnd(String text, String end) {
            return text.substring(0, text.length() - end.length());
        }

        private static String quoted(String text) {
            return '"' + text.replace("\n", "\\n").replace(BOS, "BOS").replace(EOS, "EOS") + '"';
        }
    }

    private TurnPattern withSystem(SystemPlace place, Around around, boolean always, String empty) {
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

    private static String filled(String text, SpecialTokens tokens, boolean dropsBos) {
        String whole = text.replace(BOS, tokens.bos()).replace(EOS, tokens.eos());
        return dropsBos && whole.startsWith(tokens.bos())
                ? whole.substring(tokens.bos().length())
                : whole;
    }
}
