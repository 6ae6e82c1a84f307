package org.aethercreator.check.template;

import static org.aethercreator.check.template.TurnSearch.between;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.template.TurnPattern.Around;
import org.aethercreator.check.template.TurnPattern.NotFound;
import org.aethercreator.check.template.TurnPattern.SystemPlace;
import org.aethercreator.modelfile.template.TemplateValues.Message;
import org.aethercreator.modelfile.template.TemplateValues.Tool;
import org.aethercreator.modelfile.template.TemplateValues.ToolCall;

/** Finds the pattern of tools, as {@link TurnSearch} finds that of turns: tools and calls of marks are rendered. */
record ToolSearch(TurnSearch search, TurnPattern turns) {
    private static final String S = "qzvsystem";
    private static final String U = "qzvquestion";
    private static final String A = "qzvanswer";
    private static final String R = "qzvresult";
    private static final String T = "qzvthought";

    private static final List<Tool> TOOLS = List.of(tool("qzvtoola"), tool("qzvtoolb"));
    private static final ToolCall FIRST = call("qzvcalla");
    private static final ToolCall SECOND = call("qzvcallb");

    private static Tool tool(String name) {
        return Tool.function(name, "", Map.of("type", "object"));
    }

    private static ToolCall call(String name) {
        return new ToolCall("call" + name.substring(3), 0, name, Map.of(name + "x", 1));
    }

    private static Message calling(String content, ToolCall... calls) {
        return thoughtful(content, "", calls);
    }

    private static Message thoughtful(String content, String thoughts, ToolCall... calls) {
        return new Message("assistant", content, thoughts, List.of(), List.of(calls), "", "");
    }

    private static Message answer(ToolCall call) {
        return new Message("tool", R + call.name(), "", List.of(), List.of(), call.name(), call.id());
    }

    ToolPattern pattern() throws NotFound {
        if (turns.systemPlace() != SystemPlace.OWN) {
            throw new NotFound("System messages stand within turns.");
        }
        String first = json("tools[0]");
        String second = json("tools[1]");
        List<String> told = between(text(Message.system(S), Message.user(U)), S, first, second, U);
        List<String> untold = between(text(Message.user(U)), first, second, U);
        return calls(
                new Around(told.get(0), told.get(1)),
                untold.get(0),
                told.get(2),
                cutEnd(told.get(3), turns.user().before()));
    }

    private ToolPattern calls(Around system, String noSystem, String betweenTools, String afterTools) throws NotFound {
        String first = json("messages[1].tool_calls[0].function.arguments");
        String second = json("messages[1].tool_calls[1].function.arguments");
        List<String> parts = between(
                text(
                        Message.user(U),
                        calling("", FIRST, SECOND),
                        answer(FIRST),
                        answer(SECOND),
                        Message.assistant(A),
                        Message.user(S)),
                U,
                FIRST.name() + "\"",
                first,
                SECOND.name() + "\"",
                second,
                answer(FIRST).content(),
                answer(SECOND).content(),
                A,
                S);
        List<String> spoken =
                between(text(Message.user(U), calling(A, FIRST), answer(FIRST)), U, A, FIRST.name() + "\"", first);
        List<String> unanswered = between(text(Message.user(U), calling(A, FIRST), Message.user(S)), U, A, first, S);
        String begin = turns.user().after() + turns.assistant().before();
        String beforeCalls = cutStart(parts.get(1), begin);
        cutStart(spoken.get(1), begin); // nothing else may stand before what is said
        String called = cutEnd(unanswered.get(3), turns.user().before());
        return new ToolPattern(
                system,
                noSystem,
                betweenTools,
                afterTools,
                thoughts(begin, beforeCalls),
                cutEnd(spoken.get(2), beforeCalls),
                beforeCalls,
                "\"" + parts.get(2),
                parts.get(3),
                cutEnd(called, turns.assistant().after()),
                cutStart(parts.get(5), called),
                parts.get(6),
                cutEnd(parts.get(7), turns.assistant().before()));
    }

    private Optional<Around> thoughts(String begin, String beforeCalls) {
        Message thoughtful = thoughtful("", T, FIRST);
        try {
            if (text(Message.user(U), thoughtful, answer(FIRST), Message.assistant(A), Message.user(S))
                    .contains(T)) {
                return Optional.empty();
            }
            List<String> parts = between(text(Message.user(U), thoughtful, answer(FIRST)), U, T, FIRST.name() + "\"");
            return Optional.of(new Around(cutStart(parts.get(1), begin), cutEnd(parts.get(2), beforeCalls)));
        } catch (NotFound notWritten) {
            return Optional.empty();
        }
    }

    private Rendering render(ChatTemplate template, Message... messages) {
        return Rendering.of(
                template, new Probe("", Probe.Kind.TOOLS, List.of(messages), TOOLS, null, 0), search.marked());
    }

    private String text(Message... messages) throws NotFound {
        Rendering rendering = render(search.template(), messages);
        if (!rendering.isText()) {
            throw new NotFound("The model's own template takes no conversation with tools.");
        }
        return rendering.text();
    }

    /** A value as Jinja writes it in JSON. */
    private String json(String expression) {
        return render(
                        ChatTemplate.parse("{{ " + expression + " | tojson }}"),
                        Message.user(U),
                        calling("", FIRST, SECOND))
                .text();
    }

    private static String cutStart(String text, String beginning) throws NotFound {
        if (!text.startsWith(beginning)) {
            throw new NotFound("Turns with tools begin otherwise than those without.");
        }
        return text.substring(beginning.length());
    }

    private static String cutEnd(String text, String end) throws NotFound {
        if (!text.endsWith(end)) {
            throw new NotFound("Turns after tools begin otherwise than those without.");
        }
        return text.substring(0, text.length() - end.length());
    }
}
