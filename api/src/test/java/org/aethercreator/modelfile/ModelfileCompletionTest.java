package org.aethercreator.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aethercreator.modelfile.ModelfileCompletion.Proposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor proposes, and explains; a bar in the text is the cursor. */
class ModelfileCompletionTest {
    private static final List<String> MODELS = List.of("./small-Q4_K_M.gguf", "./small-F16.gguf", "models/large.gguf");

    private static ModelfileCompletion at(String text, OllamaVersion version) {
        return ModelfileCompletion.at(text, version, () -> MODELS);
    }

    private static List<String> texts(String text) {
        return at(text, OllamaVersion.NEWEST_KNOWN).proposals().stream()
                .map(Proposal::text)
                .toList();
    }

    @Test
    void atTheBeginningOfALineStandsAKeyword() {
        assertThat(texts("FROM x\n")).contains("FROM", "SYSTEM", "RENDERER").hasSize(Keyword.values().length);
        assertThat(texts("FROM x\n  re")).containsExactly("RENDERER", "REQUIRES");
        assertThat(at("FROM x\n  re", OllamaVersion.NEWEST_KNOWN).start()).isEqualTo("FROM x\n  ".length());
        assertThat(at("FROM x\nre", OllamaVersion.parse("0.13")).proposals())
                .containsExactly(new Proposal("RENDERER", Keyword.RENDERER.purpose()));
    }

    @Test
    void aParameterIsNamedIfTheVersionHonoursIt() {
        assertThat(texts("PARAMETER num_")).contains("num_ctx", "num_gpu").doesNotContain("temperature");
        assertThat(texts("parameter\tmiro")).isEmpty();
        assertThat(at("PARAMETER miro", OllamaVersion.parse("0.6")).proposals())
                .extracting(Proposal::text)
                .containsExactly("mirostat", "mirostat_tau", "mirostat_eta");
    }

    @Test
    void valuesAreProposedWhereTheyAreFew() {
        assertThat(texts("PARAMETER use_mmap ")).containsExactly("true", "false");
        assertThat(texts("PARAMETER use_mmap f")).containsExactly("false");
        assertThat(texts("PARAMETER temperature ")).isEmpty();
        assertThat(texts("MESSAGE a")).containsExactly("assistant");
    }

    @Test
    void modelsAreProposedWhereOneIsNamed() {
        assertThat(texts("FROM ")).isEqualTo(MODELS);
        assertThat(texts("adapter ./small-F")).containsExactly("./small-F16.gguf");
        assertThat(texts("SYSTEM ./small")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SYSTEM \"\"\"You are\n",
                "FROM x\nTEMPLATE \"\"\"\nPARAMETER num_",
                "SYSTEM \"a\n",
                "FROM x # a\nSYSTEM \"b\" c\nFR"
            })
    void insideOfAQuotedValueNothingIsProposed(String text) {
        assertThat(texts(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYSTEM \"\"\"You are\n\"\"\"\nF", "FROM x # a\nF", "WRONG x\nF", "F"})
    void afterAValueOrAMistakeItGoesOn(String text) {
        assertThat(texts(text)).containsExactly("FROM");
    }

    @Test
    void theInstructionAtTheCursorIsExplained() {
        assertThat(documentation("FROM x\nPARAMETER top|_p 0.9"))
                .startsWith(ModelParameter.TOP_P.purpose())
                .contains("\n\nType: decimal\nSensible: 0 to 1\nKnown since Ollama ", "\nMore: https://");
        assertThat(documentation("SYS|TEM Hi"))
                .isEqualTo(Keyword.SYSTEM.purpose() + "\n\nExample: SYSTEM You are a terse Java tutor.");
        assertThat(documentation("FROM x\n\n|\n")).isEmpty();
        assertThat(documentation("# a comm|ent")).isEmpty();
    }

    @Test
    void aLineThatIsNotFinishedIsExplainedToo() {
        assertThat(documentation("FROM x\nTEMPLATE|")).startsWith(Keyword.TEMPLATE.purpose());
        assertThat(documentation("PARAMETER seed|")).startsWith(ModelParameter.SEED.purpose());
        assertThat(documentation("PARAMETER tfs_z|")).contains("Removed in Ollama 0.5.2");
        assertThat(documentation("PARAMETER num_ctk|")).contains("No version of Ollama knows a parameter \"num_ctk\"");
    }

    private static String documentation(String text) {
        int cursor = text.indexOf('|');
        return ModelfileSource.of(text.replace("|", "")).documentation(cursor, OllamaVersion.NEWEST_KNOWN);
    }
}
