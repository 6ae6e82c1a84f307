package org.aethercreator.convert.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.HuggingFaceReferee;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about a model equals what llama.cpp's own converter finds out. */
@Tag("referee")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetadataRefereeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names as the hub has them, and some that are hard to take apart. */
    private static final List<String> NAMES = List.of(
            "Llama-3.2-1B-Instruct",
            "Meta-Llama-3.1-8B",
            "Mistral-7B-Instruct-v0.3",
            "Mixtral-8x7B-v0.1",
            "Qwen2.5-0.5B-Instruct",
            "Qwen3-235B-A22B-Instruct-2507",
            "Qwen1.5-MoE-A2.7B-Chat",
            "gemma-2-2b-it",
            "gemma-3-270m",
            "Phi-3.5-mini-instruct",
            "Phi-3-medium-128k-instruct",
            "Phi-4-mini-instruct",
            "SmolLM2-135M",
            "SmolLM3-3B",
            "granite-3.1-2b-instruct",
            "stablelm-2-zephyr-1_6b",
            "OLMo-2-1124-7B-Instruct",
            "bloom-7b1-petals",
            "DeepSeek-R1-Distill-Qwen-1.5B",
            "TinyLlama-1.1B-Chat-v1.0",
            "gpt2-xl",
            "flan-t5-large",
            "all-MiniLM-L6-v2",
            "Llama-2-7b-chat-hf-q4_0",
            "model-fp16",
            "model-BF16-small",
            "v1",
            "7B",
            "a",
            "--double--hyphen--",
            "iter2-3",
            "My Model of Words",
            "Hermes-2-Pro-Mistral-7B-lora",
            "ünïcode-Größe-7B",
            "don't-3x3-9T",
            "Nemo-mini-small-12B");

    private static final List<String> CARDS = List.of(
            "no front matter",
            "---\nlicense: mit\nlanguage:\n- en\n- no\n- \"de\"\n---\ntext",
            "---\nlicense: [mit, apache-2.0]\nlanguage: fr\ntags: solo\npipeline_tag: text-generation\n---\n",
            "---\nbase_model: mistralai/Mistral-7B-v0.1\ndatasets: [a/b-c-7B, https://huggingface.co/x/y-v2, ssh://h/z]\n---\n",
            "---\nbase_model:\n- https://huggingface.co/o/n-1B-v1.1\n- https://huggingface.co/o/n/tree/main\n- Just Words\n---\n",
            "---\nbase_models:\n- name: A\n  repo_url: https://example.org\n  description: ''\n- ./local/x\n---\n",
            "---\nbase_model:\ndataset: one\n---\n",
            """
            ---
            model_name: Named
            model_creator: Someone
            model_type: mistral
            version: v9
            url: u
            doi: d
            uuid: i
            repo_url: r
            description: |
              two
              lines
            quantized_by: nobody
            ---
            """,
            "---\nname: ''\nlicense:\nlicense_name: own\nlicense_link: LICENSE\nfinetune: f t\nbasename: b a\nsize_label: 9B\n---\n",
            "---\r\nlicense: other\r\ntags:\r\n- one\r\n---\r\n",
            "---\nlicense: mit\ntags:\n\t- tabbed\n---\n",
            "--- \nlicense: mit\n---\n",
            "---\nlicense: mit\n",
            "");

    private static final List<String> CONFIGS = List.of(
            "{\"_name_or_path\": \"meta-llama/Llama-2-7b-hf\"}",
            "{\"_name_or_path\": \"/home/me/models/Llama-2-7b-hf\"}",
            "{\"_name_or_path\": \"./out-7B\"}",
            "{\"_name_or_path\": \"\"}");

    private static final List<String> GENERATION = List.of(
            "{\"temperature\": 0.6, \"top_k\": 20, \"top_p\": 0.95, \"min_p\": 0, \"repetition_penalty\": 1.1}",
            "{\"temperature\": null, \"top_k\": 50, \"mirostat\": 2, \"mirostat_tau\": 5.0, \"mirostat_eta\": 0.1, \"sequence\": \"a;b\","
                    + " \"penalty_last_n\": 64, \"penalty_repeat\": 1.05, \"xtc_probability\": 0.5, \"xtc_threshold\": 0.1}");

    /** A folder and the number of parameters of its model. */
    private record Case(Path folder, long parameters) {}

    private HuggingFaceReferee referee;

    @BeforeAll
    void prepare() throws IOException, InterruptedException {
        referee = HuggingFaceReferee.prepare();
    }

    @Test
    void namesCardsAndConfigurationsAreUnderstoodAsByTheReference(@TempDir Path root)
            throws IOException, InterruptedException {
        List<Case> cases = new ArrayList<>();
        for (String name : NAMES) {
            for (long parameters : new long[] {0, 1_500_000_000L, 7_241_732_096L, 134_515_008L, -3_000_000}) {
                cases.add(new Case(folder(root, name), parameters));
            }
        }
        List<List<String>> files =
                List.of(List.of("README.md"), List.of("config.json"), List.of("generation_config.json"));
        List<List<String>> texts = List.of(CARDS, CONFIGS, GENERATION);
        for (int kind = 0; kind < files.size(); kind++) {
            for (String text : texts.get(kind)) {
                Path folder = folder(root, "Some-1B-Chat");
                Files.writeString(folder.resolve(files.get(kind).get(0)), text);
                cases.add(new Case(folder, 1_000_000_000));
            }
        }
        for (Path model : referee.models()) {
            cases.add(new Case(model, 8_000_000));
        }

        List<String> verdicts = ask(root, cases);

        for (int i = 0; i < cases.size(); i++) {
            ModelMetadata ours = ModelMetadata.read(
                    cases.get(i).folder(), ParameterCount.dense(cases.get(i).parameters()));
            JsonNode theirs = JSON.readTree(verdicts.get(i));
            assertThat(List.of(shown(ours), ours.fileName("F16")))
                    .as(cases.get(i).toString())
                    .isEqualTo(List.of(shown(theirs.path(0)), theirs.path(1).asText()));
        }
    }

    @Test
    void sizesAreLabelledAsByTheReference(@TempDir Path root) throws IOException, InterruptedException {
        List<Case> cases = new ArrayList<>();
        for (long parameters = 1; parameters < 3_000_000_000_000L; parameters = parameters * 21 / 20 + 1) {
            cases.add(new Case(root, parameters));
        }
        for (long parameters :
                new long[] {999_999, 1_000_000, 1_000_001, 2_500_000, 9_950_000, 10_500_000_000L, 94_500}) {
            cases.add(new Case(root, parameters));
        }
        List<String> verdicts = ask(root, cases);

        for (int i = 0; i < cases.size(); i++) {
            assertThat(verdicts.get(i))
                    .as(cases.get(i).toString())
                    .contains("\"general.size_label\", \"STRING\", \""
                            + ParameterCount.dense(cases.get(i).parameters()).label() + "\"");
        }
    }

    private List<String> ask(Path root, List<Case> cases) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Case one : cases) {
            lines.add(JSON.writeValueAsString(List.of(one.folder().toString(), one.parameters())));
        }
        Path questions = Files.write(root.resolve("questions.jsonl"), lines);
        List<String> verdicts = referee.run("read_metadata.py", questions.toString());
        assertThat(verdicts).hasSameSizeAs(cases);
        return verdicts;
    }

    private static Path folder(Path root, String name) throws IOException {
        return Files.createDirectories(Files.createTempDirectory(root, "case").resolve(name));
    }

    private static List<String> shown(ModelMetadata metadata) {
        List<String> shown = new ArrayList<>();
        metadata.entries().forEach((key, value) -> shown.add(key + " " + value.type() + " " + text(value)));
        return shown;
    }

    private static String text(GgufValue value) {
        if (value.type() == GgufType.FLOAT32) {
            return Float.toString((float) value.asDouble());
        }
        return value.type() == GgufType.ARRAY ? value.asStrings().toString() : value.toString();
    }

    private static List<String> shown(JsonNode entries) {
        List<String> shown = new ArrayList<>();
        for (JsonNode entry : entries) {
            String type = entry.path(1).asText();
            JsonNode value = entry.path(2);
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(element.asText()));
            String text = value.isArray() ? elements.toString() : value.asText();
            shown.add(entry.path(0).asText() + " " + type + " "
                    + (type.equals("FLOAT32") ? Float.toString(value.floatValue()) : text));
        }
        return shown;
    }
}
