package org.aethercreator.convert.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.gguf.ToyModel;
import org.aethercreator.progress.Progress;
import org.aethercreator.safetensors.SafetensorsFile;
import org.aethercreator.safetensors.SafetensorsTensor;
import org.aethercreator.safetensors.SafetensorsType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceExporterTest {
    @TempDir
    private Path folder;

    private Path gguf;
    private Path target;

    @BeforeEach
    void writeModel() throws Exception {
        gguf = ToyModel.small().write(folder.resolve("toy.gguf"));
        target = folder.resolve("toy");
    }

    private ExportedModel export(ExportRequest request) throws Exception {
        return HuggingFaceExporter.of(gguf).export(request, Progress.none());
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(target.resolve(file).toFile());
    }

    /** The same file with other metadata. */
    private void change(String key, GgufValue value) throws Exception {
        try (GgufFile file = GgufFile.open(gguf)) {
            GgufWriter.copyOf(file).set(key, value).write(gguf, Progress.none());
        }
    }

    @Test
    void theConfigurationSaysTheShapeOfTheNetwork() throws Exception {
        ExportedModel model = export(ExportRequest.to(target));

        assertThat(model.type()).isEqualTo(SafetensorsType.F16);
        assertThat(model.weights()).containsExactly(target.resolve("model.safetensors"));
        JsonNode config = json("config.json");
        assertThat(config.get("architectures").get(0).textValue()).isEqualTo("LlamaForCausalLM");
        assertThat(config.get("hidden_size").intValue()).isEqualTo(256);
        assertThat(config.get("intermediate_size").intValue()).isEqualTo(512);
        assertThat(config.get("num_hidden_layers").intValue()).isEqualTo(2);
        assertThat(config.get("num_attention_heads").intValue()).isEqualTo(4);
        assertThat(config.get("num_key_value_heads").intValue()).isEqualTo(4);
        assertThat(config.get("vocab_size").intValue()).isEqualTo(320);
        assertThat(config.get("rms_norm_eps").asText()).isEqualTo("1.0E-5");
        assertThat(config.get("tie_word_embeddings").booleanValue()).isFalse();
        assertThat(config.get("torch_dtype").textValue()).isEqualTo("float16");
        assertThat(config.get("eos_token_id").intValue()).isEqualTo(2);
        assertThat(json("generation_config.json").get("eos_token_id").intValue())
                .isEqualTo(2);
    }

    @Test
    void rowsOfQueriesStandInHalvesAgainAndAllOthersWhereTheyWere() throws Exception {
        export(ExportRequest.to(target));

        try (GgufFile source = GgufFile.open(gguf);
                SafetensorsFile made = SafetensorsFile.open(target)) {
            assertThat(made.tensors()).hasSize(21);
            // A head has 64 rows: its row 1 is the third of GGUF, its row 32 the second.
            assertThat(row(made, "model.layers.1.self_attn.q_proj.weight", 64 + 1))
                    .isEqualTo(row(source, "blk.1.attn_q.weight", 64 + 2));
            assertThat(row(made, "model.layers.1.self_attn.k_proj.weight", 64 + 32))
                    .isEqualTo(row(source, "blk.1.attn_k.weight", 64 + 1));
            assertThat(row(made, "model.layers.0.self_attn.v_proj.weight", 5))
                    .isEqualTo(row(source, "blk.0.attn_v.weight", 5));
            assertThat(row(made, "lm_head.weight", 319)).isEqualTo(row(source, "output.weight", 319));
        }
    }

    private static ByteBuffer row(GgufFile file, String name, long row) throws IOException {
        GgufTensor tensor = file.tensor(name).orElseThrow();
        long bytes = tensor.sizeBytes() / tensor.rows();
        return file.map(tensor, row * bytes, bytes);
    }

    private static ByteBuffer row(SafetensorsFile file, String name, long row) throws IOException {
        SafetensorsTensor tensor = file.tensor(name).orElseThrow();
        long bytes = tensor.sizeBytes() / tensor.shape().get(0);
        return file.map(tensor, row * bytes, bytes);
    }

    @Test
    void otherTypesHoldTheSameNumbers() throws Exception {
        export(ExportRequest.to(target).withType(SafetensorsType.F32));

        try (GgufFile source = GgufFile.open(gguf);
                SafetensorsFile made = SafetensorsFile.open(target)) {
            float number = row(made, "lm_head.weight", 7).getFloat(4);
            assertThat(number).isNotZero();
            // 16 bits of the same number: sign, exponent less 112, ten bits of the mantissa.
            int bits = Float.floatToRawIntBits(number);
            assertThat((bits & 0x1fff)).isZero();
            assertThat(row(source, "output.weight", 7).getShort(2) & 0x3ff).isEqualTo((bits >> 13) & 0x3ff);
            assertThat(row(made, "model.norm.weight", 0).getFloat(0)).isEqualTo(1);
        }
    }

    @Test
    void bytesSpacesAndControlTokensComeIntoTheTokenizer() throws Exception {
        change("tokenizer.chat_template", GgufValue.string("{{ messages[0].content }}"));
        export(ExportRequest.to(target));

        JsonNode tokenizer = json("tokenizer.json");
        assertThat(tokenizer.at("/model/byte_fallback").booleanValue()).isTrue();
        assertThat(tokenizer.at("/model/vocab/<0x0A>").intValue()).isEqualTo(13);
        assertThat(tokenizer.at("/normalizer/normalizers/0/prepend").textValue())
                .isEqualTo("\u2581");
        assertThat(tokenizer.at("/added_tokens").findValuesAsText("content")).containsExactly("<unk>", "<s>", "</s>");
        assertThat(tokenizer.at("/post_processor/special_tokens/<s>/ids/0").intValue())
                .isEqualTo(1);
        JsonNode config = json("tokenizer_config.json");
        assertThat(config.get("chat_template").textValue()).isEqualTo("{{ messages[0].content }}");
        assertThat(config.get("bos_token").textValue()).isEqualTo("<s>");
    }

    @Test
    void anExportIsReplacedOnDemandOnlyAndOnlyIfItIsOne() throws Exception {
        export(ExportRequest.to(target));

        assertThatThrownBy(() -> export(ExportRequest.to(target)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(target + " exists already; name another folder, or allow it to be overwritten.");
        export(ExportRequest.to(target).withOverwrite(true));

        Files.writeString(target.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> export(ExportRequest.to(target).withOverwrite(true)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(
                        target + " is not replaced, as it holds more than an exported model: notes.txt. Name another"
                                + " folder, or remove it first.");
        assertThat(target.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void unknownFamiliesTokenizersAndTensorsAreRefusedAndLeaveNothing() throws Exception {
        change("general.architecture", GgufValue.string("mamba"));
        assertRefused(
                "is of the architecture 'mamba'; a model folder can be made of llama, qwen2, qwen3, gemma2, gemma3,"
                        + " phi3, smollm3, granite, stablelm, olmo2. Take the model's own folder from the hub instead.");

        writeModel();
        change("tokenizer.ggml.model", GgufValue.string("bert"));
        assertRefused(
                "has a tokenizer of the kind 'bert'; a tokenizer.json can be made of gpt2 (byte-level BPE) and llama"
                        + " (SentencePiece).");

        writeModel();
        change("tokenizer.ggml.model", GgufValue.string("gpt2"));
        change("tokenizer.ggml.pre", GgufValue.string("unheard-of"));
        assertRefused("cuts texts into words as 'unheard-of' does (tokenizer.ggml.pre)");

        ToyModel.small()
                .writer()
                .tensor("blk.0.ssm_a", GgmlType.F32, 4)
                .write(
                        gguf,
                        Progress.none(),
                        (tensor, output) -> output.write(ByteBuffer.allocate((int) tensor.sizeBytes())));
        assertRefused("The tensor 'blk.0.ssm_a' has no place in a model folder of the architecture 'llama'.");
    }

    private void assertRefused(String message) throws IOException {
        assertThatThrownBy(() -> export(ExportRequest.to(target)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        try (var left = Files.list(folder)) {
            assertThat(left.toList()).isEqualTo(List.of(gguf));
        }
    }

    @Test
    void quantizedTypesAreNoTypesOfAFolder() {
        assertThatThrownBy(() -> ExportRequest.to(target).withType(SafetensorsType.I8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights cannot be exported as I8; choose F32, F16 or BF16");
    }
}
