package org.aethercreator.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufWriterTest {
    @TempDir
    Path folder;

    Path path;

    @BeforeEach
    void writeSample() throws Exception {
        path = SampleGguf.write(folder.resolve("sample.gguf"));
    }

    @Test
    void anUneditedCopyIsByteIdentical() throws Exception {
        Path copy = folder.resolve("copy.gguf");
        try (GgufFile file = GgufFile.open(path)) {
            GgufWriter.copyOf(file).write(copy, Progress.none());
        }
        assertThat(Files.mismatch(path, copy)).isEqualTo(-1);
    }

    @Test
    void metadataIsEditedInPlaceAndTensorsAreKept() throws Exception {
        byte[] before;
        try (GgufFile file = GgufFile.open(path)) {
            before = bytes(file, "blk.0.attn_q.weight");
            GgufWriter.copyOf(file)
                    .set("general.name", GgufValue.string("a much longer name than the one that was here before"))
                    .set("general.author", GgufValue.string("me"))
                    .remove("all.uint8")
                    .setLast("general.file_type", GgufValue.uint32(7))
                    .write(path, Progress.none());
        }
        try (GgufFile file = GgufFile.open(path)) {
            assertThat(file.metadata().string("general.name"))
                    .hasValueSatisfying(name -> assertThat(name).startsWith("a much longer"));
            assertThat(file.metadata().contains("all.uint8")).isFalse();
            List<String> keys = List.copyOf(file.metadata().keys());
            assertThat(keys.subList(0, 2)).containsExactly("general.architecture", "general.name");
            assertThat(keys.subList(keys.size() - 2, keys.size()))
                    .containsExactly("general.author", "general.file_type");
            assertThat(bytes(file, "blk.0.attn_q.weight")).isEqualTo(before);
        }
    }

    @Test
    void alignmentIsKeptAndCanBeChanged() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            GgufWriter.copyOf(file)
                    .set("general.alignment", GgufValue.uint32(128))
                    .write(path, Progress.none());
        }
        Path again = folder.resolve("again.gguf");
        try (GgufFile file = GgufFile.open(path)) {
            assertThat(file.alignment()).isEqualTo(128);
            assertThat(file.tensors())
                    .allSatisfy(tensor -> assertThat(tensor.offset() % 128).isZero());
            GgufWriter.copyOf(file).write(again, Progress.none());
        }
        assertThat(Files.mismatch(path, again)).isEqualTo(-1);
        assertThatThrownBy(() -> GgufWriter.create().set("general.alignment", GgufValue.uint32(48)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("general.alignment is set to 48; it must be a power of two of type UINT32,"
                        + " at most 1073741824");
    }

    @Test
    void aHeaderAloneTellsWhereTheDataBelongs() throws Exception {
        Path target = folder.resolve("header.gguf");
        List<GgufTensor> placed = SampleGguf.writer().writeHeader(target);
        try (GgufFile file = GgufFile.open(target)) {
            assertThat(file.tensors()).isEqualTo(placed);
            assertThat(bytes(file, "blk.0.attn_q.weight")).containsOnly(0);
        }
    }

    @Test
    void nothingIsLeftOfAWriteThatFails() throws Exception {
        Path target = folder.resolve("failed.gguf");
        assertThatThrownBy(() -> SampleGguf.writer()
                        .write(target, Progress.none(), (tensor, output) -> output.write(ByteBuffer.allocate(5))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tensor 'token_embd.weight' got 5 of its 136 bytes; write all of them");
        assertThatThrownBy(() -> SampleGguf.writer()
                        .write(target, Progress.none(), (tensor, output) -> output.write(ByteBuffer.allocate(500))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tensor 'token_embd.weight' takes 136 bytes, but more are written to it;"
                        + " check its shape and type");
        assertThatThrownBy(() -> SampleGguf.writer().write(target, Progress.none()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "nothing gives the data of tensor 'token_embd.weight';" + " use write(target, progress, data)");
        assertOnlySampleIsThere();
    }

    @Test
    void anInterruptEndsTheWriteWithoutATrace() throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            GgufWriter writer = GgufWriter.copyOf(file);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> writer.write(folder.resolve("copy.gguf"), Progress.none()))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(file.metadata().contains("general.name")).isTrue();
        }
        assertOnlySampleIsThere();
    }

    @Test
    void tensorsThatCannotBeAreRefused() {
        GgufWriter writer = GgufWriter.create().tensor("a", GgmlType.F32, 1);
        assertThatThrownBy(() -> writer.tensor("a", GgmlType.F32, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is already a tensor named 'a'; choose another name");
        assertThatThrownBy(() -> writer.tensor("b", GgmlType.Q4_K, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row of 100 numbers cannot be stored as Q4_K, whose blocks hold 256;"
                        + " choose a type with blocks that divide the row");
        assertThatThrownBy(() -> writer.tensor("b", GgmlType.F32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor 'b' has the shape []; give 1 to 4 sizes of at least 1");
        assertThatThrownBy(() -> GgufValue.integer(GgufType.UINT8, 256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("256 does not fit into UINT8; use a wider type");
    }

    private void assertOnlySampleIsThere() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    private static byte[] bytes(GgufFile file, String name) throws Exception {
        GgufTensor tensor = file.tensor(name).orElseThrow();
        byte[] bytes = new byte[(int) tensor.sizeBytes()];
        file.map(tensor, 0, bytes.length).get(bytes);
        return bytes;
    }
}
