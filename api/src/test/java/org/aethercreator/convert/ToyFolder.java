package org.aethercreator.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.aethercreator.progress.Progress;
import org.aethercreator.safetensors.SafetensorsType;
import org.aethercreator.safetensors.SafetensorsWriter;

/** A Hugging Face folder of a few kilobytes: any configuration, and weights of random numbers. */
public final class ToyFolder {
    private final Path folder;
    private final Map<String, ByteBuffer> data = new LinkedHashMap<>();
    private final SafetensorsWriter writer = SafetensorsWriter.create().metadata("format", "pt");
    private final Random random = new Random(7);

    public ToyFolder(Path folder, String config) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("config.json"), config);
    }

    /** A tensor of random numbers. */
    public ToyFolder random(String name, SafetensorsType type, long... shape) {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        float[] numbers = new float[(int) elements];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return with(name, type, numbers, shape);
    }

    /** A tensor of these numbers. */
    public ToyFolder with(String name, SafetensorsType type, float[] numbers, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * type.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            int bits = Float.floatToRawIntBits(number);
            switch (type) {
                case F32 -> bytes.putInt(bits);
                case F16 -> bytes.putShort(HalfFloats.half(bits));
                case BF16 -> bytes.putShort(HalfFloats.brain(bits));
                default -> throw new IllegalArgumentException("toys are of F32, F16 and BF16, not " + type);
            }
        }
        writer.tensor(name, type, shape);
        data.put(name, bytes.flip());
        return this;
    }

    public Path write() throws IOException, InterruptedException {
        return write(Long.MAX_VALUE);
    }

    public Path write(long mostBytesOfFile) throws IOException, InterruptedException {
        writer.writeModel(
                folder,
                mostBytesOfFile,
                Progress.none(),
                (tensor, output) -> output.write(data.get(tensor.name()).duplicate()));
        return folder;
    }
}
