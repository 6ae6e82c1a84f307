package org.aethercreator.magics.jjava;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values on their way into variables of the notebook. It is public because cells take them from here. */
public final class HandedOver {
    private static final Map<String, Object> VALUES = new ConcurrentHashMap<>();

    private HandedOver() {}

    static String put(Object value) {
        String key = UUID.randomUUID().toString();
        VALUES.put(key, value);
        return key;
    }

    /** The value put under {@code key}, which is then forgotten. */
    public static @Nullable Object take(String key) {
        return VALUES.remove(key);
    }
}
