package org.aethercreator.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aethercreator.storage.SourceFile;

/**
 * Finds everything in a header and checks it. Nothing is allocated for a count or a length that the rest of the file
 * cannot hold.
 */
final class HeaderReader {
    static final int DEFAULT_ALIGNMENT = 32;
    static final String ALIGNMENT_KEY = "general.alignment";

    /** The specification's limit for keys. */
    static final int MAXIMUM_NAME_BYTES = 65_535;
    /** llama.cpp's limit for the bytes of a text and for the elements of an array. */
    private static final int MAXIMUM_LENGTH = 1 << 30;
    /** Far beyond any model, and small enough that a hostile header cannot exhaust the memory. */
    private static final int MAXIMUM_COUNT = 1_000_000;

    /** A key's length, a value's type and one byte. */
    private static final int SMALLEST_ENTRY_BYTES = 13;
    /** A name's length, the number of dimensions, one size, the type and the offset. */
    private static final int SMALLEST_TENSOR_BYTES = 32;

    private final Path path;
    private final long fileBytes;
    private final HeaderCursor cursor;

    private HeaderReader(SourceFile file) {
        this.path = file.path();
        this.fileBytes = file.sizeBytes();
        this.cursor = new HeaderCursor(file);
    }

    static Header read(SourceFile file) throws IOException {
        return new HeaderReader(file).read();
    }

    private Header read() throws IOException {
        cursor.skip(4, "the magic number");
        int version = readVersion();
        long tensorsAt = cursor.position();
        long tensorCount = cursor.readLong("the number of tensors");
        long entryCount = cursor.readLong("the number of metadata keys");
        checkCount(tensorsAt, tensorCount, SMALLEST_TENSOR_BYTES, "tensors");
        checkCount(tensorsAt + 8, entryCount, SMALLEST_ENTRY_BYTES, "metadata keys");
        List<Header.Entry> entries = readEntries((int) entryCount);
        int alignment = readAlignment(entries);
        long tensorsStart = cursor.position();
        TensorTable table = new TensorTable(path, fileBytes, cursor);
        List<GgufTensor> relative = table.read((int) tensorCount);
        long tensorsEnd = cursor.position();
        long dataStart = align(tensorsEnd, alignment);
        List<GgufTensor> tensors = table.place(relative, tensorsStart, dataStart, alignment);
        return new Header(path, version, alignment, entries, tensors, tensorsStart, tensorsEnd, dataStart, fileBytes);
    }

    private int readVersion() throws IOException {
        long at = cursor.position();
        int version = cursor.readInt("the version");
        if ((version & 0xffff) == 0 && version != 0) {
            throw cursor.fail(
                    at,
                    "this is a big-endian GGUF file, and only little-endian ones can be read;"
                            + " convert it with llama.cpp's gguf_convert_endian.py, or download the usual variant");
        }
        if (version < 2 || version > 3) {
            String next =
                    version == 1 ? "convert the model again" : "the file is damaged, or this program is too old for it";
            throw cursor.fail(
                    at,
                    "the GGUF version is " + Integer.toUnsignedString(version) + "; versions 2 and 3 can be read; "
                            + next);
        }
        return version;
    }

    private void checkCount(long at, long count, int smallestBytes, String what) {
        if (count < 0 || count > MAXIMUM_COUNT || count > cursor.remaining() / smallestBytes) {
            throw cursor.fail(
                    at,
                    "the header names " + Long.toUnsignedString(count) + " " + what
                            + ", which the remaining " + cursor.remaining()
                            + " bytes cannot hold; the file is truncated or damaged: download or copy it again");
        }
    }

    private List<Header.Entry> readEntries(int count) throws IOException {
        List<Header.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Header.Entry entry = readEntry();
            if (!keys.add(entry.key())) {
                throw cursor.fail(
                        entry.start(),
                        "the metadata key '" + entry.key()
                                + "' occurs twice; the file is damaged, or its writer is at fault");
            }
            entries.add(entry);
        }
        return entries;
    }

    private Header.Entry readEntry() throws IOException {
        long start = cursor.position();
        String key = cursor.readString(MAXIMUM_NAME_BYTES, "a metadata key");
        if (key.isEmpty()) {
            throw cursor.fail(start, "a metadata key is empty; the file is damaged");
        }
        String what = "the value of '" + key + "'";
        GgufType type = readType(what);
        GgufType elementType = type;
        int count = 1;
        if (type == GgufType.ARRAY) {
            long at = cursor.position();
            elementType = readType(what);
            if (elementType == GgufType.ARRAY) {
                throw cursor.fail(
                        at,
                        what + " is an array of arrays, which GGUF readers do not support;"
                                + " the file is damaged, or its writer is at fault");
            }
            count = readArrayCount(elementType, what);
        }
        long contentStart = cursor.position();
        if (elementType == GgufType.STRING) {
            for (int i = 0; i < count; i++) {
                skipString(what);
            }
        } else {
            cursor.skip((long) count * elementType.bytes(), what);
        }
        return new Header.Entry(key, start, type, elementType, count, contentStart, cursor.position());
    }

    private GgufType readType(String what) throws IOException {
        long at = cursor.position();
        int id = cursor.readInt("the type of " + what);
        return GgufType.byId(id)
                .orElseThrow(() -> cursor.fail(
                        at,
                        what + " has the type number " + Integer.toUnsignedString(id)
                                + "; GGUF knows 0 to 12; the file is damaged"));
    }

    private int readArrayCount(GgufType elementType, String what) throws IOException {
        long at = cursor.position();
        long count = cursor.readLong("the number of elements of " + what);
        int smallest = elementType == GgufType.STRING ? 8 : elementType.bytes();
        if (count < 0 || count > MAXIMUM_LENGTH || count > cursor.remaining() / smallest) {
            throw cursor.fail(
                    at,
                    what + " has " + Long.toUnsignedString(count) + " elements, which the remaining "
                            + cursor.remaining() + " bytes cannot hold; the file is truncated or damaged:"
                            + " download or copy it again");
        }
        return (int) count;
    }

    private void skipString(String what) throws IOException {
        long at = cursor.position();
        long length = cursor.readLong(what);
        if (length < 0 || length > MAXIMUM_LENGTH) {
            throw cursor.fail(
                    at,
                    what + " has a length of " + Long.toUnsignedString(length) + " bytes; at most " + MAXIMUM_LENGTH
                            + " are allowed; the file is damaged");
        }
        cursor.skip(length, what);
    }

    private int readAlignment(List<Header.Entry> entries) throws IOException {
        for (Header.Entry entry : entries) {
            if (entry.key().equals(ALIGNMENT_KEY)) {
                if (entry.type() != GgufType.UINT32) {
                    throw cursor.fail(
                            entry.start(),
                            ALIGNMENT_KEY + " is of type " + entry.type()
                                    + ", but must be of type UINT32; the file is damaged");
                }
                long value = Integer.toUnsignedLong(cursor.intAt(entry.contentStart()));
                if (Long.bitCount(value) != 1 || value > MAXIMUM_LENGTH) {
                    throw cursor.fail(
                            entry.contentStart(),
                            ALIGNMENT_KEY + " is " + value + ", but must be a power of two up to " + MAXIMUM_LENGTH
                                    + "; the file is damaged");
                }
                return (int) value;
            }
        }
        return DEFAULT_ALIGNMENT;
    }

    static long align(long position, int alignment) {
        return (position + alignment - 1) / alignment * alignment;
    }
}
