package org.aethercreator.kernel.protocol;

import java.util.Map;

/** A message on an open comm. */
public record CommMsg(String commId, Map<String, Object> data) implements Content {
    public CommMsg {
        Json.require(commId, "comm_id");
        data = Json.orEmpty(data);
    }
}
