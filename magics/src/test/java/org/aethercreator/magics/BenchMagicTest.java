package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.aethercreator.bench.Metric;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.progress.Progress;
import org.aethercreator.report.Report;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchMagicTest {
    @TempDir
    private Path folder;

    private RecordingContext notebook;

    @BeforeEach
    void openNotebook() {
        notebook = new RecordingContext(folder);
    }

    private String message(String arguments, String body) {
        MagicCall call = new MagicCall(arguments, body, notebook);
        return catchThrowableOfType(MagicException.class, () -> new BenchMagic().run(call))
                .getMessage();
    }

    @Test
    @Tag("real")
    void aModelIsMeasuredAndItsFiguresAreKeptAndSaved() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));
        String body =
                "models: model\nrepetitions: 1\nprompt-tokens: 32\ngenerated-tokens: 8\nwindows: 1\nwindow-tokens: 64";

        Report report = (Report) new BenchMagic().run(new MagicCall("quick --save out", body, notebook));

        assertThat(report).isSameAs(notebook.variables.get("quick"));
        assertThat(report.result().metrics()).containsExactly(Metric.values());
        assertThat(report.result().settings().promptTokens()).isEqualTo(32);
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/quick.{json,csv,html}");
        assertThat(notebook.printed.toString()).startsWith("Saved ").contains("quick.json");
    }

    @Test
    void anUnknownSettingIsNamedWithThoseThereAre() {
        assertThat(message("", "models: [a.gguf]\nrepeats: 3\n"))
                .isEqualTo("Below %%bench, line 2: unknown setting repeats; allowed are generated-tokens, models,"
                        + " prompt-tokens, repetitions, save, text, threads, window-tokens, windows.");
    }

    @Test
    void aSettingOfTheWrongKindIsNamedWithItsLine() {
        assertThat(message("", "models: [a.gguf]\nrepetitions: many\n")).startsWith("Below %%bench, line 2: ");
    }

    @Test
    void withoutAModelThereIsNothingToMeasure() {
        assertThat(message("result", ""))
                .isEqualTo("No model is named; add --models base.gguf,quants to the line, or below %%bench:"
                        + " models: [base.gguf, quants].");
    }

    @Test
    void aMissingFileIsFoundBeforeAnythingIsMeasured() {
        assertThat(message("--models nothing.gguf", "")).startsWith(folder.resolve("nothing.gguf") + ": ");
    }
}
