package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.fit.Companion;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modelfiles beside small files that call themselves models, projectors and adapters. */
class BaseModelTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws Exception {
        write(
                "model.gguf",
                file("llama", "model")
                        .set("general.name", GgufValue.string("Tiny Llama 1B"))
                        .set("tokenizer.ggml.tokens", GgufValue.strings(List.of("<s>", "a", "</s>", "<|tool|>")))
                        .set("tokenizer.ggml.token_type", GgufValue.integers(GgufType.INT32, 3, 1, 3, 4))
                        .set("tokenizer.ggml.eos_token_id", GgufValue.uint32(2))
                        .tensor("token_embd.weight", GgmlType.F32, 8, 4)
                        .tensor("blk.0.attn_q.weight", GgmlType.F32, 8, 8));
        write("mmproj.gguf", file("clip", "mmproj").tensor("v.patch_embd.weight", GgmlType.F32, 256));
        write("draft.gguf", file("llama", "model").tensor("blk.0.attn_q.weight", GgmlType.F32, 8, 8));
        write("lora.gguf", lora("llama", 8));
        write("wide.gguf", lora("llama", 16));
        write("gemma.gguf", lora("gemma2", 8));
    }

    @Test
    void theModelAndWhatIsLoadedBesideItAreToldApart() throws Exception {
        BaseModel base = base("FROM ./mmproj.gguf\nFROM ./model.gguf\nADAPTER ./lora.gguf\nDRAFT ./draft.gguf\n");

        assertThat(base.model().name()).hasValue("Tiny Llama 1B");
        assertThat(base.companions().subList(0, 2))
                .containsExactly(new Companion.Projector(1024), new Companion.Adapter(2 * 4 * 2 * 8));
        assertThat(base.companions().get(2)).isInstanceOf(Companion.Draft.class);
        assertThat(base.vocabulary().specialTokens()).containsExactly("<s>", "</s>", "<|tool|>");
        assertThat(base.vocabulary().endOfTurn()).hasValue("</s>");
        assertThat(base.adapterProblems()).isEmpty();
        assertThat(BaseModel.of(Modelfile.parse("FROM llama3.2\n"), folder)).isEmpty();
    }

    @Test
    void anAdapterOfAnotherArchitectureIsAnError() throws Exception {
        String model = folder.resolve("model.gguf").toString();
        assertThat(findings("FROM ./model.gguf\nADAPTER ./gemma.gguf\n"))
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo("The adapter " + folder.resolve("gemma.gguf") + " was trained for a model of the"
                        + " architecture gemma2, but " + model + " is one of llama; give an adapter for that, or load"
                        + " the model that it was trained for. ollama create accepts the pair; loading the model then"
                        + " fails. Change FROM or ADAPTER so that they belong together.");
    }

    @Test
    void anAdapterOfAnotherSizeIsAnError() throws Exception {
        assertThat(findings("FROM ./model.gguf\nADAPTER ./wide.gguf\n"))
                .singleElement()
                .extracting(Finding::what)
                .asString()
                .contains(
                        "has the shapes [16, 2] and [2, 16] for the tensor blk.0.attn_q.weight, whose shape is [8, 8]");
    }

    @Test
    void aFolderOfAnAdapterTellsWhatItWasTrainedOn() throws Exception {
        Path adapter = Files.createDirectory(folder.resolve("peft"));
        Files.write(adapter.resolve("model.safetensors"), new byte[] {8, 0});
        Files.writeString(
                adapter.resolve("adapter_config.json"), "{\"base_model_name_or_path\": \"meta-llama/Llama-3.2-3B\"}");
        assertThat(findings("FROM ./model.gguf\nADAPTER ./peft\n"))
                .extracting(Finding::message)
                .contains(
                        "The adapter was trained on \"meta-llama/Llama-3.2-3B\", and the model calls itself \"Tiny Llama"
                                + " 1B\". On another base the changes land on weights that they were not made for, and answers"
                                + " become worse without an error. Name the base that it was trained on in FROM.");

        Files.writeString(
                adapter.resolve("adapter_config.json"), "{\"base_model_name_or_path\": \"tiny/Tiny-Llama-1B\"}");
        assertThat(findings("FROM ./model.gguf\nADAPTER ./peft\n"))
                .extracting(Finding::what)
                .noneMatch(what -> what.startsWith("The adapter was trained on"));
    }

    @Test
    void safetensorsOfOtherArchitecturesAreNotConverted() throws Exception {
        Path adapter = Files.createDirectory(folder.resolve("peft"));
        Files.write(adapter.resolve("model.safetensors"), new byte[] {8, 0});
        Files.writeString(adapter.resolve("adapter_config.json"), "{}");
        write("qwen.gguf", file("qwen2", "model").tensor("blk.0.attn_q.weight", GgmlType.F32, 8, 8));
        assertThat(findings("FROM ./qwen.gguf\nADAPTER ./peft\n"))
                .extracting(Finding::message)
                .contains("The adapter is a folder of safetensors, and the model's architecture is qwen2. ollama create"
                        + " converts adapters of llama and gemma2 only. Convert it with llama.cpp's"
                        + " convert_lora_to_gguf.py and name that GGUF file.");
    }

    private BaseModel base(String text) throws Exception {
        return BaseModel.of(Modelfile.parse(text), folder).orElseThrow();
    }

    private List<Finding> findings(String text) throws Exception {
        Modelfile modelfile = Modelfile.parse(text);
        return ModelfileCheck.of(modelfile).withFolder(folder).withBase(base(text)).findings().stream()
                .filter(finding -> finding.firstLine() == 2)
                .toList();
    }

    private static GgufWriter lora(String architecture, long width) {
        return file(architecture, "adapter")
                .set("adapter.type", GgufValue.string("lora"))
                .tensor("blk.0.attn_q.weight.lora_a", GgmlType.F32, width, 2)
                .tensor("blk.0.attn_q.weight.lora_b", GgmlType.F32, 2, width);
    }

    private static GgufWriter file(String architecture, String type) {
        return GgufWriter.create()
                .set("general.architecture", GgufValue.string(architecture))
                .set("general.type", GgufValue.string(type));
    }

    private void write(String name, GgufWriter writer) throws Exception {
        writer.write(
                folder.resolve(name),
                Progress.none(),
                (tensor, output) -> output.write(ByteBuffer.allocate((int) tensor.sizeBytes())));
    }
}
