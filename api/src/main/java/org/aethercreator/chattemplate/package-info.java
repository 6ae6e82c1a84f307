/**
 * The Jinja chat templates that models ship, rendered exactly as Hugging Face's {@code transformers} does. Start at
 * {@link org.aethercreator.chattemplate.ChatTemplate}; {@link org.aethercreator.chattemplate.ChatTemplates} finds those
 * of a model. It knows neither tokens nor Ollama's templates, and runs nothing but the template.
 *
 * <p>Why an interpreter of our own: no Jinja library for Java renders modern templates rightly, and those that there
 * are fail silently. So this one follows Jinja2 in its sandbox down to Python's texts, numbers and scopes, and what it
 * does not know is an error and never a wrong text. A template is untrusted: its steps, depth and texts are bounded by
 * {@code Limits}.
 */
@NullMarked
package org.aethercreator.chattemplate;

import org.jspecify.annotations.NullMarked;
