package org.aethercreator.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who sent a message, when, and of what kind. All fields are kept as received, known or not, because replies repeat the
 * header of their request.
 */
public record Header(@JsonValue Map<String, Object> fields) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Header {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        for (String name : new String[] {"msg_id", "msg_type"}) {
            if (!(fields.get(name) instanceof String)) {
                throw new IllegalArgumentException("The header has no \"" + name + "\".");
            }
        }
    }

    public String messageId() {
        return text("msg_id").orElseThrow();
    }

    /** Such as {@code execute_request}. */
    public String messageType() {
        return text("msg_type").orElseThrow();
    }

    /** The front end's connection, or the kernel's run. */
    public Optional<String> session() {
        return text("session");
    }

    private Optional<String> text(String name) {
        return fields.get(name) instanceof String value ? Optional.of(value) : Optional.empty();
    }
}
