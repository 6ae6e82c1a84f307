package org.aethercreator.quantize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** llama.cpp's own llama-quantize. */
public final class LlamaQuantize {
    private final LlamaTool tool;

    private LlamaQuantize(LlamaTool tool) {
        this.tool = tool;
    }

    public static LlamaQuantize build() throws IOException, InterruptedException {
        return new LlamaQuantize(LlamaTool.build("llama-quantize"));
    }

    /** Quantizes with two threads; also what is quantized already. */
    public void quantize(Path source, Path target, QuantizationType type, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--allow-requantize"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(source.toString(), target.toString(), type.name(), "2"));
        tool.run(arguments.toArray(String[]::new));
    }
}
