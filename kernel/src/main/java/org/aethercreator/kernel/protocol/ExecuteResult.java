package org.aethercreator.kernel.protocol;

import java.util.Map;

/** The value of the cell's last expression. */
public record ExecuteResult(int executionCount, Map<String, Object> data, Map<String, Object> metadata)
        implements Content {}
