package org.aethercreator.llamacpp;

import java.nio.file.Path;

/**
 * A LoRA adapter that is added to a model's weights.
 *
 * @param gguf as llama.cpp's {@code convert_lora_to_gguf.py} writes it
 * @param scale 1 = as it was trained, 0 = not at all
 */
public record Adapter(Path gguf, double scale) {
    public Adapter {
        Range.check(Double.isFinite(scale), "the adapter's scale", scale, "any finite number");
    }
}
