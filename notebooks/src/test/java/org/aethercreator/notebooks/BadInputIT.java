package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told in a real notebook when something is wrong: one paragraph, and the kernel goes on. */
@Tag("real")
class BadInputIT {
    /** Where nobody can make files, not even root. */
    private static final String UNWRITABLE = "/proc";

    @TempDir
    private Path folder;

    /**
     * A cell that asks for what cannot be.
     *
     * @param told parts of the message: the value found, what is allowed, the next step
     */
    private record Mistake(String cell, List<String> told) {}

    private static Mistake mistake(String cell, String... told) {
        return new Mistake(cell, List.of(told));
    }

    @Test
    void everyMistakeIsExplainedAndTheKernelGoesOn() throws Exception {
        prepareFiles();
        List<Mistake> mistakes = mistakes();
        List<String> cells = new ArrayList<>();
        mistakes.forEach(mistake -> cells.add(mistake.cell()));
        cells.add("1 + 1");
        List<String> before = files();

        List<ExecutedCell> executed = TestJupyter.runCells(folder, cells.toArray(String[]::new));

        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < mistakes.size(); i++) {
            ExecutedCell cell = executed.get(i);
            softly.assertThat(cell.error()).as(cell.source()).isPresent();
            cell.error().ifPresent(error -> {
                softly.assertThat(error.message())
                        .as(cell.source())
                        .doesNotContain("\n", "Exception", "\tat ")
                        .hasSizeBetween(30, 700);
                softly.assertThat(error.traceback())
                        .as("the message stands alone: " + cell.source())
                        .isEqualTo(error.message());
            });
            for (String part : mistakes.get(i).told()) {
                softly.assertThat(cell.error()
                                .map(ExecutedCell.CellError::message)
                                .orElse(""))
                        .as(cell.source())
                        .contains(part);
            }
        }
        softly.assertAll();
        assertThat(executed.get(mistakes.size()).displayed("text/plain")).containsExactly("2");
        assertThat(files()).as("no file is left behind").isEqualTo(before);
    }

    private List<Mistake> mistakes() {
        return List.of(
                mistake("%gguf missing.gguf", "missing.gguf"),
                mistake("%gguf folder", "folder"),
                mistake("%gguf empty.gguf", "empty.gguf"),
                mistake("%gguf notes.txt", "notes.txt"),
                mistake("%gguf truncated.gguf", "truncated.gguf"),
                mistake("%quantize missing.gguf --types Q8_0", "missing.gguf"),
                mistake("%quantize truncated.gguf --types Q8_0", "truncated.gguf"),
                mistake("%quantize model.gguf --types Q9_9", "Q9_9", "Q8_0", "Q4_K_M", "Q2_K"),
                mistake("%quantize model.gguf", "--types"),
                mistake("%quantize model.gguf --types Q8_0 --output " + UNWRITABLE, UNWRITABLE),
                mistake("%quantize model.gguf --types Q8_0 --colour red", "--colour", "%quantize --help"),
                mistake("%%chat unknown.gguf\nHello", "wonder", "b4916"),
                mistake("%%chat truncated.gguf\nHello", "truncated.gguf"),
                mistake("%%chat model.gguf\n", "%%chat"),
                mistake("%%bench\nmodels: missing.gguf\n", "missing.gguf"),
                mistake("%%bench\nmodles: model.gguf\n", "modles", "models"),
                mistake("%%modelfile\nFROM model.gguf\nPARAMETERS x\n", "line 2"),
                mistake("%%modelfile --preset coding\nFROM model.gguf\n", "coding", "coding-focus"),
                mistake("%%modelfile --write missing/Modelfile\nFROM model.gguf\n", "missing"),
                mistake("%quantise model.gguf --types Q8_0", "quantise", "quantize"));
    }

    private void prepareFiles() throws IOException, InterruptedException {
        Path model = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        Files.createSymbolicLink(folder.resolve("model.gguf"), model);
        Files.createDirectory(folder.resolve("folder"));
        Files.createFile(folder.resolve("empty.gguf"));
        Files.writeString(folder.resolve("notes.txt"), "Notes of a meeting about quantization, and who said what.\n");
        Path truncated = Files.copy(model, folder.resolve("truncated.gguf"), StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(truncated, StandardOpenOption.WRITE)) {
            channel.truncate(50_000_000);
        }
        try (GgufFile file = GgufFile.open(model)) {
            GgufWriter.copyOf(file)
                    .set("general.architecture", GgufValue.string("wonder"))
                    .write(folder.resolve("unknown.gguf"), Progress.none());
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.map(path -> folder.relativize(path).toString())
                    .filter(name -> !name.startsWith("cells"))
                    .sorted()
                    .toList();
        }
    }
}
