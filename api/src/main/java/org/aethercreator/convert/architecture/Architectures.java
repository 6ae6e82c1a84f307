package org.aethercreator.convert.architecture;

import java.util.List;

/** All families that can be converted. */
public final class Architectures {
    private static final List<Architecture> ALL = List.of(
            new Llama(),
            new SmolLm3(),
            new Granite(),
            new Qwen2(),
            new Qwen3(),
            new Gemma(),
            new Gemma2(),
            new Gemma3(),
            new Phi3(),
            new StableLm(),
            new Olmo(),
            new Olmo2());

    private Architectures() {}

    /** The classes of models at Hugging Face, such as {@code LlamaForCausalLM}. */
    public static List<String> names() {
        return ALL.stream().flatMap(family -> family.names().stream()).sorted().toList();
    }

    /**
     * The family of the model's class.
     *
     * @throws ModelConfigException if it cannot be converted; the message lists what can
     */
    public static Architecture of(ModelConfig config) {
        String name = config.architecture();
        config.quantization().ifPresent(method -> {
            throw config.unsupported("the weights are quantized by '" + method
                    + "', which cannot be converted; get the model as it was before that");
        });
        return ALL.stream()
                .filter(family -> family.names().contains(name))
                .findFirst()
                .orElseThrow(() -> config.unsupported("a model of the class " + name
                        + " cannot be converted; these can: " + String.join(", ", names())));
    }
}
