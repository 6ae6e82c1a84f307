package org.aethercreator.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.aethercreator.GoReferee;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of generated Modelfiles, judged by Ollama's own parser: that of 0.17.4, the newest on the Go module proxy.
 * What came later (DRAFT, draft_num_predict) is left out; for 0.33 itself the conformance cases speak.
 */
@Tag("referee")
class OllamaRefereeTest {
    private static final int MODELFILES = 20_000;
    private static final OllamaVersion REFEREE = OllamaVersion.parse("0.17.4");
    private static final String[] INSTRUCTIONS = {
        "FROM ",
        "from ",
        "SYSTEM ",
        "TEMPLATE ",
        "PARAMETER stop ",
        "PARAMETER temperature ",
        "PARAMETER num_ctx ",
        "PARAMETER use_mmap ",
        "PARAMETER ",
        "MESSAGE user ",
        "MESSAGE ",
        "LICENSE ",
        "REQUIRES ",
        "RENDERER ",
        "# ",
        "NOPE "
    };
    private static final String[] PARTS = {
        "\"",
        "\"",
        "\"\"\"",
        "\n",
        "\n",
        "\n",
        "\r",
        "\r\n",
        " ",
        "  ",
        "\t",
        "a",
        "b c",
        "#",
        " # c",
        "\u200b",
        "\u00a0",
        "\u3000",
        "\uFEFF",
        "🚀",
        "👩\u200d🚀",
        "é",
        "4k",
        "5",
        "0.5",
        ".5",
        "1_0",
        "0x1p3",
        "1e39",
        "nan",
        "-inf",
        "T",
        "yes",
        "v1.2",
        "1.2.3-rc.1+b",
        "01.2",
        "user ",
        "User ",
        "user: hi",
        "tool ",
        "model ",
        "system ",
        "message ",
        "mirostat ",
        "tfs_z ",
        "top-k ",
        "-",
        "_",
        "\u0000",
        "\u000b",
        "\u2028",
        "\uE000",
        "~/x",
        "./missing"
    };

    @TempDir
    static Path folder;

    @Test
    void generatedModelfilesMeanTheSameToOllama() throws IOException, InterruptedException {
        List<byte[]> modelfiles = generated();
        List<JsonNode> verdicts = judge(modelfiles);
        int valid = 0;
        for (int i = 0; i < modelfiles.size(); i++) {
            String shown = new String(modelfiles.get(i), StandardCharsets.UTF_8);
            JsonNode verdict = verdicts.get(i);
            assertThat(read(modelfiles.get(i))).as(shown).isEqualTo(expected(verdict));
            valid += verdict.path("error").asText().isEmpty() ? 1 : 0;
        }
        assertThat(valid).as("valid ones among them").isBetween(MODELFILES / 10, MODELFILES * 9 / 10);
    }

    private static List<byte[]> generated() {
        Random random = new Random(33);
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < MODELFILES; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "FROM base\n" : "");
            for (int instruction = random.nextInt(5); instruction >= 0; instruction--) {
                text.append(INSTRUCTIONS[random.nextInt(INSTRUCTIONS.length)]);
                for (int part = random.nextInt(4); part >= 0; part--) {
                    text.append(PARTS[random.nextInt(PARTS.length)]);
                }
                text.append(random.nextInt(5) > 0 ? "\n" : "");
            }
            all.add(text.toString()
                    .getBytes(random.nextInt(8) > 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
        }
        return all;
    }

    private static List<JsonNode> judge(List<byte[]> modelfiles) throws IOException, InterruptedException {
        List<JsonNode> verdicts = GoReferee.build("ollama-parser", folder)
                .judge(
                        out -> {
                            DataOutputStream data = new DataOutputStream(out);
                            for (byte[] modelfile : modelfiles) {
                                data.writeInt(modelfile.length);
                                data.write(modelfile);
                            }
                            data.flush();
                        },
                        folder.toString());
        assertThat(verdicts).hasSameSizeAs(modelfiles);
        return verdicts;
    }

    private static String expected(JsonNode verdict) {
        if (!verdict.path("error").asText().isEmpty()) {
            return verdict.path("error").asText();
        }
        List<String> commands = new ArrayList<>();
        verdict.path("commands").forEach(command -> commands.add(command.asText()));
        if (!verdict.path("createError").asText().isEmpty()) {
            return commands + " " + verdict.path("createError").asText();
        }
        Map<String, String> parameters = new TreeMap<>();
        verdict.path("parameters")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        return commands + " " + parameters + " " + verdict.path("from").asText() + " "
                + verdict.path("requires").asText();
    }

    private static String read(byte[] bytes) throws IOException {
        Modelfile modelfile;
        try {
            modelfile = Modelfile.parse(bytes);
        } catch (ModelfileFormatException e) {
            return e.ollamaMessage().replace("\"draft\", ", "");
        }
        String commands = modelfile.instructions().stream()
                .map(instruction -> instruction.name() + "=" + instruction.argument())
                .toList()
                .toString();
        try {
            CreateRequest request = modelfile.createRequest(folder, REFEREE);
            Map<String, String> parameters = new TreeMap<>();
            request.parameters().forEach((name, value) -> parameters.put(name, go(value)));
            return commands + " " + parameters + " " + request.from() + " " + request.requires();
        } catch (ModelfileFormatException e) {
            return commands + " " + e.ollamaMessage();
        }
    }

    /** A value as Go prints it. */
    private static String go(Object value) {
        if (value instanceof List<?> texts) {
            return "[" + String.join(" ", texts.stream().map(Object::toString).toList()) + "]";
        }
        if (value instanceof Float number) {
            return number == Math.rint(number) && Math.abs(number) < 1e6
                    ? String.format(Locale.ROOT, "%.0f", number)
                    : number.toString();
        }
        return value.toString();
    }
}
