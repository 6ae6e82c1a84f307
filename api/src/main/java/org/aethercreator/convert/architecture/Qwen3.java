package org.aethercreator.convert.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Qwen 3: queries and keys are normalized. */
final class Qwen3 extends Qwen2 {
    Qwen3() {
        super("qwen3", "Qwen3ForCausalLM", "Qwen3Model");
    }

    @Override
    TensorNames tensorNames() {
        return TensorNames.ofLlama().with("self_attn.q_norm", "attn_q_norm").with("self_attn.k_norm", "attn_k_norm");
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        if (isReranker(config.folder())) {
            throw config.unsupported("this is a reranker, whose head cannot be converted;"
                    + " get it as GGUF, or convert it with llama.cpp's convert_hf_to_gguf.py");
        }
        super.addParameters(config, parameters);
    }

    /** By its name or its card, as the reference finds it: its configuration is that of any Qwen 3. */
    private static boolean isReranker(Path folder) {
        Path card = folder.resolve("README.md");
        Path name = folder.toAbsolutePath().normalize().getFileName();
        try {
            boolean named =
                    name != null && name.toString().toLowerCase(Locale.ROOT).contains("qwen3-reranker");
            return named
                    || (Files.isRegularFile(card)
                            && Files.readString(card, StandardCharsets.ISO_8859_1)
                                    .toLowerCase(Locale.ROOT)
                                    .contains("# qwen3-reranker"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
