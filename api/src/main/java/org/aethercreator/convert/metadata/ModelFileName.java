package org.aethercreator.convert.metadata;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How GGUF files are called: {@code Llama-3.2-1B-Instruct-v1-F16.gguf}.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md#gguf-naming-convention">the convention</a>
 */
final class ModelFileName {
    private ModelFileName() {}

    /** @param kind {@code LoRA} or {@code vocab} for what is no whole model */
    static String of(
            @Nullable String name,
            @Nullable String basename,
            @Nullable String finetune,
            @Nullable String version,
            @Nullable String sizeLabel,
            @Nullable String type,
            @Nullable String kind) {
        String first = basename != null ? basename : name;
        return (first == null ? "ggml-model" : clean(first).replace('/', '-'))
                + part(sizeLabel)
                + part(finetune)
                + part(version)
                + part(type == null ? null : type.toUpperCase(Locale.ROOT))
                + part(kind)
                + ".gguf";
    }

    private static String part(@Nullable String text) {
        return text == null ? "" : "-" + clean(text);
    }

    private static String clean(String text) {
        return text.strip().replace(' ', '-');
    }
}
