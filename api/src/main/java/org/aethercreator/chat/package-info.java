/**
 * Conversations with a model. Start at {@link org.aethercreator.chat.ChatSession}, which runs a Modelfile on the
 * embedded llama.cpp; {@link org.aethercreator.chat.PromptTemplate} makes its prompts. It does not know where a message
 * comes from or how an answer is shown.
 *
 * <p>Why the prompt is made here and not by llama.cpp: its C API recognises a few templates by their words and runs
 * none, and of a Modelfile's TEMPLATE it knows nothing. So the text that reaches a model is the same here, in Ollama
 * and in {@code transformers}.
 */
@NullMarked
package org.aethercreator.chat;

import org.jspecify.annotations.NullMarked;
