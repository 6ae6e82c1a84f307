package org.aethercreator.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the newest signatures, so that a recorded message cannot be sent again. Safe for use by several threads.
 */
final class SeenSignatures {
    /** As many as Jupyter's own client library remembers. */
    private static final int CAPACITY = 65_536;

    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > CAPACITY;
        }
    };

    /** Whether {@code signature} comes for the first time. */
    synchronized boolean add(byte[] signature) {
        return seen.put(new String(signature, StandardCharsets.US_ASCII), Boolean.TRUE) == null;
    }
}
