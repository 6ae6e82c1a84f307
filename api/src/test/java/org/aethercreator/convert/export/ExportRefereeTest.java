package org.aethercreator.convert.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.aethercreator.HuggingFaceReferee;
import org.aethercreator.progress.Progress;
import org.aethercreator.safetensors.SafetensorsType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of each family, converted to GGUF by llama.cpp's converter and exported by us: {@code transformers} must give
 * the same tokens and logits as with the folder that the GGUF file was made of.
 */
@Tag("referee")
class ExportRefereeTest {
    private static final List<String> TEXTS = List.of(
            "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. Ça va?",
            "Hello, world! It's 2024, and we've 12345 tests.\n\tdef f(x):\n\treturn x**2\n",
            "いろはにほへと 我能吞下玻璃 😀🎉 \u200b e\u0301",
            "a<|im_end|>b<eos>c<|eot_id|>");
    /** Half precision keeps 11 bits, of which the layers make a little less. */
    private static final double TOLERANCE = 1e-3;
    /**
     * Its rotary embedding leaves out every second layer, which GGUF has no key for: llama.cpp leaves out every fourth.
     */
    private static final Set<String> OTHER_NETWORK = Set.of("SmolLM3-Tiny");

    @TempDir
    private Path folder;

    @Test
    void transformersComputesTheSame() throws Exception {
        HuggingFaceReferee referee = HuggingFaceReferee.prepare();
        List<Path> originals = referee.models();
        List<Path> exported = new ArrayList<>();
        for (Path original : originals) {
            String name = original.getFileName().toString();
            Path gguf = referee.convert(name, "f16");
            ExportRequest request = ExportRequest.to(folder.resolve(name)).withType(SafetensorsType.F16);
            exported.add(HuggingFaceExporter.of(gguf)
                    .export(request, Progress.none())
                    .folder());
        }

        List<JsonNode> verdicts = compare(referee, originals, exported);

        for (int i = 0; i < originals.size(); i++) {
            String name = originals.get(i).getFileName().toString();
            assertThat(verdicts.get(i).get("tokens")).as(name).allMatch(same -> same.isNull() || same.booleanValue());
            assertThat(verdicts.get(i).get("tokens")).as(name).anyMatch(JsonNode::booleanValue);
            if (!OTHER_NETWORK.contains(name)) {
                assertThat(verdicts.get(i).get("logits").doubleValue()).as(name).isLessThan(TOLERANCE);
            }
        }
    }

    private static List<JsonNode> compare(HuggingFaceReferee referee, List<Path> first, List<Path> second)
            throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<String> arguments = new ArrayList<>(List.of(json.writeValueAsString(TEXTS)));
        IntStream.range(0, first.size())
                .forEach(i -> arguments.addAll(
                        List.of(first.get(i).toString(), second.get(i).toString())));
        List<JsonNode> verdicts = new ArrayList<>();
        for (String line : referee.run("compare_model_folders.py", arguments.toArray(String[]::new))) {
            verdicts.add(json.readTree(line));
        }
        assertThat(verdicts).hasSameSizeAs(first);
        return verdicts;
    }
}
