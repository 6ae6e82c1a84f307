package org.aethercreator.kernel.protocol;

/** The kernel exits; {@code restart} as it was asked. */
public record ShutdownReply(boolean restart) implements Reply {}
