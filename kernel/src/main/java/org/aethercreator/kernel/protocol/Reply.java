package org.aethercreator.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An answer to a request that succeeded; one that failed is an {@link ErrorReply}. */
public interface Reply extends Content {
    /** {@code "ok"}, {@code "error"} or {@code "aborted"}. */
    @JsonProperty("status")
    default String status() {
        return "ok";
    }
}
