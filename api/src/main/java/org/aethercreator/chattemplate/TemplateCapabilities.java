package org.aethercreator.chattemplate;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What a chat template makes of a conversation, found by rendering probes: a part that leaves no trace in the text is
 * lost.
 *
 * @param system a message with the role system is printed
 * @param tools the tools' descriptions are printed
 * @param toolCalls the assistant's calls of tools are printed
 * @param toolResults messages with the role tool are printed
 * @param thinking the model can be made to think or not, or its reasoning is printed
 */
public record TemplateCapabilities(
        boolean system, boolean tools, boolean toolCalls, boolean toolResults, boolean thinking) {
    private static final String MARK = "qzv1probe";
    private static final String OTHER_MARK = "qzv2probe";
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final Map<String, Object> USER = Map.of("role", "user", "content", "hello");
    private static final Map<String, Object> TOOL = Map.of(
            "type",
            "function",
            "function",
            Map.of(
                    "name",
                    MARK,
                    "description",
                    "a tool",
                    "parameters",
                    Map.of(
                            "type",
                            "object",
                            "properties",
                            Map.of("a", Map.of("type", "string", "description", "an argument")),
                            "required",
                            List.of("a"))));

    static TemplateCapabilities of(ChatTemplate template) {
        Probe probe = new Probe(template);
        ChatTemplateInput plain = input(List.of(USER));
        boolean system = probe.prints(input(List.of(Map.of("role", "system", "content", MARK), USER)), MARK);
        boolean tools = probe.prints(plain.withTools(List.of(TOOL)), MARK);
        boolean calls = false;
        boolean results = false;
        for (Object arguments : List.of(Map.of("a", "b"), "{\"a\": \"b\"}")) {
            ChatTemplateInput called = input(toolConversation(arguments));
            calls |= probe.prints(called, MARK);
            results |= probe.prints(called, OTHER_MARK);
        }
        boolean switched = !probe.text(
                        plain.withVariable("enable_thinking", true).withVariable("thinking", true))
                .equals(probe.text(plain.withVariable("enable_thinking", false).withVariable("thinking", false)));
        boolean reasoning = probe.prints(reasoned(), MARK);
        boolean opened = probe.text(plain).contains("<think>");
        return new TemplateCapabilities(system, tools, calls, results, switched || reasoning || opened);
    }

    private static ChatTemplateInput input(List<Map<String, Object>> messages) {
        return ChatTemplateInput.of(messages)
                .withVariables(Map.of("bos_token", "", "eos_token", ""))
                .withClock(CLOCK);
    }

    private static List<Map<String, Object>> toolConversation(Object arguments) {
        Map<String, Object> call =
                Map.of("id", "call00001", "type", "function", "function", Map.of("name", MARK, "arguments", arguments));
        return List.of(
                USER,
                Map.of("role", "assistant", "content", "", "tool_calls", List.of(call)),
                Map.of("role", "tool", "name", MARK, "tool_call_id", "call00001", "content", OTHER_MARK));
    }

    private static ChatTemplateInput reasoned() {
        Map<String, Object> answer =
                Map.of("role", "assistant", "content", "hi", "reasoning_content", MARK, "thinking", MARK);
        return input(List.of(USER, answer)).withAddGenerationPrompt(false);
    }

    private record Probe(ChatTemplate template) {
        boolean prints(ChatTemplateInput input, String mark) {
            return text(input).contains(mark);
        }

        /** Empty where the template refuses or fails. */
        String text(ChatTemplateInput input) {
            try {
                return template.render(input);
            } catch (ChatTemplateException e) {
                return "";
            }
        }
    }
}
