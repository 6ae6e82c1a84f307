package org.aethercreator.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Empties the cell's output area.
 *
 * @param whenReplaced waits until there is something to show instead, which avoids flicker
 */
public record ClearOutput(@JsonProperty("wait") boolean whenReplaced) implements Content {}
