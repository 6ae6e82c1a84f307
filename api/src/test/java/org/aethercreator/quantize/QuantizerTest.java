package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufFormatException;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.llamacpp.EncodeJob;
import org.aethercreator.llamacpp.EncodeResult;
import org.aethercreator.llamacpp.EncodeTarget;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.progress.ProgressUpdate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What happens around the encoding; the encoder here notes its jobs and writes nothing. */
class QuantizerTest {
    private static final MixtureTable TABLE = MixtureTable.forRelease("b4916");
    private static final EncodeResult NOTHING = new EncodeResult(Duration.ZERO, 0, List.of());

    @TempDir
    Path folder;

    Path source;
    final List<EncodeJob> jobs = new ArrayList<>();

    @BeforeEach
    void writeModel() throws Exception {
        source = new RandomModel("llama", 9, 256, 8, 4, 0, false, false).write(folder.resolve("model-F16.gguf"));
    }

    @Test
    void everyTensorIsEncodedOnceIntoItsPlace() throws Exception {
        QuantizedModel model =
                quantize(QuantizeRequest.of(source, QuantizationType.Q4_K_M)).get(0);
        assertThat(model.path()).isEqualTo(folder.resolve("model-Q4_K_M.gguf"));
        try (GgufFile before = GgufFile.open(source);
                GgufFile after = GgufFile.open(model.path())) {
            assertThat(jobs).hasSameSizeAs(before.tensors());
            for (EncodeJob job : jobs) {
                GgufTensor from = before.tensor(job.name()).orElseThrow();
                GgufTensor to = after.tensor(job.name()).orElseThrow();
                assertThat(job.sourceOffset()).isEqualTo(from.offset());
                assertThat(job.sourceBytes()).isEqualTo(from.sizeBytes());
                EncodeTarget target = job.targets().get(0);
                assertThat(target.offset()).isEqualTo(to.offset());
                assertThat(job.targetBytes(target)).isEqualTo(to.sizeBytes());
                assertThat(target.type()).isEqualTo(to.type());
            }
            assertThat(after.model().quantization()).isEqualTo("Q4_K_M");
            assertThat(after.model().parameterCount()).isEqualTo(before.model().parameterCount());
            List<String> keys = List.copyOf(after.metadata().keys());
            assertThat(keys.subList(keys.size() - 2, keys.size()))
                    .containsExactly("general.quantization_version", "general.file_type");
            assertThat(model.bitsPerWeight()).isEqualTo(after.model().bitsPerWeight());
        }
        assertThat(model.requantized()).isFalse();
        assertThat(model.sizeBytes()).isEqualTo(Files.size(model.path()));
        assertThat(model.tensorTypes()).containsEntry(GgmlType.F32, 10);
    }

    @Test
    void matricesGetTypesByTheirRole() throws Exception {
        quantize(QuantizeRequest.of(source, QuantizationType.Q4_K_M));
        assertThat(typeOf("output.weight")).isEqualTo(GgmlType.Q6_K);
        assertThat(typeOf("token_embd.weight")).isEqualTo(GgmlType.Q4_K);
        assertThat(typeOf("output_norm.weight")).isEqualTo(GgmlType.F32);
        assertThat(typeOf("blk.0.attn_v.weight")).isEqualTo(GgmlType.Q6_K);
        assertThat(typeOf("blk.1.attn_v.weight")).isEqualTo(GgmlType.Q4_K);
        assertThat(typeOf("blk.3.ffn_down.weight")).isEqualTo(GgmlType.Q6_K);
        assertThat(typeOf("blk.3.ffn_up.weight")).isEqualTo(GgmlType.Q4_K);
    }

    @Test
    void severalTypesGiveSeveralFiles() throws Exception {
        List<QuantizedModel> models = quantize(
                QuantizeRequest.of(source, QuantizationType.Q8_0, QuantizationType.Q2_K, QuantizationType.Q8_0));
        assertThat(models)
                .extracting(QuantizedModel::type)
                .containsExactly(QuantizationType.Q8_0, QuantizationType.Q2_K);
        assertThat(names()).containsExactlyInAnyOrder("model-F16.gguf", "model-Q8_0.gguf", "model-Q2_K.gguf");
    }

    @Test
    void aQuantizedSourceIsTakenAndSaid() throws Exception {
        Path quantized = quantize(QuantizeRequest.of(source, QuantizationType.Q8_0))
                .get(0)
                .path();
        QuantizedModel again =
                quantize(QuantizeRequest.of(quantized, QuantizationType.Q4_0)).get(0);
        assertThat(again.path()).isEqualTo(folder.resolve("model-Q4_0.gguf"));
        assertThat(again.requantized()).isTrue();
    }

    @Test
    void theSourceIsNeverTheTarget() throws Exception {
        assertThatThrownBy(() -> quantize(QuantizeRequest.of(source, QuantizationType.Q8_0, QuantizationType.F16)
                        .withOverwrite(true)))
                .hasMessage(folder.resolve("model-F16.gguf") + " is both source and target;"
                        + " choose another type, or another folder for the result")
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(names()).containsExactly("model-F16.gguf");
    }

    @Test
    void anExistingFileIsReplacedOnlyOnRequest() throws Exception {
        Path target = Files.writeString(folder.resolve("model-Q8_0.gguf"), "precious");
        QuantizeRequest request = QuantizeRequest.of(source, QuantizationType.Q8_0);
        assertThatThrownBy(() -> quantize(request))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(target + ": the file exists; delete it, name another folder, or ask to overwrite it");
        assertThat(target).hasContent("precious");
        quantize(request.withOverwrite(true));
        assertThat(Files.size(target)).isGreaterThan(1000);
    }

    @Test
    void foldersThatCannotTakeTheResultAreRefused() throws Exception {
        QuantizeRequest request = QuantizeRequest.of(source, QuantizationType.Q8_0);
        assertThatThrownBy(() -> quantize(request.withFolder(folder.resolve("absent"))))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("absent") + ": the folder does not exist; create it or name another one");
        assertThatThrownBy(() -> quantize(request.withFolder(source)))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessage(source + ": not a folder; name a folder to write in");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc is a folder in which not even root can write, on Linux only")
    void aReadOnlyFolderIsRefused() {
        assertThatThrownBy(() -> quantize(
                        QuantizeRequest.of(source, QuantizationType.Q8_0).withFolder(Path.of("/proc"))))
                .isInstanceOf(IOException.class)
                .hasMessage("/proc: cannot write in this folder; change its permissions or name another one");
    }

    @Test
    void aDiskTooSmallForAllResultsIsNoticedBefore() throws Exception {
        List<QuantizationPlan> plans = quantizer((encodeJobs, threads, progress) -> NOTHING)
                .plan(QuantizeRequest.of(source, QuantizationType.Q8_0, QuantizationType.Q6_K));
        assertThatThrownBy(() -> QuantizeChecks.checkSpace(folder, 3 << 20, 5 << 20, plans))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": the disk has 3 MiB free, but the result takes up to 13 MiB;"
                        + " free some space or name a folder on another disk");
        assertThat(names()).containsExactly("model-F16.gguf");
    }

    @Test
    void whatIsNoModelIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("text.gguf"), "once upon a time");
        assertThatThrownBy(() -> quantize(QuantizeRequest.of(text, QuantizationType.Q8_0)))
                .isInstanceOf(GgufFormatException.class);
        assertThatThrownBy(() -> quantize(QuantizeRequest.of(folder.resolve("absent.gguf"), QuantizationType.Q8_0)))
                .isInstanceOf(NoSuchFileException.class);
        GgufWriter adapter = GgufWriter.create()
                .set("general.architecture", GgufValue.string("llama"))
                .set("general.type", GgufValue.string("adapter"));
        adapter.writeHeader(text);
        assertThatThrownBy(() -> quantize(QuantizeRequest.of(text, QuantizationType.Q8_0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        text + " is a LoRA adapter, which is used unquantized; quantize the model that it belongs to");
        adapter.remove("general.type").writeHeader(text);
        assertThatThrownBy(() -> quantize(QuantizeRequest.of(text, QuantizationType.Q8_0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text + " has no tensors, only a vocabulary; name a model with weights");
        adapter.tensor("output.weight", GgmlType.MXFP4, 256, 2).writeHeader(text);
        assertThatThrownBy(() -> quantize(QuantizeRequest.of(text, QuantizationType.Q8_0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor 'output.weight' is stored as MXFP4, which the llama.cpp in use cannot decode;"
                        + " quantize from an F16, BF16 or F32 model");
    }

    @Test
    void nothingIsLeftWhenEncodingFailsOrIsInterrupted() {
        Quantizer failing = quantizer((encodeJobs, threads, progress) -> {
            throw new IOException("no space left on device");
        });
        QuantizeRequest request = QuantizeRequest.of(source, QuantizationType.Q8_0);
        assertThatThrownBy(() -> failing.quantize(request, Progress.none())).hasMessage("no space left on device");
        Quantizer interrupted = quantizer((encodeJobs, threads, progress) -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> interrupted.quantize(request, Progress.none()))
                .isInstanceOf(InterruptedException.class);
        assertThat(names()).containsExactly("model-F16.gguf");
    }

    @Test
    void progressNamesTheType() throws Exception {
        List<String> stages = new ArrayList<>();
        quantizer((encodeJobs, threads, progress) -> {
                    progress.update(new ProgressUpdate("encode", 1, 2, ProgressUnit.BYTES, "x", Duration.ZERO));
                    return NOTHING;
                })
                .quantize(QuantizeRequest.of(source, QuantizationType.Q8_0), update -> stages.add(update.stage()));
        assertThat(stages).containsExactly("quantize Q8_0");
    }

    @Test
    void shardsBecomeOneFile() throws Exception {
        Path first = folder.resolve("big-BF16-00001-of-00002.gguf");
        for (int i = 0; i < 2; i++) {
            GgufWriter shard = GgufWriter.create()
                    .set("general.architecture", GgufValue.string("llama"))
                    .set("split.no", GgufValue.integer(GgufType.UINT16, i))
                    .set("split.count", GgufValue.integer(GgufType.UINT16, 2))
                    .tensor("blk." + i + ".ffn_up.weight", GgmlType.F32, 32, 2);
            shard.write(
                    folder.resolve("big-BF16-0000" + (i + 1) + "-of-00002.gguf"),
                    Progress.none(),
                    (tensor, out) -> out.write(ByteBuffer.allocate((int) tensor.sizeBytes())));
        }
        QuantizedModel model =
                quantize(QuantizeRequest.of(first, QuantizationType.Q8_0)).get(0);
        assertThat(model.path()).isEqualTo(folder.resolve("big-Q8_0.gguf"));
        assertThat(jobs).extracting(EncodeJob::source).doesNotHaveDuplicates().contains(first);
        try (GgufFile file = GgufFile.open(model.path())) {
            assertThat(file.metadata().contains("split.count")).isFalse();
            assertThat(file.tensors()).hasSize(2);
        }
    }

    private static Quantizer quantizer(Quantizer.Encoder encoder) {
        return new Quantizer(() -> new Quantizer.Build(TABLE, encoder));
    }

    private List<QuantizedModel> quantize(QuantizeRequest request) throws Exception {
        Quantizer.Encoder noting = (encodeJobs, threads, progress) -> {
            jobs.addAll(encodeJobs);
            return NOTHING;
        };
        return quantizer(noting).quantize(request, Progress.none());
    }

    private GgmlType typeOf(String tensor) {
        return jobs.stream()
                .filter(job -> job.name().equals(tensor))
                .findFirst()
                .orElseThrow()
                .targets()
                .get(0)
                .type();
    }

    private Set<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
