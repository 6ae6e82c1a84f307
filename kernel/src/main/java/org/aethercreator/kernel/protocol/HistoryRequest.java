package org.aethercreator.kernel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for cells that ran earlier.
 *
 * @param output whether results are asked for, too
 * @param raw whether the input is asked for as typed
 * @param histAccessType {@code range}, {@code tail} or {@code search}
 * @param session for {@code range}: 0 is the running session, -1 the one before
 * @param start for {@code range}: first execution count
 * @param stop for {@code range}: execution count to stop before; {@code null} for no end
 * @param n for {@code tail} and {@code search}: at most so many, the newest; {@code null} for no limit
 * @param pattern for {@code search}: a glob with {@code *} and {@code ?}
 * @param unique for {@code search}: whether equal inputs are given once
 */
public record HistoryRequest(
        boolean output,
        boolean raw,
        String histAccessType,
        int session,
        int start,
        @Nullable Integer stop,
        @Nullable Integer n,
        @Nullable String pattern,
        boolean unique)
        implements Content {
    public HistoryRequest {
        Json.require(histAccessType, "hist_access_type");
    }
}
