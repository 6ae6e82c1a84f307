package org.aethercreator.kernel.protocol;

import java.util.Map;

/** Closes a comm. */
public record CommClose(String commId, Map<String, Object> data) implements Content {
    public CommClose {
        Json.require(commId, "comm_id");
        data = Json.orEmpty(data);
    }
}
