package org.aethercreator.kernel.protocol;

/** Asks what this kernel is. */
public record KernelInfoRequest() implements Content {}
