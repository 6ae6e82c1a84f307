package org.aethercreator.chattemplate;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a chat template is rendered with, as JSON-like data: maps, lists, texts, numbers, truth values and null, or
 * Jackson's {@code JsonNode}.
 *
 * @param messages the conversation: a list of maps with {@code role} and mostly {@code content}
 * @param tools JSON schemas of functions; null, which templates tell from an empty list, for none
 * @param documents maps with {@code title} and {@code text}, for retrieval; null for none
 * @param addGenerationPrompt whether the text ends where the model is to answer
 * @param variables all else that the template can read, such as {@code bos_token} or {@code enable_thinking}
 * @param clock what {@code strftime_now} reads
 */
public record ChatTemplateInput(
        Object messages,
        @Nullable Object tools,
        @Nullable Object documents,
        boolean addGenerationPrompt,
        Map<String, @Nullable Object> variables,
        Clock clock) {
    public ChatTemplateInput {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** A conversation to answer, without tools, at the time of this machine: maps, or the nodes of a JSON array. */
    public static ChatTemplateInput of(Iterable<?> messages) {
        return new ChatTemplateInput(messages, null, null, true, Map.of(), Clock.system(ZoneId.systemDefault()));
    }

    /** The same conversation with tools: a list of maps or a JSON array. */
    public ChatTemplateInput withTools(@Nullable Object otherTools) {
        return new ChatTemplateInput(messages, otherTools, documents, addGenerationPrompt, variables, clock);
    }

    /** The same conversation with documents: a list of maps or a JSON array. */
    public ChatTemplateInput withDocuments(@Nullable Object otherDocuments) {
        return new ChatTemplateInput(messages, tools, otherDocuments, addGenerationPrompt, variables, clock);
    }

    /** The same, up to where the model answers or not. */
    public ChatTemplateInput withAddGenerationPrompt(boolean otherwise) {
        return new ChatTemplateInput(messages, tools, documents, otherwise, variables, clock);
    }

    /** The same with one more variable. */
    public ChatTemplateInput withVariable(String name, @Nullable Object value) {
        return withVariables(Collections.singletonMap(name, value));
    }

    /** The same with more variables; those of the same name are replaced. */
    public ChatTemplateInput withVariables(Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new ChatTemplateInput(messages, tools, documents, addGenerationPrompt, all, clock);
    }

    /** The same at another time. */
    public ChatTemplateInput withClock(Clock otherClock) {
        return new ChatTemplateInput(messages, tools, documents, addGenerationPrompt, variables, otherClock);
    }
}
