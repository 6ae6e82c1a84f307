package org.aethercreator.chat;

import java.util.List;
import java.util.Map;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.chattemplate.ChatTemplateException;
import org.aethercreator.chattemplate.ChatTemplateInput;
import org.aethercreator.chattemplate.TemplateRefusalException;

/**
 * The chat template in the model's file.
 *
 * @param specialTokens the texts that it may print, such as {@code bos_token}
 */
record OwnPromptTemplate(ChatTemplate template, Map<String, String> specialTokens) implements PromptTemplate {
    static final String ADVICE = "Give the Modelfile the TEMPLATE of the model's family: in a notebook by %%modelfile …"
            + " --template PRESET (its --help lists them), in Java by TemplatePreset.";

    @Override
    public String prompt(List<ChatMessage> messages) {
        ChatTemplateInput input = ChatTemplateInput.of(messages.stream()
                        .map(message -> Map.of("role", message.role(), "content", message.content()))
                        .toList())
                .withVariables(specialTokens);
        try {
            return template.render(
                    template.capabilities().thinking() ? input.withVariable("enable_thinking", true) : input);
        } catch (TemplateRefusalException e) {
            throw new ChatException(
                    "The model's own chat template refuses this conversation: " + e.reason() + ". Change SYSTEM and"
                            + " MESSAGE so that it does not. Or: " + ADVICE,
                    e);
        } catch (ChatTemplateException e) {
            throw new ChatException(
                    "The model's own chat template fails on this conversation: " + e.getMessage() + " " + ADVICE, e);
        }
    }

    @Override
    public Origin origin() {
        return Origin.MODEL;
    }
}
