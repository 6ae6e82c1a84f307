package org.aethercreator.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    private static final SafetensorsWriter.TensorData COUNTING =
            (tensor, output) -> output.write(SampleSafetensors.counting(tensor.sizeBytes()));

    @TempDir
    Path folder;

    @Test
    void headerIsThatOfTheReferenceImplementation() throws Exception {
        byte[] bytes = Files.readAllBytes(SampleSafetensors.write(folder.resolve("sample.safetensors")));
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"step\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"model.norm.weight\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[8,24]},"
                + "\"model.embed.weight\":{\"dtype\":\"BF16\",\"shape\":[3,4],\"data_offsets\":[24,48]},"
                + "\"mask\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[48,51]}}";
        int length = bytes[0] + 256 * bytes[1];
        assertThat(length % 8).isZero();
        assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8))
                .isEqualTo(header + " ".repeat(length - header.length()));
        assertThat(bytes).hasSize(8 + length + 51);
    }

    @Test
    void indexIsThatOfTransformers() throws Exception {
        SafetensorsWriter.create()
                .tensor("b", SafetensorsType.F32, 2)
                .tensor("large", SafetensorsType.F32, 20)
                .tensor("a", SafetensorsType.F32, 2)
                .tensor("ä", SafetensorsType.F32, 3)
                .writeModel(folder, 16, Progress.none(), COUNTING);
        assertThat(folder.resolve("model.safetensors.index.json")).hasContent("""
                        {
                          "metadata": {
                            "total_parameters": 27,
                            "total_size": 108
                          },
                          "weight_map": {
                            "a": "model-00002-of-00003.safetensors",
                            "b": "model-00002-of-00003.safetensors",
                            "large": "model-00001-of-00003.safetensors",
                            "\\u00e4": "model-00003-of-00003.safetensors"
                          }
                        }
                        """);
    }

    @Test
    void modelInOneFileLeavesNoIndexBehind() throws Exception {
        SafetensorsWriter writer =
                SafetensorsWriter.create().tensor("a", SafetensorsType.U8, 9).tensor("b", SafetensorsType.U8, 9);
        writer.writeModel(folder, 10, Progress.none(), COUNTING);
        assertThat(writer.writeModel(folder, 100, Progress.none(), COUNTING))
                .containsExactly(folder.resolve("model.safetensors"));
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            assertThat(file.tensors()).hasSize(2);
        }
        assertThat(folder.resolve("model.safetensors.index.json")).doesNotExist();
    }

    @Test
    void failureLeavesNothingBehind() throws Exception {
        SafetensorsWriter writer =
                SafetensorsWriter.create().tensor("a", SafetensorsType.U8, 9).tensor("b", SafetensorsType.U8, 9);
        SafetensorsWriter.TensorData failing = (tensor, output) -> {
            if (tensor.name().equals("b")) {
                throw new IOException("no more data");
            }
            COUNTING.writeTo(tensor, output);
        };
        assertThatThrownBy(() -> writer.writeModel(folder, 10, Progress.none(), failing))
                .isInstanceOf(IOException.class)
                .hasMessage("no more data");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void interruptLeavesNothingBehind() throws Exception {
        SafetensorsWriter writer = SafetensorsWriter.create().tensor("a", SafetensorsType.U8, 9);
        Path file = folder.resolve("a.safetensors");
        SafetensorsWriter.TensorData interrupted = (tensor, output) -> {
            Thread.currentThread().interrupt();
            COUNTING.writeTo(tensor, output);
        };
        assertThatThrownBy(() -> writer.write(file, Progress.none(), interrupted))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("interrupted while writing " + file);
        assertThat(Thread.interrupted()).isFalse();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void tensorsGetExactlyTheirBytes() {
        SafetensorsWriter writer = SafetensorsWriter.create().tensor("a", SafetensorsType.F16, 2);
        Path file = folder.resolve("a.safetensors");
        assertThatThrownBy(() -> writer.write(
                        file, Progress.none(), (tensor, output) -> output.write(SampleSafetensors.counting(3))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tensor 'a' got 3 of its 4 bytes; write all of them");
        assertThatThrownBy(() -> writer.write(
                        file, Progress.none(), (tensor, output) -> output.write(SampleSafetensors.counting(5))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tensor 'a' takes 4 bytes, but more are written to it; check its shape and type");
    }

    @Test
    void namesAndShapesAreChecked() {
        SafetensorsWriter writer = SafetensorsWriter.create().tensor("a", SafetensorsType.F16, 2);
        for (String name : List.of("a", "__metadata__")) {
            assertThatThrownBy(() -> writer.tensor(name, SafetensorsType.F16, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is already a tensor named '" + name
                            + "', or the name is reserved; choose another name");
        }
        assertThatThrownBy(() -> writer.tensor("b", SafetensorsType.F16, 2, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor 'b' has the shape [2, -1]; give sizes of at least 0");
        assertThatThrownBy(() -> writer.tensor("b", SafetensorsType.F4, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor 'b' of type F4 and shape [3] does not fill whole bytes; choose another shape or"
                        + " type");
    }
}
