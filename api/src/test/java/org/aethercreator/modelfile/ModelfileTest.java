package org.aethercreator.modelfile;

import static org.aethercreator.modelfile.ModelParameter.NUM_CTX;
import static org.aethercreator.modelfile.ModelParameter.TEMPERATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aethercreator.modelfile.Instruction.Message.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelfileTest {
    @TempDir
    Path folder;

    @Test
    void builderWritesInstructionsInTheirOrder() {
        Modelfile modelfile = Modelfile.from(Path.of("model.gguf"))
                .parameter(NUM_CTX, 8192)
                .parameter(TEMPERATURE, 0.2)
                .stop("<|im_end|>")
                .system("You are a terse Java tutor.\nAnswer in code.")
                .message(Role.USER, "hi")
                .message(Role.ASSISTANT, " padded ")
                .requires(OllamaVersion.parse("0.14"))
                .build();

        assertThat(modelfile.text()).isEqualTo("""
                FROM ./model.gguf
                PARAMETER num_ctx 8192
                PARAMETER temperature 0.2
                PARAMETER stop "<|im_end|>"
                SYSTEM \"""You are a terse Java tutor.
                Answer in code.\"""
                MESSAGE user hi
                MESSAGE assistant " padded "
                REQUIRES 0.14.0
                """);
    }

    @Test
    void presetFillsInWhatIsNotSetBeforeOrAfterIt() {
        Modelfile modelfile = Modelfile.from("base")
                .parameter(TEMPERATURE, 0.7)
                .preset(Preset.CODING_FOCUS)
                .parameter(NUM_CTX, 4096)
                .build();

        assertThat(modelfile.parameters())
                .containsEntry("temperature", "0.7")
                .containsEntry("num_ctx", "4096")
                .containsEntry("repeat_penalty", "1.0");
        assertThat(modelfile.all(Instruction.Parameter.class))
                .extracting(Instruction.Parameter::parameter)
                .doesNotHaveDuplicates();
    }

    @Test
    void laterPresetWins() {
        Modelfile modelfile = Modelfile.from("base")
                .preset(Preset.CREATIVE_WRITING)
                .preset(Preset.CODING_FOCUS)
                .build();
        assertThat(modelfile.parameter(TEMPERATURE)).contains("0.2");
        assertThat(modelfile.parameters()).containsEntry("repeat_last_n", "256");
    }

    @Test
    void presetIsAppendedToTheTextWithItsReasons() {
        Modelfile modelfile = Modelfile.parse("# mine\nFROM base\nPARAMETER temperature 0.9");

        Modelfile tuned = modelfile.withPreset(Preset.PRECISE_QA);

        assertThat(tuned.source().text())
                .startsWith("# mine\nFROM base\nPARAMETER temperature 0.9\n\n# precise-qa: ")
                .contains("\nPARAMETER num_ctx 8192\n");
        assertThat(tuned.parameter(TEMPERATURE)).contains("0.9");
        assertThat(tuned.withPreset(Preset.PRECISE_QA)).isSameAs(tuned);
    }

    @Test
    void lastOfRepeatedSingleValuesCountsAndStopsAddUp() {
        Modelfile modelfile = Modelfile.parse("""
                FROM a
                SYSTEM one
                SYSTEM two
                PARAMETER top_k 1
                PARAMETER top_k 2
                PARAMETER stop a
                PARAMETER stop b
                """);
        assertThat(modelfile.system()).contains("two");
        assertThat(modelfile.parameters()).containsExactlyEntriesOf(Map.of("top_k", "2"));
        assertThat(modelfile.stops()).containsExactly("a", "b");
    }

    @Test
    void builderRefusesAValueOfAnotherType() {
        assertThatThrownBy(() -> Modelfile.from("a").parameter(NUM_CTX, "8k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PARAMETER num_ctx: invalid int value [8k]. Write a whole number in decimal digits, for"
                        + " example 4096.");
    }

    @Test
    void modelfileWithoutBaseIsRefused() {
        assertThatThrownBy(() -> Modelfile.of(List.of(new Instruction.System("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A Modelfile of 1 instructions names no base model; add a From with a GGUF file, a folder or"
                                + " a model's name.");
    }

    @Test
    void writtenFileIsReadBack() throws IOException {
        Modelfile modelfile = Modelfile.from("base").system("héllo 🚀").build();
        Path file = folder.resolve("Modelfile");

        modelfile.write(file);

        assertThat(Modelfile.read(file)).isEqualTo(modelfile);
        assertThat(Files.readString(file)).isEqualTo(modelfile.text());
    }

    @Test
    void utf16FileWithMarkIsRead() throws IOException {
        Path file = folder.resolve("Modelfile");
        Files.write(file, "\uFEFFFROM a\nSYSTEM grüß\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(Modelfile.read(file).system()).contains("grüß");
    }

    @Test
    void missingFileAndFolderAreToldApart() {
        assertThatThrownBy(() -> Modelfile.read(folder.resolve("nope")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(
                        folder.resolve("nope") + ": no such file; name the Modelfile itself, for example ./Modelfile");
        assertThatThrownBy(() -> Modelfile.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + ": a folder, not a Modelfile; name the Modelfile itself, for example ./Modelfile");
    }

    @Test
    void everyLineIsExplained() {
        Modelfile modelfile = Modelfile.parse("""
                # tutor
                FROM ./m.gguf
                PARAMETER temperature 0.2
                PARAMETER tfs_z 0.9
                PARAMETER mirostat 2
                PARAMETER warmth 3
                SYSTEM \"""a
                b\"""
                """);

        List<LineExplanation> lines = modelfile.explain();

        assertThat(lines).extracting(LineExplanation::firstLine).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(lines.get(6).lastLine()).isEqualTo(8);
        assertThat(lines.get(6).text()).isEqualTo("SYSTEM \"\"\"a\nb\"\"\"");
        assertThat(lines.get(2).explanation())
                .isEqualTo("How much chance decides between likely and unlikely tokens; 0 always takes the likeliest."
                        + " Higher: more creative, more errors. Lower: more reliable, more monotonous. Default: 0.8.");
        assertThat(lines.get(3).explanation())
                .endsWith("Removed in Ollama 0.5.2; ollama create stops here. Remove the line; min_p 0.05 cuts the tail"
                        + " in a similar way.");
        assertThat(lines.get(4).explanation()).contains("Ollama ignores it since 0.7.0, with a warning.");
        assertThat(lines.get(5).explanation())
                .startsWith("No version of Ollama knows a parameter \"warmth\"; ollama create stops here.");
        assertThat(modelfile.explain(OllamaVersion.parse("0.5.1")).get(3).explanation())
                .endsWith("Default: 1.0.");
    }

    @Test
    void aTemplateIsAddedWithTheStopsThatAreNotThere() {
        Modelfile written = Modelfile.parse("# mine\nFROM a\nPARAMETER stop <|end|>");
        Modelfile with = written.withTemplate("{{ .Prompt }}\n", List.of("<|end|>", "User:"));
        assertThat(with.source().text())
                .isEqualTo("# mine\nFROM a\nPARAMETER stop <|end|>\nTEMPLATE \"\"\"{{ .Prompt }}\n\"\"\"\n"
                        + "PARAMETER stop \"User:\"\n");
        assertThat(with.template()).hasValue("{{ .Prompt }}\n");
        assertThatThrownBy(() -> with.withTemplate("x", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The Modelfile has a TEMPLATE; remove it before another is added.");
    }
}
