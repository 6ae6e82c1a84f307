package org.aethercreator.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardedGgufTest {
    @TempDir
    Path folder;

    Path first;
    Path second;

    @BeforeEach
    void writeShards() throws Exception {
        first = SampleGguf.write(
                splitKeys(GgufWriter.create(), 0)
                        .set("general.architecture", GgufValue.string("llama"))
                        .set("split.tensors.count", GgufValue.integer(GgufType.INT32, 2))
                        .tensor("a", GgmlType.F32, 5),
                folder.resolve("m-00001-of-00002.gguf"));
        second = SampleGguf.write(
                splitKeys(GgufWriter.create(), 1).tensor("b", GgmlType.F32, 3),
                folder.resolve("m-00002-of-00002.gguf"));
    }

    @Test
    void openingTheFirstShardOpensAll() throws Exception {
        try (GgufFile file = GgufFile.open(first)) {
            assertThat(file.files()).containsExactly(first, second);
            assertThat(file.tensors()).extracting(GgufTensor::path).containsExactly(first, second);
            assertThat(file.map(file.tensor("b").orElseThrow(), 0, 12).get(7)).isEqualTo((byte) 7);
            assertThat(file.sizeBytes()).isEqualTo(Files.size(first) + Files.size(second));
            assertThat(file.model().parameterCount()).isEqualTo(8);
        }
    }

    @Test
    void aCopyJoinsTheShards() throws Exception {
        Path joined = folder.resolve("joined.gguf");
        try (GgufFile file = GgufFile.open(first)) {
            GgufWriter.copyOf(file).write(joined, Progress.none());
        }
        try (GgufFile file = GgufFile.open(joined)) {
            assertThat(file.metadata().keys()).containsExactly("general.architecture");
            assertThat(file.tensors()).extracting(GgufTensor::name).containsExactly("a", "b");
            assertThat(file.map(file.tensor("b").orElseThrow(), 0, 12).get(7)).isEqualTo((byte) 7);
        }
    }

    @Test
    void aLaterShardNamesTheFirst() {
        assertThatThrownBy(() -> GgufFile.open(second))
                .isInstanceOf(GgufFormatException.class)
                .hasMessage(second + ": this is shard 2 of 2; open the first one, m-00001-of-00002.gguf,"
                        + " which opens the others (at byte 71)");
    }

    @Test
    void aMissingShardIsNamed() throws Exception {
        Files.delete(second);
        assertThatThrownBy(() -> GgufFile.open(first))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(
                        second + ": shard 2 of 2 of m-00001-of-00002.gguf is missing; put all shards into one folder");
    }

    @Test
    void aRenamedShardNeedsItsName() throws Exception {
        Path renamed = Files.move(first, folder.resolve("renamed.gguf"));
        assertThatThrownBy(() -> GgufFile.open(renamed))
                .isInstanceOf(GgufFormatException.class)
                .hasMessageStartingWith(renamed + ": this is one of 2 shards, so its name must end in"
                        + " -00001-of-00002.gguf; give the shards their names back");
    }

    @Test
    void shardsOfDifferentModelsAreRefused() throws Exception {
        SampleGguf.write(splitKeys(GgufWriter.create(), 1).tensor("a", GgmlType.F32, 3), second);
        assertThatThrownBy(() -> GgufFile.open(first))
                .isInstanceOf(GgufFormatException.class)
                .hasMessageContaining("tensor 'a' is also in the shard m-00001-of-00002.gguf");
        SampleGguf.write(splitKeys(GgufWriter.create(), 0).tensor("b", GgmlType.F32, 3), second);
        assertThatThrownBy(() -> GgufFile.open(first))
                .isInstanceOf(GgufFormatException.class)
                .hasMessageContaining("by its name this is shard 2 of 2, but its metadata says shard 1 of 2");
        SampleGguf.write(
                splitKeys(GgufWriter.create(), 1).tensor("b", GgmlType.F32, 3).tensor("c", GgmlType.F32, 3), second);
        assertThatThrownBy(() -> GgufFile.open(first))
                .isInstanceOf(GgufFormatException.class)
                .hasMessageContaining("the shards should hold 2 tensors but hold 3");
    }

    private static GgufWriter splitKeys(GgufWriter writer, int number) {
        return writer.set("split.no", GgufValue.integer(GgufType.UINT16, number))
                .set("split.count", GgufValue.integer(GgufType.UINT16, 2));
    }
}
