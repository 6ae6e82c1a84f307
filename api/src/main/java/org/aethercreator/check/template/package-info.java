/**
 * Whether a Go TEMPLATE writes conversations as the model's own chat template does, and Go templates that do. Start at
 * {@link org.aethercreator.check.template.TemplateDoctor}; {@link org.aethercreator.check.template.TemplateDerivation}
 * makes a template for a model, and {@link org.aethercreator.check.template.TemplatePreset} has those of the common
 * families. It knows neither the Modelfile around a template nor Ollama's servers; what differs it shows, and leaves
 * the judgement to {@link org.aethercreator.check.ModelfileCheck}.
 *
 * <p>Why probes: two languages with loops and conditions cannot be compared as texts. What counts is what reaches the
 * model, so both are run on the same conversations, and whatever is derived or preset is proven in the same way.
 *
 * <p>Why the derivation is here and not on {@code GoTemplate}: it is worth something with its proof only, which needs
 * the probes and the model's tokens; so {@code GoTemplate} need not know that there is Jinja.
 */
@NullMarked
package org.aethercreator.check.template;

import org.jspecify.annotations.NullMarked;
