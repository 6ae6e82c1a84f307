package org.aethercreator.convert.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.aethercreator.HuggingFaceReferee;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vocabularies equal those that llama.cpp's own converter writes: keys, order, types, values. */
@Tag("referee")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VocabularyRefereeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HuggingFaceReferee referee;

    @BeforeAll
    void prepare() throws IOException, InterruptedException {
        referee = HuggingFaceReferee.prepare();
        referee.convert(models().toList(), "f16");
    }

    Stream<String> models() throws IOException {
        return referee.models().stream().map(folder -> folder.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyFamilyHasTheVocabularyOfTheReference(String model) throws IOException, InterruptedException {
        Path folder = referee.model(model);
        Vocabulary vocabulary = read(folder);

        assertSame(vocabulary.entries(), tokenizerEntries(referee.convert(model, "f16")));
    }

    private static final String CONFIG = "{\"bos_token\": \"<s>\", \"eos_token\": {\"content\": \"</s>\"},"
            + " \"add_bos_token\": true, \"added_tokens_decoder\": {\"452\": {\"content\": \"<unused7>\"}}}";

    /** Files as models have them beside a tokenizer.model: what they say of special tokens and templates. */
    private static final List<Map<String, String>> FILES = List.of(
            Map.of(),
            Map.of(
                    "tokenizer_config.json",
                    "{\"chat_template\": [{\"name\": \"tool/use\", \"template\": \"T\"},"
                            + " {\"name\": \"default\", \"template\": \"D\"}], \"add_eos_token\": true}"),
            Map.of(
                    "tokenizer_config.json",
                    CONFIG,
                    "chat_template.jinja",
                    "{{ a }}\r\n",
                    "added_tokens.json",
                    "{\"<x>\": 451}"),
            Map.of("tokenizer_config.json", CONFIG, "chat_template.json", "{\"chat_template\": \"J\"}"),
            Map.of(
                    "tokenizer_config.json",
                    "{\"cls_token\": \"<s>\"}",
                    "tokenizer.json",
                    tokenizer("{\"type\": \"RobertaProcessing\", \"sep\": [\"</s>\", 2], \"cls\": [\"<s>\", 1]}")),
            Map.of("tokenizer_config.json", CONFIG, "tokenizer.json", tokenizer(template("<s>", "<|system|>", ""))),
            Map.of("tokenizer_config.json", CONFIG, "tokenizer.json", tokenizer(template("</s>", "</s>", "</s>"))),
            Map.of("tokenizer.json", tokenizer(template("<s>", "</s>", "</s>"))),
            Map.of("tokenizer_config.json", CONFIG, "tokenizer.json", tokenizer(template("", "", "</s>"))));

    @Test
    void filesBesideATokenizerModelAreUnderstoodAsByTheReference(@TempDir Path root)
            throws IOException, InterruptedException {
        List<Path> folders = new ArrayList<>();
        for (String kind : List.of("bpe", "bpe-bytes", "unigram", "unigram-bytes")) {
            for (Map<String, String> files : kind.equals("bpe-bytes") ? FILES : FILES.subList(0, 3)) {
                for (int size : new int[] {300, 480, 32016, 49152}) {
                    folders.add(folder(root, kind, files, size));
                }
            }
        }
        List<HuggingFaceReferee.Job> jobs = folders.stream()
                .map(folder -> HuggingFaceReferee.Job.vocabulary(folder, folder.resolve("theirs.gguf")))
                .toList();
        assertThat(referee.convert(jobs)).containsOnly(Optional.empty());

        for (Path folder : folders) {
            assertSame(read(folder).entries(), tokenizerEntries(folder.resolve("theirs.gguf")));
        }
    }

    private Path folder(Path root, String kind, Map<String, String> files, int size) throws IOException {
        Path folder = Files.createTempDirectory(root, kind);
        Files.copy(referee.sentencePiece(kind).resolve("tokenizer.model"), folder.resolve("tokenizer.model"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"architectures\": [\"LlamaForCausalLM\"], \"model_type\": \"llama\", \"hidden_size\": 64,"
                        + " \"intermediate_size\": 64, \"num_attention_heads\": 2, \"num_hidden_layers\": 1,"
                        + " \"bos_token_id\": 1, \"eos_token_id\": [2, 3], \"pad_token_id\": 470, \"vocab_size\": "
                        + size
                        + "}");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    private static String tokenizer(String postProcessor) {
        return """
                {"added_tokens": [{"id": 1, "content": "<s>", "special": true}, {"id": 2, "content": "</s>", "special": true},
                                  {"id": 3, "content": "<|system|>", "special": true}],
                 "normalizer": {"type": "Sequence", "normalizers": [{"type": "Lowercase"}, {"type": "StripAccents"}]},
                 "post_processor": %s, "model": {"type": "BPE", "vocab": {}, "merges": []}}
                """.formatted(postProcessor);
    }

    /** A text between {@code first} and {@code last}, a pair of them with {@code between}; empty for none. */
    private static String template(String first, String last, String between) {
        return "{\"type\": \"TemplateProcessing\", \"single\": [" + special(first, ", ") + sequence("A")
                + special(last, "")
                + "], \"pair\": [" + special(first, ", ") + sequence("A") + special(between, "") + ", " + sequence("B")
                + special(last, "") + "]}";
    }

    private static String special(String token, String after) {
        String part = "{\"SpecialToken\": {\"id\": \"" + token + "\", \"type_id\": 0}}";
        return token.isEmpty() ? "" : after.isEmpty() ? ", " + part : part + after;
    }

    private static String sequence(String name) {
        return "{\"Sequence\": {\"id\": \"" + name + "\", \"type_id\": 0}}";
    }

    static Vocabulary read(Path folder) throws IOException {
        JsonNode config = JSON.readTree(folder.resolve("config.json").toFile());
        OptionalInt size = config.path("vocab_size").isInt()
                ? OptionalInt.of(config.path("vocab_size").intValue())
                : OptionalInt.empty();
        return VocabularyReader.read(
                folder, style(config.path("architectures").path(0).asText()), size);
    }

    private static VocabularyStyle style(String architecture) {
        return switch (architecture) {
            case "Qwen2ForCausalLM", "Qwen3ForCausalLM" -> VocabularyStyle.QWEN;
            case "Gemma2ForCausalLM" -> VocabularyStyle.GEMMA;
            case "Gemma3ForCausalLM" -> VocabularyStyle.GEMMA3;
            case "Phi3ForCausalLM" -> VocabularyStyle.PHI3;
            case "StableLmForCausalLM", "Olmo2ForCausalLM" -> VocabularyStyle.BYTE_LEVEL_BPE;
            default -> VocabularyStyle.LLAMA;
        };
    }

    private static Map<String, GgufValue> tokenizerEntries(Path gguf) throws IOException {
        Map<String, GgufValue> entries = new LinkedHashMap<>();
        try (GgufFile file = GgufFile.open(gguf)) {
            for (String key : file.metadata().keys()) {
                if (key.startsWith("tokenizer.")) {
                    entries.put(key, file.metadata().value(key).orElseThrow());
                }
            }
        }
        return entries;
    }

    private static void assertSame(Map<String, GgufValue> ours, Map<String, GgufValue> theirs) {
        assertThat(List.copyOf(ours.keySet())).isEqualTo(List.copyOf(theirs.keySet()));
        theirs.forEach((key, value) -> {
            if (!value.equals(ours.get(key))) {
                assertThat(differences(ours.get(key), value)).as(key).isEmpty();
                assertThat(ours.get(key)).as(key).isEqualTo(value);
            }
        });
    }

    /** The first elements that differ, because AssertJ's words for 262,144 of them help nobody. */
    private static List<String> differences(GgufValue ours, GgufValue theirs) {
        if (ours.elementType() != theirs.elementType() || ours.size() != theirs.size()) {
            return List.of(ours.elementType() + " × " + ours.size() + " instead of " + theirs.elementType() + " × "
                    + theirs.size());
        }
        List<?> mine = elements(ours);
        List<?> other = elements(theirs);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < mine.size() && differences.size() < 5; i++) {
            if (!mine.get(i).equals(other.get(i))) {
                differences.add(i + ": '" + mine.get(i) + "' instead of '" + other.get(i) + "'");
            }
        }
        return differences;
    }

    private static List<?> elements(GgufValue value) {
        return switch (value.elementType()) {
            case STRING -> value.type() == value.elementType() ? List.of(value.asString()) : value.asStrings();
            default ->
                value.type() == value.elementType()
                        ? List.of(value.toString())
                        : java.util.Arrays.stream(value.asDoubles()).boxed().toList();
        };
    }
}
