package org.aethercreator.ollama;

import java.util.List;
import java.util.Optional;

/**
 * A prompt to complete. The model's TEMPLATE, SYSTEM and MESSAGE lines apply, unless it is raw.
 *
 * @param suffix what comes after the text to write, for models that fill in; empty for none
 * @param system in place of the model's SYSTEM
 * @param template in place of the model's TEMPLATE
 * @param raw whether the prompt goes to the model as it stands, without template and system
 * @param images encoded, such as PNG, for models that see
 */
public record GenerateRequest(
        String model,
        String prompt,
        String suffix,
        Optional<String> system,
        Optional<String> template,
        boolean raw,
        List<byte[]> images,
        OllamaOptions options) {
    public GenerateRequest {
        ModelName.checked(model);
        images = List.copyOf(images);
        if (raw && (system.isPresent() || template.isPresent())) {
            throw new IllegalArgumentException(
                    "A raw prompt takes no system message and no template, for it goes to the"
                            + " model as it stands; leave them out, or leave out withRaw().");
        }
    }

    public static GenerateRequest of(String model, String prompt) {
        return new GenerateRequest(
                model, prompt, "", Optional.empty(), Optional.empty(), false, List.of(), OllamaOptions.standard());
    }

    public GenerateRequest withSuffix(String suffix) {
        return new GenerateRequest(model, prompt, suffix, system, template, raw, images, options);
    }

    public GenerateRequest withSystem(String system) {
        return new GenerateRequest(model, prompt, suffix, Optional.of(system), template, raw, images, options);
    }

    public GenerateRequest withTemplate(String template) {
        return new GenerateRequest(model, prompt, suffix, system, Optional.of(template), raw, images, options);
    }

    public GenerateRequest withRaw() {
        return new GenerateRequest(model, prompt, suffix, system, template, true, images, options);
    }

    public GenerateRequest withImages(List<byte[]> images) {
        return new GenerateRequest(model, prompt, suffix, system, template, raw, images, options);
    }

    public GenerateRequest withOptions(OllamaOptions options) {
        return new GenerateRequest(model, prompt, suffix, system, template, raw, images, options);
    }
}
