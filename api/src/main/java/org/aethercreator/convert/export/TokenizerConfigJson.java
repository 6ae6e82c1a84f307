package org.aethercreator.convert.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What {@code transformers} wants to know beside a tokenizer.json: roles of tokens, and the chat template. */
final class TokenizerConfigJson {
    private TokenizerConfigJson() {}

    /** @param contextTokens length of the texts that the model was trained with */
    static ObjectNode of(TokenizerFacts vocabulary, long contextTokens) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        config.put("add_bos_token", vocabulary.startsWithBos());
        config.put("add_eos_token", vocabulary.endsWithEos());
        config.put("clean_up_tokenization_spaces", false);
        config.put("model_max_length", contextTokens);
        vocabulary
                .special()
                .forEach((role, id) ->
                        config.put(role + "_token", vocabulary.tokens().get(id)));
        vocabulary.chatTemplate().ifPresent(template -> config.put("chat_template", template));
        return config;
    }
}
