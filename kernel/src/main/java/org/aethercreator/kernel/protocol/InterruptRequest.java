package org.aethercreator.kernel.protocol;

/** Asks to end the running cell. */
public record InterruptRequest() implements Content {}
