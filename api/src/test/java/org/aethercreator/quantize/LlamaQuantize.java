package org.aethercreator.quantize;

import java.io.IOException;
import java.nio.file.Path;

/** llama.cpp's own llama-quantize. */
final class LlamaQuantize {
    private final LlamaTool tool;

    private LlamaQuantize(LlamaTool tool) {
        this.tool = tool;
    }

    static LlamaQuantize build() throws IOException, InterruptedException {
        return new LlamaQuantize(LlamaTool.build("llama-quantize"));
    }

    /** Quantizes with two threads; also what is quantized already. */
    void quantize(Path source, Path target, QuantizationType type) throws IOException, InterruptedException {
        tool.run("--allow-requantize", source.toString(), target.toString(), type.name(), "2");
    }

    /** Quantizes with an importance matrix. */
    void quantize(Path source, Path target, QuantizationType type, Path imatrix)
            throws IOException, InterruptedException {
        tool.run(
                "--allow-requantize",
                "--imatrix",
                imatrix.toString(),
                source.toString(),
                target.toString(),
                type.name(),
                "2");
    }
}
