package org.aethercreator.kernel.protocol;

import java.util.Map;

/** Opens a comm between the front end and the kernel; either side may send it. */
public record CommOpen(String commId, String targetName, Map<String, Object> data) implements Content {
    public CommOpen {
        Json.require(commId, "comm_id");
        Json.require(targetName, "target_name");
        data = Json.orEmpty(data);
    }
}
