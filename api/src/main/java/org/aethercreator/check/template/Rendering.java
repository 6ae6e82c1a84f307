package org.aethercreator.check.template;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.chattemplate.ChatTemplateException;
import org.aethercreator.chattemplate.ChatTemplateInput;
import org.aethercreator.chattemplate.TemplateRefusalException;
import org.aethercreator.modelfile.template.GoTemplate;
import org.aethercreator.modelfile.template.GoTemplateException;
import org.aethercreator.modelfile.template.TemplateValues;
import org.aethercreator.modelfile.template.TemplateValues.Message;
import org.aethercreator.modelfile.template.TemplateValues.Tool;

/**
 * What came of running a template on a probe.
 *
 * @param text what reaches the model, or why nothing does
 */
record Rendering(Outcome outcome, String text) {
    enum Outcome {
        TEXT,
        REFUSED,
        FAILED
    }

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 7, 26);

    boolean isText() {
        return outcome == Outcome.TEXT;
    }

    /** The same without a text that it begins with. */
    Rendering without(String beginning) {
        return startsWith(beginning) ? new Rendering(outcome, text.substring(beginning.length())) : this;
    }

    boolean startsWith(String beginning) {
        return isText() && !beginning.isEmpty() && text.startsWith(beginning);
    }

    static Rendering of(GoTemplate template, Probe probe) {
        TemplateValues values =
                TemplateValues.of(probe.messages()).withTools(probe.tools()).withClock(clock(probe));
        try {
            return new Rendering(
                    Outcome.TEXT,
                    template.render(probe.think() == null ? values : values.withThink(probe.think(), "")));
        } catch (GoTemplateException e) {
            return new Rendering(Outcome.FAILED, e.goMessage());
        }
    }

    static Rendering of(ChatTemplate template, Probe probe, Map<String, String> tokens) {
        ChatTemplateInput input = ChatTemplateInput.of(
                        probe.messages().stream().map(Rendering::map).toList())
                .withVariables(tokens)
                .withClock(clock(probe));
        if (!probe.tools().isEmpty()) {
            input = input.withTools(probe.tools().stream().map(Rendering::map).toList());
        }
        if (probe.think() != null) {
            // The models' authors use either name.
            input = input.withVariable("enable_thinking", probe.think()).withVariable("thinking", probe.think());
        }
        return of(template, input);
    }

    private static Rendering of(ChatTemplate template, ChatTemplateInput input) {
        try {
            return new Rendering(Outcome.TEXT, template.render(input));
        } catch (TemplateRefusalException e) {
            return new Rendering(Outcome.REFUSED, e.reason());
        } catch (ChatTemplateException e) {
            return new Rendering(Outcome.FAILED, String.valueOf(e.getMessage()));
        }
    }

    /** Up to the end of the last message, without asking for an answer. */
    static Rendering finished(ChatTemplate template, Probe probe, Map<String, String> tokens) {
        return of(
                template,
                ChatTemplateInput.of(
                                probe.messages().stream().map(Rendering::map).toList())
                        .withVariables(tokens)
                        .withClock(clock(probe))
                        .withAddGenerationPrompt(false));
    }

    private static Clock clock(Probe probe) {
        return Clock.fixed(
                FIRST_DAY.plusDays(probe.daysLater()).atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    }

    /** A message as Hugging Face's templates expect it. */
    private static Map<String, Object> map(Message message) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("role", message.role());
        map.put("content", message.content());
        if (!message.thinking().isEmpty()) {
            map.put("reasoning_content", message.thinking());
        }
        if (!message.toolCalls().isEmpty()) {
            List<Map<String, Object>> calls = new ArrayList<>();
            message.toolCalls().forEach(call -> {
                Map<String, Object> function = new LinkedHashMap<>();
                function.put("name", call.name());
                function.put("arguments", call.arguments() == null ? Map.of() : call.arguments());
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("id", call.id());
                one.put("type", "function");
                one.put("function", function);
                calls.add(one);
            });
            map.put("tool_calls", calls);
        }
        if (message.role().equals("tool")) {
            map.put("name", message.toolName());
            map.put("tool_call_id", message.toolCallId());
        }
        return map;
    }

    private static Map<String, Object> map(Tool tool) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", tool.name());
        function.put("description", tool.description());
        function.put("parameters", tool.parameters() == null ? Map.of() : tool.parameters());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", tool.type());
        map.put("function", function);
        return map;
    }
}
