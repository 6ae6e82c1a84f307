package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.aethercreator.worker.WorkerRequest;

/**
 * Writes a model's predictions of a text, in the worker. The file: the eight letters {@code _logits_}; the window's
 * tokens, the vocabulary's size and the number of windows, 4 bytes each; all tokens, 4 bytes each; then for each scored
 * token a {@link CompressedRow}. Numbers are little-endian.
 */
final class ProbabilitiesRun {
    static final byte[] MAGIC = {'_', 'l', 'o', 'g', 'i', 't', 's', '_'};
    static final int HEADER_BYTES = MAGIC.length + 3 * Integer.BYTES;

    /** So many are in memory at once. */
    static final int ROWS_AT_ONCE = 32;

    private final NativeModel model;
    private final WorkerRequest request;
    private final long startedNanos = System.nanoTime();
    private final Surprises surprises = new Surprises();

    ProbabilitiesRun(NativeModel model, WorkerRequest request) {
        this.model = model;
        this.request = request;
    }

    Messages.Measured run(byte[] text, int windowTokens, int maxWindows, Path target) throws IOException {
        ScoredWindows windows = ScoredWindows.of(model, request, text, windowTokens, maxWindows);
        checkSpace(windows, target);
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            write(file, header(windows, windowTokens));
            windows.score((window, firstRow, rows, logits) -> {
                for (int row = 0; row < rows; row += ROWS_AT_ONCE) {
                    int count = Math.min(ROWS_AT_ONCE, rows - row);
                    write(file, compressed(window, firstRow, row, count, logits));
                }
            });
        }
        return surprises.measured(windows.count(), System.nanoTime() - startedNanos);
    }

    private void checkSpace(ScoredWindows windows, Path target) throws IOException {
        long needed = HEADER_BYTES
                + 4L * windows.tokens().length
                + (long) windows.count() * windows.rowsPerWindow() * CompressedRow.bytes(model.vocabularySize());
        long usable = Files.getFileStore(target.toAbsolutePath().getParent()).getUsableSpace();
        if (needed > usable) {
            throw new IOException("The probabilities of " + windows.count() + " windows need " + needed / 1_000_000
                    + " MB, but the disk of " + target.toAbsolutePath().getParent() + " has " + usable / 1_000_000
                    + " MB left; evaluate fewer windows or choose another folder.");
        }
    }

    private ByteBuffer header(ScoredWindows windows, int windowTokens) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES + Integer.BYTES * windows.tokens().length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(windowTokens)
                .putInt(model.vocabularySize())
                .putInt(windows.count());
        for (int token : windows.tokens()) {
            header.putInt(token);
        }
        return header.flip();
    }

    private ByteBuffer compressed(int[] window, int firstRow, int from, int count, Pointer logits) {
        int vocabularySize = model.vocabularySize();
        ByteBuffer rows = ByteBuffer.allocate(count * CompressedRow.bytes(vocabularySize));
        double[] found = IntStream.range(0, count)
                .parallel()
                .mapToDouble(i -> {
                    LogSoftmax row =
                            LogSoftmax.of(logits.getFloatArray(4L * vocabularySize * (from + i), vocabularySize));
                    CompressedRow.in(rows, i, vocabularySize).write(row);
                    return row.surprise(window[firstRow + from + i + 1]);
                })
                .toArray();
        for (double surprise : found) {
            surprises.add(surprise);
        }
        return rows;
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
