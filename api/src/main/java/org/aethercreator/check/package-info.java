/**
 * What would go wrong with a Modelfile, said before {@code ollama create} and before the first answer. Start at
 * {@link org.aethercreator.check.ModelfileCheck}; {@link org.aethercreator.check.OllamaCommand} gives the command to
 * run when nothing is left, and {@link org.aethercreator.check.Recommender} what to write in the first place. It asks
 * no server and measures no machine: the Ollama version, the model and its memory are passed in.
 *
 * <p>Why findings and not exceptions: Ollama accepts most mistakes without a word, and a person wants to see all of
 * them at once, each with its line and the way out.
 */
@NullMarked
package org.aethercreator.check;

import org.jspecify.annotations.NullMarked;
