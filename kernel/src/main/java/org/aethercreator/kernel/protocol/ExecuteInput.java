package org.aethercreator.kernel.protocol;

/** Tells all front ends which cell begins to run. */
public record ExecuteInput(String code, int executionCount) implements Content {}
