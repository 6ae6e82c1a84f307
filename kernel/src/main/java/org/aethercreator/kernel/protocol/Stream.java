package org.aethercreator.kernel.protocol;

/** Text that a cell wrote; {@code name} is {@code stdout} or {@code stderr}. */
public record Stream(String name, String text) implements Content {}
