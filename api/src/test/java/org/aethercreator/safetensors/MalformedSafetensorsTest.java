package org.aethercreator.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile files: each is refused with its place and what to do. */
class MalformedSafetensorsTest {
    private static final String DAMAGED = "; the file is damaged, or its writer is at fault: download or copy it again";

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("model.safetensors");
    }

    @Test
    void headerOfTenGigabytesIsNotAllocated() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            SampleSafetensors.raw(path, 10_000_000_000L, "{}", 0);
            file.setLength(11_000_000_000L); // sparse: the length itself is no lie
        }
        refused(
                0,
                "the header should have 10000000000 bytes; 2 to 100000000 are allowed; the file is damaged:"
                        + " download or copy it again");
    }

    @Test
    void headerBeyondTheFileIsTruncated() throws Exception {
        SampleSafetensors.raw(path, 50_000_000, "{}", 0);
        refused(
                0,
                "the header should have 50000000 bytes, but the file has only 2 behind its length; the file is"
                        + " truncated: download or copy it again");
    }

    @Test
    void negativeLengthIsShownUnsigned() throws Exception {
        SampleSafetensors.raw(path, -1, "{}", 0);
        refused(
                0,
                "the header should have 18446744073709551615 bytes; 2 to 100000000 are allowed; the file is"
                        + " damaged: download or copy it again");
    }

    @Test
    void otherFormatsAreRecognised() throws Exception {
        Files.write(path, new byte[5]);
        refused(5, "the file has 5 bytes, which is no safetensors file; download or copy it again");
        Files.writeString(path, "GGUF\3\0\0\0\0\0\0\0\0");
        refused(0, "this is a GGUF file, not a safetensors file; it needs no conversion");
        Files.writeString(path, "PK\3\4\0\0\0\0\0\0\0\0");
        refused(
                0,
                "this is a zip archive, as PyTorch's .bin and .pt files are, not a safetensors file; get the model"
                        + " as safetensors");
        Files.writeString(path, "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
        refused(0, "this is a Git LFS pointer, not the weights themselves; run 'git lfs pull', or download the file");
        Files.writeString(path, "<html><body>Not found</body></html>");
        refused(
                0,
                "this is a text file that begins with '<html><body>Not found</b', not a safetensors file; name a"
                        + " .safetensors file");
        Files.write(path, new byte[40]);
        refused(0, "this is no safetensors file: its header does not begin with '{'; download the file again");
    }

    @Test
    void holeBetweenTensorsIsRefused() throws Exception {
        SampleSafetensors.raw(path, "{" + entry("a", "U8", "[2]", 0, 2) + "," + entry("b", "U8", "[2]", 3, 5) + "}", 5);
        refused(
                61,
                "the data of tensor 'b' begins at 3, which leaves a hole behind the data that ends at 2; the file is"
                        + " damaged, or its writer is at fault");
    }

    @Test
    void overlappingTensorsAreRefused() throws Exception {
        SampleSafetensors.raw(path, "{" + entry("a", "U8", "[2]", 0, 2) + "," + entry("b", "U8", "[2]", 1, 3) + "}", 3);
        refused(
                61,
                "the data of tensor 'b' begins at 1, which overlaps the data that ends at 2; the file is damaged, or"
                        + " its writer is at fault");
    }

    @Test
    void sizeMustFollowFromShapeAndType() throws Exception {
        SampleSafetensors.raw(path, "{" + entry("a", "F32", "[2,3]", 0, 20) + "}", 20);
        refused(
                9,
                "tensor 'a' of type F32 and shape [2, 3] does not take the 20 bytes that the header gives it; the"
                        + " file is damaged, or its writer is at fault");
        SampleSafetensors.raw(path, "{" + entry("a", "F64", "[4294967296,4294967296]", 0, 0) + "}", 0);
        refused(
                9,
                "tensor 'a' of type F64 and shape [4294967296, 4294967296] does not take the 0 bytes that the header"
                        + " gives it; the file is damaged, or its writer is at fault");
        SampleSafetensors.raw(path, "{" + entry("a", "F4", "[3]", 0, 1) + "}", 1);
        refused(
                9,
                "tensor 'a' of type F4 and shape [3] does not take the 1 bytes that the header gives it; the file is"
                        + " damaged, or its writer is at fault");
    }

    @Test
    void dataMustFillTheFile() throws Exception {
        SampleSafetensors.raw(path, "{" + entry("a", "U8", "[9]", 0, 9) + "}", 5);
        refused(
                Files.size(path),
                "the header describes 9 bytes of data, but the file has 5; it is truncated: download or copy it again");
        SampleSafetensors.raw(path, "{" + entry("a", "U8", "[1]", 0, 1) + "}", 5);
        refused(
                Files.size(path) - 4,
                "the file has 4 bytes behind its last tensor; it is damaged: download or copy it again");
    }

    @Test
    void namesOccurOnce() throws Exception {
        SampleSafetensors.raw(path, "{" + entry("a", "U8", "[0]", 0, 0) + "," + entry("a", "U8", "[0]", 0, 0) + "}", 0);
        refused(61, "the header names 'a' twice" + DAMAGED);
        SampleSafetensors.raw(path, "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0);
        refused(37, "__metadata__ has the key 'k' twice" + DAMAGED);
        SampleSafetensors.raw(path, "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 0);
        refused(35, "tensor 'a' has dtype twice" + DAMAGED);
    }

    @Test
    void entriesAreComplete() throws Exception {
        SampleSafetensors.raw(path, "{\"a\":{\"dtype\":\"U8\",\"shape\":[]}}", 0);
        refused(37, "tensor 'a' lacks a dtype, a shape, or data_offsets of two numbers" + DAMAGED);
        SampleSafetensors.raw(path, "{\"a\":7}", 0);
        refused(13, "tensor 'a' is no JSON object" + DAMAGED);
        SampleSafetensors.raw(path, "{" + entry("a", "Q4", "[]", 0, 1) + "}", 1);
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(SafetensorsFormatException.class)
                .hasMessageStartingWith(path + ": tensor 'a' has the dtype 'Q4', which is none of [BOOL, F4, F6_E2M3");
        SampleSafetensors.raw(path, "{" + entry("a", "U8", "[-1]", 0, 1) + "}", 1);
        refused(36, "the shape of tensor 'a' has an element that is no whole number of at least 0" + DAMAGED);
        SampleSafetensors.raw(path, "{" + entry("a", "U8", "[1.5]", 0, 1) + "}", 1);
        refused(36, "the shape of tensor 'a' has an element that is no whole number of at least 0" + DAMAGED);
        SampleSafetensors.raw(path, "{" + entry("a", "U8", "[1]", 1, 0) + "}", 1);
        refused(59, "the data of tensor 'a' ends at 0, before it begins at 1" + DAMAGED);
        SampleSafetensors.raw(path, "{\"__metadata__\":{\"format\":1}}", 0);
        refused(34, "'format' of __metadata__ is no text" + DAMAGED);
    }

    @Test
    void brokenJsonNamesItsPlace() throws Exception {
        SampleSafetensors.raw(path, "{\"a\":{\"dtype\":\"U8\"", 0);
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOfSatisfying(SafetensorsFormatException.class, e -> {
                    assertThat(e.offset()).isEqualTo(26);
                    assertThat(e).hasMessageStartingWith(path + ": the JSON is malformed: Unexpected end-of-input");
                });
        SampleSafetensors.raw(path, "{} {}", 0);
        refused(11, "something follows the JSON object" + DAMAGED);
    }

    @Test
    void unknownFieldsAndEmptyMetadataAreAllowed() throws Exception {
        String header =
                "{\"__metadata__\":null,\"a\":{\"later\":[{}],\"data_offsets\":[0,1],\"shape\":[],\"dtype\":\"U8\"}}  ";
        SampleSafetensors.raw(path, header.getBytes(StandardCharsets.UTF_8).length, header, 1);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.tensors()).hasSize(1);
            assertThat(file.metadata()).isEmpty();
        }
    }

    private static String entry(String name, String type, String shape, long begin, long end) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                + end + "]}";
    }

    private void refused(long offset, String message) {
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOfSatisfying(SafetensorsFormatException.class, e -> {
                    assertThat(e).hasMessage(path + ": " + message + " (at byte " + offset + ")");
                    assertThat(e.path()).isEqualTo(path);
                    assertThat(e.offset()).isEqualTo(offset);
                });
    }
}
