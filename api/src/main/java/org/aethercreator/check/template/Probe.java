package org.aethercreator.check.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.aethercreator.modelfile.template.TemplateValues.Message;
import org.aethercreator.modelfile.template.TemplateValues.Tool;
import org.aethercreator.modelfile.template.TemplateValues.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that both templates are run on. No role speaks twice in a row: Ollama would join the two before its
 * template sees them.
 *
 * @param name what it tries, as in a table
 * @param think whether the model is to think; null where the request does not say
 * @param daysLater on which day after the first it is rendered
 */
public record Probe(
        String name,
        Kind kind,
        List<Message> messages,
        List<Tool> tools,
        @Nullable Boolean think,
        int daysLater) {
    /** What a template has to be able to do for a probe. */
    public enum Kind {
        CHAT,
        THINKING,
        TOOLS
    }

    private static final Message SYSTEM = Message.system("You are terse.");
    private static final Message QUESTION = Message.user("What is a \"monad\"?");
    private static final Message ANSWER = Message.assistant("A monoid in the category of endofunctors.");
    private static final Message FOLLOW_UP = Message.user("And what's a monoid?");
    private static final Message SECOND_ANSWER = Message.assistant("A set with an operation & a unit.");
    private static final Message THIRD_QUESTION = Message.user("Thanks!");

    /** In the order in which Ollama writes a schema, so that a difference is the template's. */
    private static final Tool TOOL = Tool.function(
            "get_weather",
            "Weather in a city",
            ordered(
                    "type",
                    "object",
                    "required",
                    List.of("city"),
                    "properties",
                    Map.of("city", ordered("type", "string", "description", "City name"))));

    private static final Tool CLOCK = Tool.function(
            "get_time",
            "Time in a zone",
            ordered("type", "object", "properties", Map.of("zone", ordered("type", "string", "description", "Zone"))));

    public Probe {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    static Probe chat(String name, Message... messages) {
        return new Probe(name, Kind.CHAT, List.of(messages), List.of(), null, 0);
    }

    /** Everything that is tried; what a model cannot do is left out by the doctor. */
    static List<Probe> all() {
        Message thought = new Message("assistant", "4", "Two and two.", List.of(), List.of(), "", "");
        List<ToolCall> weather = List.of(new ToolCall("call00001", 0, "get_weather", Map.of("city", "Zürich")));
        Message call = new Message("assistant", "", "", List.of(), weather, "", "");
        Message thoughtfulCall = new Message("assistant", "", "I need the weather.", List.of(), weather, "", "");
        Message result = result("{\"celsius\": 21}", "call00001");
        Message calls = new Message(
                "assistant",
                "Let me look.",
                "",
                List.of(),
                List.of(
                        new ToolCall("call00001", 0, "get_weather", Map.of("city", "Zürich")),
                        new ToolCall("call00002", 1, "get_time", Map.of("zone", "CET"))),
                "",
                "");
        return List.of(
                chat("question", QUESTION),
                chat("system, question", SYSTEM, QUESTION),
                chat("question, answer, question", QUESTION, ANSWER, FOLLOW_UP),
                chat("system, question, answer, question", SYSTEM, QUESTION, ANSWER, FOLLOW_UP),
                chat("three questions", QUESTION, ANSWER, FOLLOW_UP, SECOND_ANSWER, THIRD_QUESTION),
                chat("system, three questions", SYSTEM, QUESTION, ANSWER, FOLLOW_UP, SECOND_ANSWER, THIRD_QUESTION),
                chat("empty system", Message.system(""), QUESTION),
                chat("empty question", Message.user("")),
                chat("emoji, markup, braces", Message.user("<b>Grüße</b> 👩‍💻 {{ .Content }} {% if %} 日本語\n\n\ttab")),
                chat("spaces around", Message.user("  a\n"), Message.assistant(" b\n\n"), Message.user("\nc ")),
                chat("spaces around, system", Message.system(" s\n"), Message.user("  a\n")),
                new Probe("the day after", Kind.CHAT, List.of(SYSTEM, QUESTION), List.of(), null, 1),
                new Probe("thinking on", Kind.THINKING, List.of(QUESTION), List.of(), true, 0),
                new Probe("thinking off", Kind.THINKING, List.of(SYSTEM, QUESTION), List.of(), false, 0),
                new Probe(
                        "thoughts in the history",
                        Kind.THINKING,
                        List.of(QUESTION, thought, THIRD_QUESTION),
                        List.of(),
                        null,
                        0),
                new Probe(
                        "thoughts inside an answer",
                        Kind.THINKING,
                        List.of(QUESTION, Message.assistant("<think>\nTwo and two.\n</think>\n\n4"), THIRD_QUESTION),
                        List.of(),
                        null,
                        0),
                new Probe(
                        "thoughts before a call",
                        Kind.THINKING,
                        List.of(QUESTION, ANSWER, FOLLOW_UP, thoughtfulCall, result),
                        List.of(TOOL),
                        null,
                        0),
                new Probe("tools", Kind.TOOLS, List.of(SYSTEM, QUESTION), List.of(TOOL), null, 0),
                new Probe(
                        "tool called",
                        Kind.TOOLS,
                        List.of(QUESTION, call, result, ANSWER, FOLLOW_UP),
                        List.of(TOOL),
                        null,
                        0),
                new Probe("tool has answered", Kind.TOOLS, List.of(QUESTION, call, result), List.of(TOOL), null, 0),
                new Probe(
                        "two tools called",
                        Kind.TOOLS,
                        List.of(SYSTEM, QUESTION, calls, result, result("12:00", "call00002"), ANSWER, FOLLOW_UP),
                        List.of(TOOL, CLOCK),
                        null,
                        0));
    }

    private static Message result(String content, String call) {
        return new Message("tool", content, "", List.of(), List.of(), "get_weather", call);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    boolean hasSystem() {
        return messages.stream().anyMatch(message -> message.role().equals("system"));
    }

    /** The same without white space around the messages. */
    Probe stripped() {
        return withContents(String::strip);
    }

    /** The same with a system message before all others. */
    Probe withSystem(String content) {
        List<Message> more = new ArrayList<>(messages);
        more.add(0, Message.system(content));
        return new Probe(name, kind, more, tools, think, daysLater);
    }

    private Probe withContents(UnaryOperator<String> change) {
        List<Message> changed = messages.stream()
                .map(message -> new Message(
                        message.role(),
                        change.apply(message.content()),
                        message.thinking(),
                        message.images(),
                        message.toolCalls(),
                        message.toolName(),
                        message.toolCallId()))
                .toList();
        return new Probe(name, kind, changed, tools, think, daysLater);
    }
}
