package org.aethercreator.convert.architecture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.aethercreator.gguf.GgufFileType;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;

/** Collects a family's metadata; a key that is set again keeps its place, as in the reference. */
final class Parameters {
    private final String prefix;
    private final GgufFileType fileType;
    private final Map<String, GgufValue> entries = new LinkedHashMap<>();

    Parameters(String architecture, GgufFileType fileType) {
        this.prefix = architecture + ".";
        this.fileType = fileType;
    }

    Map<String, GgufValue> entries() {
        return Collections.unmodifiableMap(entries);
    }

    void count(String key, long value) {
        entries.put(prefix + key, GgufValue.uint32(value));
    }

    void count(String key, OptionalLong value) {
        value.ifPresent(number -> count(key, number));
    }

    void real(String key, double value) {
        entries.put(prefix + key, GgufValue.real(GgufType.FLOAT32, value));
    }

    void real(String key, OptionalDouble value) {
        value.ifPresent(number -> real(key, number));
    }

    void truth(String key, boolean value) {
        entries.put(prefix + key, GgufValue.bool(value));
    }

    void truths(String key, List<Boolean> values) {
        boolean[] array = new boolean[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        entries.put(prefix + key, GgufValue.bools(array));
    }

    void text(String key, String value) {
        entries.put(prefix + key, GgufValue.string(value));
    }

    /** What most tensors of the file are stored as. */
    void fileType() {
        entries.put("general.file_type", GgufValue.uint32(fileType.id()));
    }
}
