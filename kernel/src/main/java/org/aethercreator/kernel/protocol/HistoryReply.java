package org.aethercreator.kernel.protocol;

import java.util.List;

/**
 * Cells that ran earlier, oldest first.
 *
 * @param history session, line and input of each; with outputs asked for, the third is a list of input and output
 */
public record HistoryReply(List<List<Object>> history) implements Reply {}
