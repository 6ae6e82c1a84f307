package org.aethercreator.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class RealGgufTest {
    @TempDir
    Path folder;

    Path path;

    @BeforeEach
    void fetch() throws Exception {
        path = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
    }

    @Test
    void theModelIsDescribed() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            GgufModel model = file.model();
            assertThat(model.architecture()).isEqualTo("llama");
            assertThat(model.parameterCount()).isEqualTo(134_515_008);
            assertThat(model.quantization()).isEqualTo("Q4_1");
            assertThat(model.contextTokens()).hasValue(8192);
            assertThat(model.blockCount()).hasValue(30);
            assertThat(model.keyValueHeadCounts()).hasSize(30).containsOnly(3L);
            assertThat(model.vocabularySize()).hasValue(49152);
            assertThat(model.license()).contains("apache-2.0");
            assertThat(model.chatTemplate())
                    .hasValueSatisfying(template -> assertThat(template).contains("<|im_start|>"));
            assertThat(model.weightBytes()).isEqualTo(96_576_768);
            List<String> tokens =
                    file.metadata().strings("tokenizer.ggml.tokens").orElseThrow();
            assertThat(tokens.get(1)).isEqualTo("<|im_start|>");
            assertThat(file.tensors()).hasSize(272);
        }
    }

    @Test
    void anUneditedCopyIsByteIdentical() throws Exception {
        Path copy = folder.resolve("copy.gguf");
        try (GgufFile file = GgufFile.open(path)) {
            GgufWriter.copyOf(file).write(copy, Progress.none());
        }
        assertThat(Files.mismatch(path, copy)).isEqualTo(-1);
    }
}
