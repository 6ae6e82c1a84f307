package org.aethercreator.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.HuggingFaceReferee;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our files against those of the Python library, byte for byte. */
@Tag("referee")
class SafetensorsRefereeTest {
    private static HuggingFaceReferee referee;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        referee = HuggingFaceReferee.prepare();
    }

    @Test
    void rewrittenFileIsThatOfThePythonLibrary() throws Exception {
        Path theirs = folder.resolve("theirs.safetensors");
        Path ours = folder.resolve("ours.safetensors");
        referee.run("safetensors_files.py", "write", theirs.toString());
        rewrite(theirs, ours);
        assertThat(ours).hasSameBinaryContentAs(theirs);
        assertThat(referee.run("safetensors_files.py", "read", ours.toString())).hasSize(15); // one name has two lines
    }

    @Test
    void modelInFilesHasTheIndexOfTransformers() throws Exception {
        Path theirs = referee.model("mistral-tiny-sharded");
        try (SafetensorsFile source = SafetensorsFile.open(theirs)) {
            assertThat(source.files()).hasSizeGreaterThan(1);
            for (Path file : source.files()) {
                Path ours = folder.resolve(file.getFileName());
                rewrite(file, ours);
                assertThat(ours).hasSameBinaryContentAs(file);
            }
            SafetensorsWriter writer = SafetensorsWriter.create().metadata("format", "pt");
            List<SafetensorsTensor> inOrder = stateOrder(source);
            inOrder.forEach(tensor -> add(writer, tensor));
            writer.writeModel(
                    folder, 2_000_000, Progress.none(), (tensor, output) -> output.write(bytes(source, tensor.name())));
        }
        assertThat(Files.readString(folder.resolve(ShardIndex.FILE_NAME)))
                .isEqualTo(Files.readString(theirs.resolve(ShardIndex.FILE_NAME)));
    }

    /** The order in which PyTorch lists a Llama's tensors, which decides what is in which file. */
    private static List<SafetensorsTensor> stateOrder(SafetensorsFile source) {
        List<String> names = new ArrayList<>(List.of("model.embed_tokens.weight"));
        for (int block = 0; block < 2; block++) {
            for (String name : List.of(
                    "self_attn.q_proj",
                    "self_attn.k_proj",
                    "self_attn.v_proj",
                    "self_attn.o_proj",
                    "mlp.gate_proj",
                    "mlp.up_proj",
                    "mlp.down_proj",
                    "input_layernorm",
                    "post_attention_layernorm")) {
                names.add("model.layers." + block + "." + name + ".weight");
            }
        }
        names.addAll(List.of("model.norm.weight", "lm_head.weight"));
        return names.stream().map(name -> source.tensor(name).orElseThrow()).toList();
    }

    private static void rewrite(Path from, Path to) throws Exception {
        try (SafetensorsFile source = SafetensorsFile.open(from)) {
            SafetensorsWriter writer = SafetensorsWriter.create();
            source.metadata().forEach(writer::metadata);
            source.tensors().forEach(tensor -> add(writer, tensor));
            writer.write(to, Progress.none(), (tensor, output) -> output.write(bytes(source, tensor.name())));
        }
    }

    private static void add(SafetensorsWriter writer, SafetensorsTensor tensor) {
        writer.tensor(
                tensor.name(),
                tensor.type(),
                tensor.shape().stream().mapToLong(Long::longValue).toArray());
    }

    private static ByteBuffer bytes(SafetensorsFile source, String name) throws IOException {
        SafetensorsTensor tensor = source.tensor(name).orElseThrow();
        return source.map(tensor, 0, tensor.sizeBytes());
    }
}
