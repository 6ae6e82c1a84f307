package org.aethercreator.kernel.protocol;

/** Asks the user for a line, on the stdin channel. */
public record InputRequest(String prompt, boolean password) implements Content {}
