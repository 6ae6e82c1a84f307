package org.aethercreator.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aethercreator.storage.SourceFile;

/** Reads a file's header and checks it as the reference implementation does: no overlap, no hole, nothing missing. */
final class HeaderReader {
    /** The reference implementation's limit. */
    static final int MAXIMUM_HEADER_BYTES = 100_000_000;

    static final int LENGTH_BYTES = 8;

    private static final int SHOWN_CHARACTERS = 24;

    private final SourceFile file;
    private final Path path;

    private HeaderReader(SourceFile file) {
        this.file = file;
        this.path = file.path();
    }

    static Header read(SourceFile file) throws IOException {
        return new HeaderReader(file).read();
    }

    private Header read() throws IOException {
        int length = headerBytes();
        byte[] json = new byte[length];
        file.read(json, 0, length, LENGTH_BYTES);
        HeaderJson header = HeaderJson.parse(path, json);
        long dataStart = (long) LENGTH_BYTES + length;
        return new Header(path, header.metadata(), place(header.tensors(), dataStart), file.sizeBytes());
    }

    /** The length that the file begins with; nothing has been allocated for it yet. */
    private int headerBytes() throws IOException {
        byte[] start = new byte[(int) Math.min(64, file.sizeBytes())];
        file.read(start, 0, start.length, 0);
        if (start.length <= LENGTH_BYTES) {
            throw fail(
                    start.length,
                    "the file has " + start.length + " bytes, which is no safetensors file;"
                            + " download or copy it again");
        }
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        if (start[LENGTH_BYTES] != '{') {
            throw fail(0, "this is " + describe(start));
        }
        if (length < 2 || length > MAXIMUM_HEADER_BYTES) {
            throw fail(
                    0,
                    "the header should have " + Long.toUnsignedString(length) + " bytes; 2 to " + MAXIMUM_HEADER_BYTES
                            + " are allowed; the file is damaged: download or copy it again");
        }
        if (length > file.sizeBytes() - LENGTH_BYTES) {
            throw fail(
                    0,
                    "the header should have " + length + " bytes, but the file has only "
                            + (file.sizeBytes() - LENGTH_BYTES)
                            + " behind its length; the file is truncated: download or copy it again");
        }
        return (int) length;
    }

    /** The tensors in the order of their data, checked to fill the rest of the file. */
    private List<SafetensorsTensor> place(List<HeaderJson.Entry> entries, long dataStart) {
        List<HeaderJson.Entry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(HeaderJson.Entry::begin).thenComparingLong(HeaderJson.Entry::end));
        List<SafetensorsTensor> tensors = new ArrayList<>();
        long end = 0;
        for (HeaderJson.Entry entry : ordered) {
            if (entry.begin() != end) {
                throw fail(
                        entry.at(),
                        "the data of tensor '" + entry.name() + "' begins at " + entry.begin()
                                + (entry.begin() > end ? ", which leaves a hole behind " : ", which overlaps ")
                                + "the data that ends at " + end
                                + "; the file is damaged, or its writer is at fault");
            }
            end = entry.end();
            checkSize(entry);
            tensors.add(new SafetensorsTensor(
                    entry.name(), entry.type(), entry.shape(), dataStart + entry.begin(), end - entry.begin(), path));
        }
        checkEnd(end, file.sizeBytes() - dataStart);
        return List.copyOf(tensors);
    }

    private void checkSize(HeaderJson.Entry entry) {
        long bytes;
        try {
            long elements = entry.shape().stream().reduce(1L, Math::multiplyExact);
            bytes = entry.type().bytes(elements).orElse(-1L);
        } catch (ArithmeticException e) {
            bytes = -1;
        }
        if (bytes != entry.end() - entry.begin()) {
            throw fail(
                    entry.at(),
                    "tensor '" + entry.name() + "' of type " + entry.type() + " and shape " + entry.shape()
                            + " does not take the " + (entry.end() - entry.begin())
                            + " bytes that the header gives it; the file is damaged, or its writer is at fault");
        }
    }

    private void checkEnd(long described, long found) {
        if (described > found) {
            throw fail(
                    file.sizeBytes(),
                    "the header describes " + described + " bytes of data, but the file has " + found
                            + "; it is truncated: download or copy it again");
        }
        if (described < found) {
            throw fail(
                    file.sizeBytes() - (found - described),
                    "the file has " + (found - described)
                            + " bytes behind its last tensor; it is damaged: download or copy it again");
        }
    }

    private static String describe(byte[] start) {
        String text = new String(start, StandardCharsets.UTF_8);
        if (text.startsWith("GGUF")) {
            return "a GGUF file, not a safetensors file; it needs no conversion";
        }
        if (text.startsWith("PK")) {
            return "a zip archive, as PyTorch's .bin and .pt files are, not a safetensors file;"
                    + " get the model as safetensors";
        }
        if (text.startsWith("version https://git-lfs")) {
            return "a Git LFS pointer, not the weights themselves; run 'git lfs pull', or download the file";
        }
        String shown = text.substring(0, Math.min(SHOWN_CHARACTERS, text.length()));
        if (shown.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || Character.isWhitespace(c))) {
            return "a text file that begins with '"
                    + shown.replaceAll("\\s+", " ").trim() + "', not a safetensors file; name a .safetensors file";
        }
        return "no safetensors file: its header does not begin with '{'; download the file again";
    }

    private SafetensorsFormatException fail(long at, String message) {
        return new SafetensorsFormatException(path, at, message);
    }
}
