package org.aethercreator.quantize.imatrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells one model from another without reading gigabytes: a SHA-256 of the files' sizes, their first MiB, and 256
 * samples of 4 KiB spread evenly over each. Copying a model does not change it.
 */
final class ModelFingerprint {
    private static final int START_BYTES = 1 << 20;
    private static final int SAMPLES = 256;
    private static final int SAMPLE_BYTES = 4096;

    private ModelFingerprint() {}

    static String of(List<Path> files) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                long size = channel.size();
                digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
                update(digest, channel, 0, START_BYTES);
                for (int i = 1; i <= SAMPLES; i++) {
                    update(digest, channel, (long) ((double) size / SAMPLES * i) - SAMPLE_BYTES, SAMPLE_BYTES);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void update(MessageDigest digest, FileChannel channel, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        long at = Math.max(0, position);
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at + buffer.position());
            if (read < 0) {
                break;
            }
        }
        digest.update(buffer.flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
