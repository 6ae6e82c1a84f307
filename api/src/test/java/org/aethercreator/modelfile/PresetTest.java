package org.aethercreator.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetTest {
    @TempDir
    Path folder;

    static Stream<Preset> builtIn() {
        return Preset.builtIn().stream();
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void everyValueIsInRangeSupportedAndSetOnce(Preset preset) {
        assertThat(preset.values()).extracting(Preset.Value::parameter).doesNotHaveDuplicates();
        for (Preset.Value value : preset.values()) {
            assertThat(value.parameter().status(OllamaVersion.NEWEST_KNOWN)).isEqualTo(ModelParameter.Status.SUPPORTED);
            value.parameter().range().ifPresent(range -> assertThat(range.contains(Double.parseDouble(value.value())))
                    .isTrue());
        }
        assertThat(preset.diff(Modelfile.from("base").preset(preset).build())).isEmpty();
    }

    @Test
    void unknownNameListsThePresetsTheClosestFirst() {
        assertThatThrownBy(() -> Preset.named("codng-focus", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No preset is named \"codng-focus\". There are coding-focus, ")
                .hasMessageContainingAll("creative-writing", "max-speed", "precise-qa", "summarization")
                .hasMessageContainingAll("low-memory", "long-context", "roleplay")
                .hasMessageEndingWith(". Your own are YAML files in " + folder + ".");
    }

    @Test
    void differencesAreMissingAndOtherValues() {
        Modelfile modelfile = Modelfile.parse("FROM a\nPARAMETER temperature 0.20\nPARAMETER top_p 0.5\n");

        assertThat(Preset.CODING_FOCUS.diff(modelfile))
                .extracting(difference -> difference.parameter().key() + " " + difference.proposed() + " "
                        + difference.actual().orElse("-"))
                .containsExactly(
                        "top_p 0.9 0.5",
                        "min_p 0.05 -",
                        "repeat_penalty 1.0 -",
                        "num_ctx 8192 -",
                        "num_predict 4096 -");
    }

    @Test
    void ownPresetIsFoundByNameAndWinsOverTheLibrarys() throws IOException {
        write(
                "coding-focus",
                "title: Mine\ndescription: d\nvalues:\n  - {parameter: top_k, value: 5, reason: why not}\n");

        Preset own = Preset.named("coding-focus", folder);

        assertThat(own.title()).isEqualTo("Mine");
        assertThat(own.values()).containsExactly(new Preset.Value(ModelParameter.TOP_K, "5", "why not"));
        assertThat(Preset.all(folder)).extracting(Preset::name).doesNotHaveDuplicates();
        assertThat(Preset.named("roleplay", folder)).isEqualTo(Preset.ROLEPLAY);
    }

    @Test
    void mistakesInOwnPresetsNameFileAndReason() throws IOException {
        assertRefused(
                "title: T\ndescription: d\nvalues:\n  - {parameter: top_z, value: 5, reason: r}\n",
                "\"top_z\" is no parameter of Ollama; did you mean top_k?");
        assertRefused(
                "title: T\ndescription: d\nvalues:\n  - {parameter: top_k, value: many, reason: r}\n",
                "top_k: invalid int value [many]. Write a whole number in decimal digits, for example 4096.");
        assertRefused(
                "title: T\ndescription: d\nvalues:\n  - {parameter: top_k, value: 5}\n",
                "top_k: the reason of top_k is missing.");
        assertRefused("title: T\nvalues: []\n", "the description is missing.");
        assertRefused("title: T\ncolour: red\n", "\"colour\" is no key of a preset.");
        assertRefused("", "the file is empty.");
    }

    @Test
    void userFolderFollowsXdg() {
        Path home = folder.toAbsolutePath();
        assertThat(PresetFiles.userFolder(Map.of("XDG_CONFIG_HOME", "/etc/own"), home))
                .isEqualTo(Path.of("/etc/own/aethercreator/presets"));
        assertThat(PresetFiles.userFolder(Map.of(), home)).isEqualTo(home.resolve(".config/aethercreator/presets"));
    }

    private void assertRefused(String content, String problem) throws IOException {
        Path file = write("mine", content);
        assertThatThrownBy(() -> Preset.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Preset file " + file + ": " + problem
                        + " A preset has title, description and values; each value has parameter, value and reason.");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), content);
    }
}
