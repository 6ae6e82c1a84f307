package org.aethercreator.chat;

import java.util.List;
import java.util.Optional;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.chattemplate.ChatTemplateException;
import org.aethercreator.chattemplate.ChatTemplates;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.template.GoTemplate;
import org.aethercreator.modelfile.template.GoTemplateException;
import org.aethercreator.modelfile.template.TemplateChoice;

/**
 * What makes one text of the turns of a conversation: the TEMPLATE of a Modelfile, or the chat template in the model's
 * file. Models that can think are told to, as Ollama does where a request does not say.
 */
public sealed interface PromptTemplate permits OwnPromptTemplate, GivenPromptTemplate {
    /** Where the template stands. */
    enum Origin {
        /** The TEMPLATE of the Modelfile. */
        MODELFILE,
        /** {@code tokenizer.chat_template} in the model's file. */
        MODEL
    }

    /**
     * The template that Ollama 0.33 takes: TEMPLATE, unless there is none or the model's own can do more.
     *
     * @throws ChatException if there is neither, or the one that is taken cannot be read
     */
    static PromptTemplate of(Modelfile modelfile, GgufFile model) {
        ChatTemplates templates = ChatTemplates.of(model.metadata());
        Optional<GoTemplate> given =
                modelfile.template().filter(text -> !text.isBlank()).map(PromptTemplate::parsed);
        Optional<String> own = templates.standardSource();
        boolean ownWins = own.isPresent()
                && given.map(template -> new TemplateChoice(template, own.get()).ownWins())
                        .orElse(true);
        if (given.isPresent() && !ownWins) {
            return new GivenPromptTemplate(given.get());
        }
        return own(model, templates);
    }

    /**
     * The model's own.
     *
     * @throws ChatException if there is none, or it cannot be read
     */
    static PromptTemplate of(GgufFile model) {
        return own(model, ChatTemplates.of(model.metadata()));
    }

    private static PromptTemplate own(GgufFile model, ChatTemplates templates) {
        try {
            ChatTemplate own = templates
                    .standard()
                    .orElseThrow(() -> new ChatException(
                            model.path()
                                    + " holds no chat template (tokenizer.chat_template), and there is no TEMPLATE,"
                                    + " so that nothing says how a conversation is written for this model. "
                                    + OwnPromptTemplate.ADVICE
                                    + " A model that is not made for chats goes on with a text by"
                                    + " LlamaModel.generate.",
                            null));
            return new OwnPromptTemplate(own, templates.specialTokens());
        } catch (ChatTemplateException e) {
            throw new ChatException(
                    "The chat template of " + model.path() + " cannot be read: " + e.getMessage() + " "
                            + OwnPromptTemplate.ADVICE,
                    e);
        }
    }

    private static GoTemplate parsed(String text) {
        try {
            return GoTemplate.parse(text);
        } catch (GoTemplateException e) {
            throw new ChatException("Ollama does not take this TEMPLATE, and neither do we: " + e.getMessage(), e);
        }
    }

    /**
     * The text that asks the model for its next turn. The token that begins a text may stand in it or not: the embedded
     * llama.cpp sees to it that it is there once.
     *
     * @throws ChatException if the template refuses the conversation or fails
     */
    String prompt(List<ChatMessage> messages);

    /** Where the template stands. */
    Origin origin();
}
