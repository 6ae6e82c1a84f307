package org.aethercreator.convert.vocabulary;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgufValue;

/**
 * What a GGUF file says of its tokenizer.
 *
 * @param entries by key, such as {@code tokenizer.ggml.tokens}, in the order in which they are written
 * @param warnings what in the folder's files was passed over, in whole sentences
 */
public record Vocabulary(Map<String, GgufValue> entries, List<String> warnings) {
    public Vocabulary {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        warnings = List.copyOf(warnings);
    }
}
