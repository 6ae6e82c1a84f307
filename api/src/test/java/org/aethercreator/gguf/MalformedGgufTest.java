package org.aethercreator.gguf;

import static org.aethercreator.gguf.SampleGguf.header;
import static org.aethercreator.gguf.SampleGguf.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MalformedGgufTest {
    @TempDir
    Path folder;

    Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("model.gguf");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> GgufFile.open(path))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(path + ": there is no such file; check the name, or download the model first");
    }

    @Test
    void aFolderIsRefusedWithTheFilesInIt() throws Exception {
        assertThatThrownBy(() -> GgufFile.open(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": this is a folder, not a GGUF file; there is no .gguf file in it");
        Files.createFile(path);
        assertThatThrownBy(() -> GgufFile.open(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": this is a folder, not a GGUF file; name a file in it, such as model.gguf");
    }

    @Test
    void filesOfOtherKindsAreRecognized() throws Exception {
        refused(new byte[0]).hasMessage(message("the file is empty; download or copy the model again", 0));
        refused("Hello, I am\na text.".getBytes(StandardCharsets.UTF_8))
                .hasMessage(message(
                        "this is a text file that begins with 'Hello, I am a text.', not a GGUF file;"
                                + " name a .gguf file",
                        0));
        refused("version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8))
                .hasMessage(message(
                        "this is a Git LFS pointer, not the model itself; run 'git lfs pull', or download the file",
                        0));
        refused(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0})
                .hasMessage(message(
                        "this is a zip archive, as PyTorch's .bin, .pt and .pth files are, not a GGUF file;"
                                + " convert the model to GGUF first, or download it as GGUF",
                        0));
        refused(new byte[] {(byte) 0x80, 2, 'c'})
                .hasMessage(message(
                        "this is a Python pickle, as old PyTorch files are, not a GGUF file;"
                                + " convert the model to GGUF first, or download it as GGUF",
                        0));
        refused(new byte[] {9, 1, 0, 0, 0, 0, 0, 0, '{', '"', 'a'})
                .hasMessage(message(
                        "this is a safetensors file, not a GGUF file;"
                                + " convert the model to GGUF first, or download it as GGUF",
                        0));
        refused("tjgg\1\0\0\0".getBytes(StandardCharsets.UTF_8))
                .hasMessage(message(
                        "this is a model in llama.cpp's format of before August 2023, not a GGUF file;"
                                + " download the model as GGUF",
                        0));
        refused(new byte[] {1, 2, 3, 4, 5})
                .hasMessage(message(
                        "this is no GGUF file: it begins with the bytes 01 02 03 04 instead of 47 47 55 46 ('GGUF');"
                                + " name a .gguf file, or download the model again",
                        0));
    }

    @Test
    void versionsOtherThanTwoAndThreeAreRefused() throws Exception {
        refused(header(1, 0, 0))
                .hasMessage(message("the GGUF version is 1; versions 2 and 3 can be read; convert the model again", 4));
        refused(header(4, 0, 0))
                .hasMessage(message(
                        "the GGUF version is 4; versions 2 and 3 can be read; the file is damaged,"
                                + " or this program is too old for it",
                        4));
        refused(header(0x03000000, 0, 0))
                .hasMessage(message(
                        "this is a big-endian GGUF file, and only little-endian ones can be read; convert it with"
                                + " llama.cpp's gguf_convert_endian.py, or download the usual variant",
                        4));
    }

    @Test
    void version2IsRead() throws Exception {
        Files.write(path, trimmed(text(text(header(2, 0, 1), "a").putInt(8), "b")));
        try (GgufFile file = GgufFile.open(path)) {
            assertThat(file.version()).isEqualTo(2);
            assertThat(file.metadata().string("a")).contains("b");
        }
    }

    @Test
    void countsThatTheFileCannotHoldAreRefused() throws Exception {
        refused(header(3, Long.MAX_VALUE, 0))
                .hasMessage(message(
                        "the header names 9223372036854775807 tensors, which the remaining 0 bytes cannot hold;"
                                + " the file is truncated or damaged: download or copy it again",
                        8));
        refused(header(3, 0, -1))
                .hasMessage(message(
                        "the header names 18446744073709551615 metadata keys, which the remaining 0 bytes cannot hold;"
                                + " the file is truncated or damaged: download or copy it again",
                        16));
        refused(text(header(3, 0, 1), "k")
                        .putInt(9)
                        .putInt(10)
                        .putLong(1L << 29)
                        .putLong(1))
                .hasMessage(message(
                        "the value of 'k' has 536870912 elements, which the remaining 8 bytes cannot hold;"
                                + " the file is truncated or damaged: download or copy it again",
                        41));
        refused(header(3, 0, 1).putLong(1L << 40).putLong(0))
                .hasMessage(message(
                        "a metadata key has a length of 1099511627776 bytes; at most 65535 are allowed;"
                                + " the file is damaged",
                        24));
        refused(text(header(3, 0, 1), "k").putInt(8).putLong(500).putLong(0))
                .hasMessage(message(
                        "the value of 'k' takes 500 bytes, but the file ends after 8 more; it is truncated or damaged:"
                                + " download or copy it again",
                        45));
    }

    @Test
    void metadataFaultsNameTheKey() throws Exception {
        refused(text(header(3, 0, 1), "k").putInt(13).putLong(0))
                .hasMessage(message(
                        "the value of 'k' has the type number 13; GGUF knows 0 to 12; the file is damaged", 33));
        refused(text(header(3, 0, 1), "k").putInt(9).putInt(9).putLong(0))
                .hasMessage(message(
                        "the value of 'k' is an array of arrays, which GGUF readers do not support;"
                                + " the file is damaged, or its writer is at fault",
                        37));
        refused(text(text(header(3, 0, 2), "k").putInt(0).put((byte) 1), "k")
                        .putInt(0)
                        .put((byte) 1))
                .hasMessage(message(
                        "the metadata key 'k' occurs twice; the file is damaged, or its writer is at fault", 38));
        refused(text(header(3, 0, 1), "").putInt(0).put((byte) 1))
                .hasMessage(message("a metadata key is empty; the file is damaged", 24));
        refused(text(header(3, 0, 1), "general.alignment").putInt(4).putInt(24))
                .hasMessage(message(
                        "general.alignment is 24, but must be a power of two up to 1073741824; the file is damaged",
                        53));
        refused(text(header(3, 0, 1), "general.alignment").putInt(0).put((byte) 32))
                .hasMessage(message(
                        "general.alignment is of type UINT8, but must be of type UINT32; the file is damaged", 24));
    }

    @Test
    void tensorFaultsNameTheTensor() throws Exception {
        refused(tensor(0, "t", 0, 64))
                .hasMessage(message("tensor 't' has 0 dimensions; 1 to 4 are allowed; the file is damaged", 33));
        refused(tensor(0, "t", 0, 0, 1, 1, 1, 1, 1))
                .hasMessage(message("tensor 't' has 5 dimensions; 1 to 4 are allowed; the file is damaged", 33));
        refused(tensor(0, "t", 0, 0, 32, -1))
                .hasMessage(message(
                        "tensor 't' has a dimension of size 18446744073709551615; sizes from 1 to 9223372036854775807"
                                + " are allowed; the file is damaged",
                        45));
        refused(tensor(31, "t", 0, 0, 32))
                .hasMessage(message(
                        "tensor 't': type number 31 (Q4_0_4_4) was removed from llama.cpp; quantize the original"
                                + " again, to Q4_0 for instance, which is rearranged for the processor when loaded",
                        45));
        refused(tensor(99, "t", 0, 0, 32))
                .hasMessage(message(
                        "tensor 't': type number 99 is not one of ggml's types (0 to 42); the file is damaged, or made"
                                + " by a newer or a changed llama.cpp",
                        45));
        refused(tensor(12, "t", 0, 0, 288))
                .hasMessage(message(
                        "tensor 't' has rows of 288 numbers, which do not fill blocks of 256 as type Q4_K needs;"
                                + " the file is damaged",
                        33));
        refused(tensor(0, "t", 0, 0, 1L << 40, 1L << 40))
                .hasMessage(message(
                        "tensor 't' has the shape [1099511627776, 1099511627776], which is more than"
                                + " 9223372036854775807 numbers or bytes; the file is damaged",
                        33));
        refused(tensor(0, "t", 8, 64, 2))
                .hasMessage(message(
                        "tensor 't' has the offset 8, which is no multiple of the alignment 32; the file is damaged",
                        24));
        refused(tensor(0, "t", 32, 36, 2))
                .hasMessage(message(
                        "tensor 't' has 8 bytes at offset 32 of the data, which ends after 36;"
                                + " the file is truncated or damaged: download or copy it again",
                        24));
        refused(tensor(0, "t", -32, 64, 2))
                .hasMessage(message(
                        "tensor 't' has 8 bytes at offset 18446744073709551584 of the data, which ends after 64;"
                                + " the file is truncated or damaged: download or copy it again",
                        24));
    }

    @Test
    void overlappingAndDuplicateTensorsAreRefused() throws Exception {
        refused(twoTensors("a", 0, "b", 0))
                .hasMessage(message(
                        "the data of tensors 'a' and 'b' overlap; the file is damaged, or its writer is at fault", 24));
        refused(twoTensors("a", 0, "a", 32))
                .hasMessage(
                        message("there are two tensors named 'a'; the file is damaged, or its writer is at fault", 57));
    }

    @Test
    void aFileCutAnywhereIsRefused() throws Exception {
        byte[] whole = Files.readAllBytes(SampleGguf.write(folder.resolve("whole.gguf")));
        long lastData;
        try (GgufFile file = GgufFile.open(folder.resolve("whole.gguf"))) {
            lastData = file.tensors().stream()
                    .mapToLong(t -> t.offset() + t.sizeBytes())
                    .max()
                    .orElseThrow();
        }
        for (int length = 0; length < lastData; length++) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    private ByteBuffer twoTensors(String first, long firstOffset, String second, long secondOffset) {
        ByteBuffer bytes = header(3, 2, 0);
        text(bytes, first).putInt(1).putLong(2).putInt(0).putLong(firstOffset);
        text(bytes, second).putInt(1).putLong(2).putInt(0).putLong(secondOffset);
        bytes.position((int) HeaderReader.align(bytes.position(), 32) + 64);
        return bytes;
    }

    /** One tensor and {@code dataBytes} of data. */
    private ByteBuffer tensor(int type, String name, long offset, int dataBytes, long... shape) {
        ByteBuffer bytes = text(header(3, 1, 0), name).putInt(shape.length);
        Arrays.stream(shape).forEach(bytes::putLong);
        bytes.putInt(type).putLong(offset);
        if (dataBytes > 0) {
            bytes.position((int) HeaderReader.align(bytes.position(), 32) + dataBytes);
        }
        return bytes;
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(ByteBuffer content) throws IOException {
        return refused(trimmed(content));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] content) throws IOException {
        Files.deleteIfExists(path);
        Files.write(path, content);
        return assertThatThrownBy(() -> GgufFile.open(path).close()).isInstanceOf(GgufFormatException.class);
    }

    private String message(String text, long offset) {
        return path + ": " + text + " (at byte " + offset + ")";
    }

    private static byte[] trimmed(ByteBuffer content) {
        byte[] bytes = new byte[content.position()];
        content.duplicate().flip().get(bytes);
        return bytes;
    }
}
