package org.aethercreator.kernel.protocol;

import java.util.List;
import java.util.Map;

/**
 * What could replace the code between the cursors.
 *
 * @param cursorStart in code points
 * @param cursorEnd in code points, exclusive
 * @param metadata {@code _jupyter_types_experimental} has type and signature of every match
 */
public record CompleteReply(List<String> matches, int cursorStart, int cursorEnd, Map<String, Object> metadata)
        implements Reply {}
