/**
 * Conversations with a model. Start at {@link org.aethercreator.chat.ChatSession}, which runs a Modelfile on the
 * embedded llama.cpp. It does not know where a message comes from or how an answer is shown.
 */
@NullMarked
package org.aethercreator.chat;

import org.jspecify.annotations.NullMarked;
