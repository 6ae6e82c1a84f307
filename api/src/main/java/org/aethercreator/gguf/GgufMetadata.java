package org.aethercreator.gguf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.aethercreator.storage.SourceFile;

/**
 * The keys and values of a file, in the file's order.
 *
 * <p>A value is read from the file when it is asked for: ask before the file is closed. What has been returned stays
 * good. A getter whose name does not fit the value's type throws a {@link GgufFormatException} that names both.
 */
public final class GgufMetadata {
    private final SourceFile file;
    private final Map<String, Header.Entry> entries = new LinkedHashMap<>();

    GgufMetadata(Header header, SourceFile file) {
        this.file = file;
        header.entries().forEach(entry -> entries.put(entry.key(), entry));
    }

    /** All keys in the file's order. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** Whether the key occurs. */
    public boolean contains(String key) {
        return entries.containsKey(key);
    }

    /** What the value of {@code key} is, without reading it. */
    public Optional<GgufType> typeOf(String key) {
        return Optional.ofNullable(entries.get(key)).map(Header.Entry::type);
    }

    /** How many elements the array {@code key} has, without reading it; 1 for a value that is no array. */
    public OptionalLong sizeOf(String key) {
        Header.Entry entry = entries.get(key);
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.count());
    }

    /** The value of {@code key}, whatever its type. */
    public Optional<GgufValue> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(this::read);
    }

    /** The text under {@code key}. */
    public Optional<String> string(String key) {
        return get(key, GgufValue::asString);
    }

    /** The whole number under {@code key}. */
    public OptionalLong integer(String key) {
        return get(key, GgufValue::asLong).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** The number under {@code key} as floating point. */
    public OptionalDouble real(String key) {
        return get(key, GgufValue::asDouble).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    /** The truth value under {@code key}. */
    public Optional<Boolean> bool(String key) {
        return get(key, GgufValue::asBoolean);
    }

    /** The array of texts under {@code key}; each is decoded when it is asked for. */
    public Optional<List<String>> strings(String key) {
        return get(key, GgufValue::asStrings);
    }

    /** The array of whole numbers under {@code key}. */
    public Optional<long[]> integers(String key) {
        return get(key, GgufValue::asLongs);
    }

    /** The array of numbers under {@code key} as floating point. */
    public Optional<double[]> reals(String key) {
        return get(key, GgufValue::asDoubles);
    }

    /** The array of truth values under {@code key}. */
    public Optional<boolean[]> bools(String key) {
        return get(key, GgufValue::asBooleans);
    }

    private <T> Optional<T> get(String key, Function<GgufValue, T> decode) {
        Header.Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(decode.apply(read(entry)));
        } catch (IllegalStateException | ArithmeticException e) {
            throw new GgufFormatException(file.path(), entry.start(), "metadata key '" + key + "': " + e.getMessage());
        }
    }

    private GgufValue read(Header.Entry entry) {
        if (entry.contentBytes() > Integer.MAX_VALUE - 64) {
            throw new GgufFormatException(
                    file.path(),
                    entry.start(),
                    "the value of '" + entry.key() + "' takes " + entry.contentBytes()
                            + " bytes; values of less than 2 GiB can be read");
        }
        byte[] content = new byte[(int) entry.contentBytes()];
        try {
            file.read(content, 0, content.length, entry.contentStart());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return new GgufValue(entry.type(), new GgufElements(entry.elementType(), entry.count(), content));
    }
}
