package org.aethercreator.check.template;

import static org.aethercreator.check.template.TurnPattern.BOS;
import static org.aethercreator.check.template.TurnPattern.EOS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.template.TurnPattern.Around;
import org.aethercreator.check.template.TurnPattern.NotFound;
import org.aethercreator.check.template.TurnPattern.SystemPlace;
import org.aethercreator.modelfile.template.TemplateValues.Message;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pattern of a template: conversations of marks are rendered, and what stands between the marks is cut out.
 */
record TurnSearch(ChatTemplate template, Map<String, String> marked) {
    private static final String S = "qzvsystem";
    private static final String U = "qzvquestion";
    private static final String A = "qzvanswer";

    TurnSearch(ChatTemplate template, SpecialTokens tokens) {
        this(template, new LinkedHashMap<>(tokens.texts()));
        marked.computeIfPresent("bos_token", (name, text) -> text.isEmpty() ? text : BOS);
        marked.computeIfPresent("eos_token", (name, text) -> text.isEmpty() ? text : EOS);
    }

    TurnPattern pattern() throws NotFound {
        return system(chat());
    }

    /** What is around questions and answers; nothing is known of a system message yet. */
    private TurnPattern chat() throws NotFound {
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
        return new TurnPattern(
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
        String empty = between(text(null, Message.system(""), question), U + 1).get(0);
        if (text.indexOf(S) > text.indexOf(A + 1)) {
            List<String> parts = between(text, U + 1, A + 1, S, U + 2);
            String before = cutStart(parts.get(2), chat.assistant().after());
            return folded(chat, SystemPlace.LAST_QUESTION, before, parts.get(3), empty);
        }
        List<String> parts = between(text, S, U + 1, A + 1, U + 2);
        String before = parts.get(0);
        String after = parts.get(1);
        boolean always = before.startsWith(chat.opening());
        String own = always ? before.substring(chat.opening().length()) : before;
        if (chat.user().before().isEmpty() || !after.endsWith(chat.user().before())) {
            return folded(chat, SystemPlace.FIRST_QUESTION, own, after, empty);
        }
        Around around = new Around(own, cutEnd(after, chat.user().before()));
        String emptied =
                empty.endsWith(chat.user().before()) ? cutEnd(empty, chat.user().before()) : empty;
        return chat.withSystem(SystemPlace.OWN, around, always, always ? cutStart(emptied, chat.opening()) : emptied);
    }

    /** Inside a question that begins with {@code before}. */
    private static TurnPattern folded(TurnPattern chat, SystemPlace place, String before, String after, String empty)
            throws NotFound {
        if (!before.startsWith(chat.user().before())) {
            throw new NotFound("With a system message a question begins with " + quoted(before) + ", without with "
                    + quoted(chat.user().before()) + ".");
        }
        Around around = new Around(cutStart(before, chat.user().before()), after);
        return chat.withSystem(
                place,
                around,
                true,
                cutStart(empty, chat.opening() + chat.user().before()));
    }

    private static String cutStart(String text, String beginning) {
        return text.startsWith(beginning) ? text.substring(beginning.length()) : text;
    }

    /** What follows the last message where no answer is asked for. */
    private String finished(String mark, Message... messages) {
        Rendering rendering = Rendering.finished(template, Probe.chat("", messages), marked);
        if (!rendering.isText()) {
            return "";
        }
        int at = rendering.text().lastIndexOf(mark + 1);
        return at < 0 ? "" : rendering.text().substring(at + mark.length() + 1);
    }

    private Rendering render(@Nullable Boolean think, Message... messages) {
        return Rendering.of(template, new Probe("", Probe.Kind.CHAT, List.of(messages), List.of(), think, 0), marked);
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
    static List<String> between(String text, String... marks) throws NotFound {
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (String mark : marks) {
            int next = text.indexOf(mark);
            if (next < at || text.indexOf(mark, next + 1) >= 0) {
                throw new NotFound("The model's own template does not write every message once and in their order.");
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
