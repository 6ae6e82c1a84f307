package org.aethercreator.kernel.protocol;

import java.util.List;
import java.util.Map;

/**
 * The cell ran to its end.
 *
 * @param userExpressions for every name of the request, {@code status} with {@code data} and {@code metadata}, or with
 *     {@code ename}, {@code evalue} and {@code traceback}
 * @param payload deprecated by the specification, but required by front ends; always empty
 */
public record ExecuteReply(
        int executionCount, Map<String, Map<String, Object>> userExpressions, List<Map<String, Object>> payload)
        implements Reply {
    public ExecuteReply(int executionCount, Map<String, Map<String, Object>> userExpressions) {
        this(executionCount, userExpressions, List.of());
    }
}
