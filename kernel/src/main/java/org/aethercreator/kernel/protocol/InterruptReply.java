package org.aethercreator.kernel.protocol;

/** The interrupt was passed on; the cell's own reply tells when it ended. */
public record InterruptReply() implements Reply {}
