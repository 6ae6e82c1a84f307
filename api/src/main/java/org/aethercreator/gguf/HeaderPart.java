package org.aethercreator.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A metadata entry to be written. */
sealed interface HeaderPart {
    /** An entry that is copied as it stands in another file. */
    record Copied(Path path, long start, long sizeBytes) implements HeaderPart {}

    /** An entry that was set. */
    record Set(String key, GgufValue value) implements HeaderPart {
        ByteBuffer encoded() {
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            byte[] content = value.encoded();
            return ByteBuffer.allocate(8 + name.length + 4 + content.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(name.length)
                    .put(name)
                    .putInt(value.type().id())
                    .put(content);
        }
    }
}
