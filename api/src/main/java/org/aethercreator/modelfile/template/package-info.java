/**
 * The template language of Ollama's TEMPLATE: Go's {@code text/template} with Ollama's functions and data. Start at
 * {@link org.aethercreator.modelfile.template.GoTemplate}; what a template is rendered with is
 * {@link org.aethercreator.modelfile.template.TemplateValues}, and which of it and the model's own template Ollama
 * takes, {@link org.aethercreator.modelfile.template.TemplateChoice}. It does not know the Modelfile around the
 * template, the tokens that come of the text, or of the model's own chat template more than the words that Ollama looks
 * for.
 *
 * <p>Why Go's text is kept as bytes, one {@code char} each, from parsing to the end of rendering: {@code len},
 * {@code slice}, {@code index} and the columns of Go's messages count bytes, and no other way would agree with them.
 *
 * <p>Why Go's types are modelled ({@code GoType}, {@code GoValue}) instead of using Java's objects: whether an unknown
 * field prints {@code <no value>} or stops the answer, and how a value prints, hangs on its Go type alone.
 */
@NullMarked
package org.aethercreator.modelfile.template;

import org.jspecify.annotations.NullMarked;
