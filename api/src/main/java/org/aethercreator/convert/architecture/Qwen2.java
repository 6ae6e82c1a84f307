package org.aethercreator.convert.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.aethercreator.convert.vocabulary.VocabularyStyle;

/** Qwen 2 and 2.5: queries, keys and values have biases. */
class Qwen2 extends Architecture {
    Qwen2() {
        this("qwen2", "Qwen2ForCausalLM", "Qwen2Model");
    }

    Qwen2(String ggufName, String... names) {
        super(ggufName, VocabularyStyle.QWEN, names);
    }

    @Override
    TensorNames tensorNames() {
        return TensorNames.ofLlama();
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        super.addParameters(config, parameters);
        try {
            parameters.count("pooling_type", Pooling.of(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
