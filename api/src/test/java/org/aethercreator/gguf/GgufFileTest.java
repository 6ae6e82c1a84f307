package org.aethercreator.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {
    @TempDir
    Path folder;

    Path path;

    @BeforeEach
    void writeSample() throws Exception {
        path = SampleGguf.write(folder.resolve("sample.gguf"));
    }

    @Test
    void everyMetadataTypeIsReadAsItWasWritten() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            GgufMetadata metadata = file.metadata();
            assertThat(metadata.integer("all.uint8")).hasValue(255);
            assertThat(metadata.integer("all.int8")).hasValue(-128);
            assertThat(metadata.integer("all.uint16")).hasValue(65535);
            assertThat(metadata.integer("all.int16")).hasValue(-32768);
            assertThat(metadata.integer("all.uint32")).hasValue(4294967295L);
            assertThat(metadata.integer("all.int32")).hasValue(Integer.MIN_VALUE);
            assertThat(metadata.real("all.float32")).hasValue(1e-5f);
            assertThat(metadata.bool("all.bool")).contains(true);
            assertThat(metadata.value("all.uint64").orElseThrow()).hasToString("18446744073709551615");
            assertThat(metadata.integer("all.int64")).hasValue(Long.MIN_VALUE);
            assertThat(metadata.real("all.float64")).hasValue(Math.PI);
            assertThat(metadata.reals("all.floats").orElseThrow()).containsExactly(0.5, -2);
            assertThat(metadata.bools("all.bools").orElseThrow()).containsExactly(true, false);
            assertThat(metadata.strings("all.empty").orElseThrow()).isEmpty();
            assertThat(metadata.strings("tokenizer.ggml.tokens").orElseThrow()).containsExactly("<s>", "", "hé", "llo");
            assertThat(metadata.integers("llama.attention.head_count_kv").orElseThrow())
                    .containsExactly(2, 1);
            assertThat(metadata.string("general.name")).contains("Größe 1");
            assertThat(metadata.keys())
                    .startsWith("general.architecture", "general.name")
                    .hasSize(24);
        }
    }

    @Test
    void absentKeysAreEmpty() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            GgufMetadata metadata = file.metadata();
            assertThat(metadata.string("no.such")).isEmpty();
            assertThat(metadata.integer("no.such")).isEmpty();
            assertThat(metadata.real("no.such")).isEmpty();
            assertThat(metadata.value("no.such")).isEmpty();
            assertThat(metadata.typeOf("no.such")).isEmpty();
            assertThat(metadata.sizeOf("no.such")).isEmpty();
            assertThat(metadata.contains("no.such")).isFalse();
        }
    }

    @Test
    void aGetterOfAnotherTypeNamesBothTypesAndTheKey() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            assertThatThrownBy(() -> file.metadata().integer("general.name"))
                    .isInstanceOf(GgufFormatException.class)
                    .hasMessage(path + ": metadata key 'general.name': the value is of type STRING,"
                            + " not a whole number (at byte 69)");
            assertThatThrownBy(() -> file.metadata().string("tokenizer.ggml.tokens"))
                    .isInstanceOf(GgufFormatException.class)
                    .hasMessageContaining("the value is an array of STRING, not a text");
            assertThatThrownBy(() -> file.metadata().integer("all.uint64"))
                    .isInstanceOf(GgufFormatException.class)
                    .hasMessageContaining("18446744073709551615 exceeds the largest signed 64-bit number");
        }
    }

    @Test
    void tensorsKnowShapeTypeAndWhereTheyLie() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            GgufTensor tensor = file.tensor("blk.0.attn_q.weight").orElseThrow();
            assertThat(tensor.shape()).containsExactly(32L, 3L, 2L);
            assertThat(tensor.type()).isEqualTo(GgmlType.Q4_0);
            assertThat(tensor.sizeBytes()).isEqualTo(18 * 6);
            assertThat(tensor.rowElements()).isEqualTo(32);
            assertThat(tensor.rows()).isEqualTo(6);
            assertThat(tensor.elements()).isEqualTo(192);
            assertThat(tensor.dimensions()).isEqualTo(3);
            assertThat(tensor.offset() % 32).isZero();
            assertThat(tensor.path()).isEqualTo(path);
            assertThat(file.tensor("no.such")).isEmpty();
            assertThat(file.tensors())
                    .extracting(GgufTensor::name)
                    .containsExactly("token_embd.weight", "blk.0.attn_norm.weight", "blk.0.attn_q.weight");
        }
    }

    @Test
    void mappedBytesAreThoseOfTheTensor() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            GgufTensor tensor = file.tensor("blk.0.attn_q.weight").orElseThrow();
            ByteBuffer bytes = file.map(tensor, 10, 20);
            assertThat(bytes.remaining()).isEqualTo(20);
            assertThat(bytes.get(0)).isEqualTo((byte) 10);
            assertThat(bytes.isReadOnly()).isTrue();
            assertThatThrownBy(() -> file.map(tensor, 100, 20))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cannot map 20 bytes at offset 100 of tensor 'blk.0.attn_q.weight', which has 108;"
                            + " stay within the tensor and map at most 1073741824 at once");
        }
    }

    @Test
    void theModelIsDescribedByItsMetadataAndShapes() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            GgufModel model = file.model();
            assertThat(model.architecture()).isEqualTo("llama");
            assertThat(model.name()).contains("Größe 1");
            assertThat(model.quantization()).isEqualTo("Q4_K_M");
            assertThat(model.dominantType()).isEqualTo(GgmlType.Q4_0);
            assertThat(model.parameterCount()).isEqualTo(128 + 32 + 192);
            assertThat(model.weightBytes()).isEqualTo(4 * 34 + 128 + 108);
            assertThat(model.bitsPerWeight()).isEqualTo(8.0 * 372 / 352);
            assertThat(model.headCounts()).containsExactly(4L, 4L);
            assertThat(model.keyValueHeadCounts()).containsExactly(2L, 1L);
            assertThat(model.vocabularySize()).hasValue(4);
            assertThat(model.contextTokens()).hasValue(128);
            assertThat(model.chatTemplate()).contains("{{ messages }}");
        }
    }

    @Test
    void aFileWithoutArchitectureIsReadButIsNoModel() throws Exception {
        GgufWriter.create().set("general.type", GgufValue.string("imatrix")).writeHeader(path);
        try (GgufFile file = GgufFile.open(path)) {
            assertThat(file.metadata().string("general.type")).contains("imatrix");
            assertThatThrownBy(file::model)
                    .isInstanceOf(GgufFormatException.class)
                    .hasMessage(path + ": the metadata has no 'general.architecture', so this is no language model;"
                            + " its keys and tensors can still be read one by one (at byte 0)");
        }
    }

    @Test
    void interruptingAThreadLeavesTheFileUsable() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            Thread.currentThread().interrupt();
            assertThat(file.metadata().integer("all.uint8")).hasValue(255);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file.metadata().integer("all.uint8")).hasValue(255);
        }
    }

    @Test
    void aClosedFileSaysSo() throws Exception {
        GgufFile file = GgufFile.open(path);
        List<String> tokens = file.metadata().strings("tokenizer.ggml.tokens").orElseThrow();
        file.close();
        file.close();
        assertThat(tokens).hasSize(4).contains("llo");
        assertThatThrownBy(() -> file.metadata().string("general.name"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(path + " has been closed; read from it before closing it, or open it again");
    }

    @Test
    void badUtf8IsReplacedAndKeptWhenRewritten() throws Exception {
        byte[] content = Files.readAllBytes(path);
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("Gr");
        content[at] = (byte) 0xff;
        Files.write(path, content);
        Path copy = folder.resolve("copy.gguf");
        try (GgufFile file = GgufFile.open(path)) {
            assertThat(file.metadata().string("general.name")).contains("\uFFFDröße 1");
            GgufWriter.copyOf(file).write(copy, Progress.none());
        }
        assertThat(Files.mismatch(path, copy)).isEqualTo(-1);
    }
}
