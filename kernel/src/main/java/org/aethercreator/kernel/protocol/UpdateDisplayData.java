package org.aethercreator.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * Something to show in place of what has the same {@code display_id}.
 *
 * @param transientData {@code display_id}, which is not kept in the notebook
 */
public record UpdateDisplayData(
        Map<String, Object> data,
        Map<String, Object> metadata,
        @JsonProperty("transient") Map<String, Object> transientData)
        implements Content {}
