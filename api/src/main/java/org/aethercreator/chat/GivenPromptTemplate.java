package org.aethercreator.chat;

import java.util.List;
import org.aethercreator.modelfile.template.GoTemplate;
import org.aethercreator.modelfile.template.GoTemplate.Capability;
import org.aethercreator.modelfile.template.GoTemplateException;
import org.aethercreator.modelfile.template.TemplateValues;
import org.aethercreator.modelfile.template.TemplateValues.Message;

/** The TEMPLATE of a Modelfile, rendered as Ollama does. */
record GivenPromptTemplate(GoTemplate template) implements PromptTemplate {
    @Override
    public String prompt(List<ChatMessage> messages) {
        TemplateValues values = TemplateValues.of(messages.stream()
                .map(message -> Message.of(message.role(), message.content()))
                .toList());
        boolean thinks = template.capabilities().contains(Capability.THINKING);
        try {
            return template.render(thinks ? values.withThink(true, "") : values);
        } catch (GoTemplateException e) {
            throw new ChatException("TEMPLATE fails on this conversation, in Ollama too: " + e.getMessage(), e);
        }
    }

    @Override
    public Origin origin() {
        return Origin.MODELFILE;
    }
}
