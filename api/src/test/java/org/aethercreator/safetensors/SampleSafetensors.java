package org.aethercreator.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.progress.Progress;

/** Small files: a good one, and headers written by hand. */
final class SampleSafetensors {
    private SampleSafetensors() {}

    /** Four tensors of different types; byte i of a tensor is i. */
    static Path write(Path file) throws IOException, InterruptedException {
        SafetensorsWriter.create()
                .metadata("format", "pt")
                .tensor("model.norm.weight", SafetensorsType.F32, 4)
                .tensor("model.embed.weight", SafetensorsType.BF16, 3, 4)
                .tensor("step", SafetensorsType.I64)
                .tensor("mask", SafetensorsType.BOOL, 3)
                .write(file, Progress.none(), (tensor, output) -> output.write(counting(tensor.sizeBytes())));
        return file;
    }

    static ByteBuffer counting(long bytes) {
        ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
        for (int i = 0; i < bytes; i++) {
            buffer.put(i, (byte) i);
        }
        return buffer;
    }

    /** A file with this header, whatever it says, and so many bytes behind it. */
    static Path raw(Path file, String header, int dataBytes) throws IOException {
        return raw(file, header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes);
    }

    /** As before, with another length at the beginning than the header has. */
    static Path raw(Path file, long length, String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(json);
        return Files.write(file, bytes.array());
    }
}
