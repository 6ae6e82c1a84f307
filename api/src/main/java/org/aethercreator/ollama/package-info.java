/**
 * A running Ollama: its models, creating one from a Modelfile, generating text with one. Start at
 * {@link org.aethercreator.ollama.OllamaClient}; what goes wrong is an
 * {@link org.aethercreator.ollama.OllamaException}, which says what was asked, what came back and what to do. It does
 * not know how to start or install Ollama, it talks to no one but the server it is given, and it asks nothing of
 * ollama.com.
 *
 * <p>Why our own reader of answers and not the JDK's streams: only so does an interrupt, or a deadline, close the
 * connection at once, which is how Ollama learns to stop generating.
 */
@NullMarked
package org.aethercreator.ollama;

import org.jspecify.annotations.NullMarked;
