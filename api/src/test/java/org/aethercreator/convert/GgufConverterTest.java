package org.aethercreator.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aethercreator.convert.architecture.ModelConfigException;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.progress.Progress;
import org.aethercreator.safetensors.SafetensorsType;
import org.aethercreator.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be converted is refused before anything is written. */
class GgufConverterTest {
    private static final String QWEN = """
            {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "hidden_size": 64, "num_attention_heads": 2,
             "num_hidden_layers": 1}""";

    @TempDir
    Path temporary;

    private Path folder;
    private Path target;

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectory(temporary.resolve("model"));
        target = Files.createDirectory(temporary.resolve("out")).resolve("model.gguf");
    }

    @Test
    void missingFolderIsNamed() {
        Path none = temporary.resolve("none");
        assertThatThrownBy(() -> GgufConverter.of(none).convert(ConvertRequest.to(target), Progress.none()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(none + ": there is no such folder; name the folder of a Hugging Face model");
    }

    @Test
    void weightsMustBeThere() throws Exception {
        Files.writeString(folder.resolve("config.json"), QWEN);
        assertThatThrownBy(this::convert)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + ": there is no model.safetensors and no model.safetensors.index.json in this"
                        + " folder; download the model's .safetensors files into it");
        assertNothingIsWritten();
    }

    @Test
    void existingTargetIsKept() throws Exception {
        writeModel();
        Files.writeString(target, "mine");
        assertThatThrownBy(this::convert)
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(target + ": the file exists; name another one, or allow to overwrite it");
        assertThat(target).hasContent("mine");
    }

    @Test
    void folderWithoutTokenizerLeavesNothingBehind() throws Exception {
        writeModel();
        assertThatThrownBy(this::convert)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("tokenizer");
        assertNothingIsWritten();
    }

    @Test
    void weightsOfUnknownKindAreRefused() throws Exception {
        Files.writeString(folder.resolve("config.json"), QWEN);
        SafetensorsWriter.create()
                .tensor("model.norm.weight", SafetensorsType.U32, 1)
                .write(
                        folder.resolve("model.safetensors"),
                        Progress.none(),
                        (tensor, output) -> output.write(ByteBuffer.allocate(4)));
        assertThatThrownBy(this::convert)
                .isInstanceOf(ModelConfigException.class)
                .hasMessage(folder.resolve("config.json") + ": 'model.norm.weight' is stored as U32, which cannot be"
                        + " converted; get the model with weights of 16 or 32 bits");
    }

    @Test
    void typesAreParsed() {
        assertThat(ConvertType.parse(" q8_0")).isEqualTo(ConvertType.Q8_0);
        assertThatThrownBy(() -> ConvertType.parse("Q4_K_M"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown type 'Q4_K_M'; choose one of AUTO, F32, F16, BF16, Q8_0, and quantize the result"
                        + " for smaller ones");
    }

    @Test
    void normsStayExactAndShortRowsBecomeF16() {
        List<Long> matrix = List.of(4L, 64L);
        assertThat(TargetTypes.of("blk.0.attn_q.weight", matrix, GgmlType.Q8_0)).isEqualTo(GgmlType.Q8_0);
        assertThat(TargetTypes.of("blk.0.attn_q.weight", List.of(4L, 40L), GgmlType.Q8_0))
                .isEqualTo(GgmlType.F16);
        assertThat(TargetTypes.of("blk.0.attn_q_norm.weight", matrix, GgmlType.F16))
                .isEqualTo(GgmlType.F32);
        assertThat(TargetTypes.of("output_norm.weight", List.of(64L), GgmlType.BF16))
                .isEqualTo(GgmlType.F32);
        assertThat(TargetTypes.of("blk.0.attn_q.bias", List.of(64L), GgmlType.F16))
                .isEqualTo(GgmlType.F32);
    }

    @Test
    void filesAreFilledUpToTheLimit() {
        List<GgufTensor> tensors = Stream.of(40L, 70L, 30L, 200L, 10L)
                .map(bytes -> new GgufTensor("t" + bytes, List.of(bytes), GgmlType.I8, 0, bytes, Path.of("")))
                .toList();
        assertThat(FileSplit.ofAtMost(100).divide(tensors))
                .extracting(file -> file.stream().map(GgufTensor::sizeBytes).toList())
                .containsExactly(List.of(40L), List.of(70L, 30L), List.of(200L), List.of(10L));
        assertThat(new FileSplit(0, 2).divide(tensors)).hasSize(3);
        assertThat(FileSplit.none().divide(tensors)).hasSize(1);
    }

    @Test
    void warningsNameTheTensors() {
        ConvertedTensor good = new ConvertedTensor("a", List.of(2L), "BF16", GgmlType.F16, 4, 0, 0, 0);
        ConvertedTensor bad = new ConvertedTensor("b", List.of(9L), "BF16", GgmlType.F16, 18, 2, 0, 1);
        assertThat(ConversionWarnings.of(List.of(good, bad), ConvertType.F16))
                .containsExactly(
                        "2 weights are NaN (b: 2); the model is broken: get its weights again, or from another place",
                        "1 weight is too large for F16 and became infinite (b: 1); convert to BF16 or F32");
    }

    private void writeModel() throws Exception {
        new ToyFolder(folder, QWEN)
                .random("model.embed_tokens.weight", SafetensorsType.F16, 8, 64)
                .write();
    }

    private ConvertedModel convert() throws IOException, InterruptedException {
        return GgufConverter.of(folder).convert(ConvertRequest.to(target), Progress.none());
    }

    private void assertNothingIsWritten() throws IOException {
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).isEmpty();
        }
    }
}
