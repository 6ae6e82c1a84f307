/**
 * Ollama Modelfiles: parse, write, build and explain them. Start at {@link org.aethercreator.modelfile.Modelfile};
 * every parameter is in {@link org.aethercreator.modelfile.ModelParameter}, ready-made settings in
 * {@link org.aethercreator.modelfile.Preset}. It does not know the model that a file names, the machine it will run on
 * or an Ollama server; the language inside TEMPLATE is the matter of {@code modelfile.template}.
 *
 * <p>Why the parser keeps Ollama's oddities (characters dropped without a word, a quote that swallows the following
 * lines): a Modelfile means what Ollama reads, so anything friendlier would show the user another model than the one
 * that {@code ollama create} makes. What Ollama swallows silently, {@link org.aethercreator.modelfile.ModelfileSource}
 * reports.
 */
@NullMarked
package org.aethercreator.modelfile;

import org.jspecify.annotations.NullMarked;
