package org.aethercreator.convert.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.aethercreator.HuggingFaceReferee;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
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
