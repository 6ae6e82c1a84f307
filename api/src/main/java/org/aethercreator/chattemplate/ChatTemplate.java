package org.aethercreator.chattemplate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.gguf.GgufModel;

/**
 * A Jinja chat template, as models ship it: turns a conversation into the text that the model continues, exactly as
 * Hugging Face's {@code transformers} does.
 *
 * <p>It is parsed once and can then be rendered by several threads.
 *
 * <p>Source: Jinja2 3.1.6 and {@code transformers/utils/chat_template_utils.py}.
 */
public final class ChatTemplate {
    private final String source;
    private final Body body;

    private ChatTemplate(String source, Body body) {
        this.source = source;
        this.body = body;
    }

    /**
     * Reads a template.
     *
     * @throws ChatTemplateException if its syntax is wrong or it uses what is not supported
     */
    public static ChatTemplate parse(String source) {
        return new ChatTemplate(source, Parser.parse(source));
    }

    /**
     * The template in a GGUF file's metadata; empty if it has none. {@link ChatTemplates} gives those with other names.
     */
    public static Optional<ChatTemplate> of(GgufModel model) {
        return model.chatTemplate().map(ChatTemplate::parse);
    }

    /** The template's text. */
    public String source() {
        return source;
    }

    /**
     * The text of a conversation.
     *
     * @throws TemplateRefusalException if the template refuses the conversation
     * @throws ChatTemplateException if rendering fails, as it does in Python, or would take too much time or memory
     * @throws IllegalArgumentException if the input holds what is no JSON-like data
     */
    public String render(ChatTemplateInput input) {
        Run run = new Run(input.clock());
        try {
            Scope scope = Scope.outermost(run, variables(input));
            body.begin(scope);
            return scope.capture(body).text();
        } catch (Globals.Refusal e) {
            throw new TemplateRefusalException(String.valueOf(e.getMessage()), run.line());
        } catch (RenderProblem e) {
            throw new ChatTemplateException(String.valueOf(e.getMessage()), run.line());
        }
    }

    /** What the template makes of a conversation. */
    public TemplateCapabilities capabilities() {
        return TemplateCapabilities.of(this);
    }

    private static Map<String, Value> variables(ChatTemplateInput input) {
        Map<String, Value> variables = new HashMap<>(Globals.all());
        variables.put("messages", Values.of(input.messages()));
        variables.put("tools", Values.of(input.tools()));
        variables.put("documents", Values.of(input.documents()));
        variables.put("add_generation_prompt", BooleanValue.of(input.addGenerationPrompt()));
        input.variables().forEach((name, value) -> variables.put(name, Values.of(value)));
        return variables;
    }
}
