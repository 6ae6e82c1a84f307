package org.aethercreator.chat;

import java.util.List;
import org.aethercreator.modelfile.template.GoTemplate;
import org.aethercreator.modelfile.template.GoTemplate.Capability;
import org.aethercreator.modelfile.template.GoTemplateException;
import org.aethercreator.modelfile.template.TemplateValues;
import org.aethercreator.modelfile.template.TemplateValues.Message;

/** The TEMPLATE of a Modelfile, rendered as Ollama does. */
record GivenPromptTemplate(GoTemplate template) implements PromptTemplate {
    private static final String THOUGHT_BEGINS = "<think>";
    private static final String THOUGHT_ENDS = "</think>";

    @Override
    public String prompt(List<ChatMessage> messages) {
        boolean thinks = template.capabilities().contains(Capability.THINKING);
        TemplateValues values = TemplateValues.of(
                messages.stream().map(message -> message(message, thinks)).toList());
        try {
            return template.render(thinks ? values.withThink(true, "") : values);
        } catch (GoTemplateException e) {
            throw new ChatException("TEMPLATE fails on this conversation, in Ollama too: " + e.getMessage(), e);
        }
    }

    /** Ollama takes the thoughts out of an answer; whether the model reads them again is up to the template. */
    private static Message message(ChatMessage message, boolean thinks) {
        String content = message.content();
        int end = content.indexOf(THOUGHT_ENDS);
        if (!thinks || !message.role().equals("assistant") || end < 0) {
            return Message.of(message.role(), content);
        }
        // A prompt may begin the thoughts itself; the answer then only ends them.
        String thoughts = content.substring(0, end).replaceFirst("^\\s*" + THOUGHT_BEGINS, "");
        String said = content.substring(end + THOUGHT_ENDS.length()).stripLeading();
        return new Message(message.role(), said, thoughts.strip(), List.of(), List.of(), "", "");
    }

    @Override
    public Origin origin() {
        return Origin.MODELFILE;
    }
}
