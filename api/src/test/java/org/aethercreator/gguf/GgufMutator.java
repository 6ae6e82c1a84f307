package org.aethercreator.gguf;

import java.util.Arrays;
import java.util.Random;

/** Damages GGUF files: flipped bits, nasty numbers, moved pieces and missing ends in the header; noise in the data. */
public final class GgufMutator {
    /** Numbers at which readers break: off by one, signs, and products that overflow. */
    private static final long[] NASTY = {
        0,
        1,
        2,
        31,
        32,
        33,
        255,
        256,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 61,
        (1L << 62) + 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -32
    };

    private GgufMutator() {}

    /** A copy of {@code sample} with one to three changes between its magic and byte {@code headerBytes}. */
    public static byte[] mutate(byte[] sample, int headerBytes, Random random) {
        byte[] bytes = sample.clone();
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            int at = 4 + random.nextInt(headerBytes - 12);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> put(bytes, at, NASTY[random.nextInt(NASTY.length)], 8);
                case 3 -> put(bytes, at, NASTY[random.nextInt(NASTY.length)], 4);
                case 4 ->
                    System.arraycopy(
                            sample, 4 + random.nextInt(headerBytes - 68), bytes, at, Math.min(64, headerBytes - at));
                default -> bytes = Arrays.copyOf(bytes, random.nextInt(10) == 0 ? at : bytes.length);
            }
            if (bytes.length <= headerBytes) {
                break;
            }
        }
        return bytes;
    }

    /** A copy of {@code sample} with one to four runs of noise behind byte {@code headerBytes}. */
    public static byte[] mutateData(byte[] sample, int headerBytes, Random random) {
        byte[] bytes = sample.clone();
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            byte[] noise = new byte[1 << random.nextInt(13)];
            random.nextBytes(noise);
            int at = headerBytes + random.nextInt(bytes.length - headerBytes - noise.length);
            System.arraycopy(noise, 0, bytes, at, noise.length);
        }
        return bytes;
    }

    private static void put(byte[] bytes, int at, long value, int count) {
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
