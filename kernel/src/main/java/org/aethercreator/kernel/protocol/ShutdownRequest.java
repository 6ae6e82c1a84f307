package org.aethercreator.kernel.protocol;

/** Asks the kernel to exit; {@code restart} tells that another one follows. */
public record ShutdownRequest(boolean restart) implements Content {}
