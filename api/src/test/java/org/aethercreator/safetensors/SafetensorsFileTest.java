package org.aethercreator.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
    @TempDir
    Path folder;

    @Test
    void tensorsComeInTheOrderOfTheirData() throws Exception {
        Path path = SampleSafetensors.write(folder.resolve("sample.safetensors"));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.tensors())
                    .extracting(SafetensorsTensor::name)
                    .containsExactly("step", "model.norm.weight", "model.embed.weight", "mask");
            assertThat(file.metadata()).isEqualTo(Map.of("format", "pt"));
            assertThat(file.files()).containsExactly(path);
            assertThat(file.sizeBytes()).isEqualTo(Files.size(path));
            SafetensorsTensor embedding = file.tensor("model.embed.weight").orElseThrow();
            assertThat(embedding.type()).isEqualTo(SafetensorsType.BF16);
            assertThat(embedding.shape()).containsExactly(3L, 4L);
            assertThat(embedding.elements()).isEqualTo(12);
            assertThat(file.map(embedding, 4, 20))
                    .isEqualTo(SampleSafetensors.counting(24).slice(4, 20));
            assertThat(file.tensor("step").orElseThrow().shape()).isEmpty();
            assertThat(file.tensor("none")).isEmpty();
        }
    }

    @Test
    void mappingStaysWithinTheTensor() throws Exception {
        Path path = SampleSafetensors.write(folder.resolve("sample.safetensors"));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            SafetensorsTensor mask = file.tensor("mask").orElseThrow();
            assertThatThrownBy(() -> file.map(mask, 1, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cannot map 3 bytes at offset 1 of tensor 'mask', which has 3; stay within the tensor"
                            + " and map at most 1073741824 at once");
            SafetensorsTensor other = new SafetensorsTensor("mask", SafetensorsType.U8, List.of(3L), 0, 3, path);
            assertThatThrownBy(() -> file.map(other, 0, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("tensor 'mask' is not one of " + path + "; take it from tensors() of this file");
        }
    }

    @Test
    void mappedBytesOutliveTheFile() throws Exception {
        SafetensorsFile file = SafetensorsFile.open(SampleSafetensors.write(folder.resolve("sample.safetensors")));
        ByteBuffer bytes = file.map(file.tensor("mask").orElseThrow(), 0, 3);
        file.close();
        assertThat(bytes).isEqualTo(SampleSafetensors.counting(3));
    }

    @Test
    void folderIsReadByItsIndex() throws Exception {
        SafetensorsWriter writer = SafetensorsWriter.create();
        for (int i = 0; i < 5; i++) {
            writer.tensor("layer." + i, SafetensorsType.F16, 2, 4);
        }
        List<Path> shards = writer.writeModel(
                folder, 32, Progress.none(), (tensor, output) -> output.write(SampleSafetensors.counting(16)));
        assertThat(shards).hasSize(3);
        Files.write(folder.resolve("model-extra.safetensors"), new byte[] {1});
        try (SafetensorsFile file = SafetensorsFile.open(folder)) {
            assertThat(file.files()).isEqualTo(shards);
            assertThat(file.tensors()).extracting(SafetensorsTensor::name).hasSize(5);
        }
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors.index.json"))) {
            assertThat(file.tensor("layer.4").orElseThrow().path()).isEqualTo(shards.get(2));
        }
    }

    @Test
    void everyMissingShardIsNamed() throws Exception {
        Files.writeString(folder.resolve("model.safetensors.index.json"), """
                {"metadata": {"total_size": 3}, "weight_map": {
                  "a": "model-00001-of-00003.safetensors",
                  "b": "model-00002-of-00003.safetensors",
                  "c": "model-00003-of-00003.safetensors"}}""");
        SampleSafetensors.write(folder.resolve("model-00002-of-00003.safetensors"));
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("model.safetensors.index.json")
                        + ": 2 of the 3 files that the index names are missing: model-00001-of-00003.safetensors,"
                        + " model-00003-of-00003.safetensors; download them into the same folder");
    }

    @Test
    void indexAndFilesMustNameTheSameTensors() throws Exception {
        Files.writeString(folder.resolve("model.safetensors.index.json"), """
                {"weight_map": {"step": "model.safetensors", "mask": "model.safetensors", "b": "model.safetensors"}}""");
        SampleSafetensors.write(folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(SafetensorsFormatException.class)
                .hasMessage(folder.resolve("model.safetensors.index.json")
                        + ": the index and the files do not belong together: in the index only b; in the files only"
                        + " model.embed.weight, model.norm.weight; download the index and all files from one place"
                        + " (at byte 0)");
    }

    @Test
    void indexNamesOnlyFilesBesideIt() throws Exception {
        for (String name : List.of("../secret.safetensors", "/etc/passwd", "a\\\\b", "..", "")) {
            Files.writeString(
                    folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"a\": \"" + name + "\"}}");
            assertThatThrownBy(() -> SafetensorsFile.open(folder))
                    .isInstanceOf(SafetensorsFormatException.class)
                    .hasMessage(folder.resolve("model.safetensors.index.json") + ": the index says that 'a' is in '"
                            + name.replace("\\\\", "\\") + "', which is not the name of a file beside it; the file is"
                            + " damaged, or its writer is at fault: download or copy it again (at byte 21)");
        }
    }

    @Test
    void folderWithoutWeightsSaysWhatToDo() throws IOException {
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + ": there is no model.safetensors and no model.safetensors.index.json in this"
                        + " folder; download the model's .safetensors files into it");
        Files.createFile(folder.resolve("adapter.safetensors"));
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + ": there is no model.safetensors and no model.safetensors.index.json in this"
                        + " folder; name a file in it, such as adapter.safetensors");
    }

    @Test
    void sameTensorInTwoFilesIsRefused() throws Exception {
        SampleSafetensors.write(folder.resolve("model.safetensors"));
        Path second = SampleSafetensors.write(folder.resolve("model2.safetensors"));
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(SafetensorsFormatException.class)
                .hasMessageStartingWith(second + ": tensor 'step' is also in model.safetensors; remove the files that"
                        + " do not belong to the model, or get its model.safetensors.index.json");
    }

    @Test
    void missingFileIsNamed() {
        Path path = folder.resolve("none.safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(path + ": there is no such file; check the name, or download the model first");
    }
}
