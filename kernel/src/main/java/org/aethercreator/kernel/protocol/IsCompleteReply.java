package org.aethercreator.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Whether code can run as it is.
 *
 * @param status {@code complete}, {@code incomplete}, {@code invalid} or {@code unknown}
 * @param indent to start the next line with; only if incomplete
 */
public record IsCompleteReply(
        String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String indent) implements Content {}
