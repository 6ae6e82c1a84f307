package org.aethercreator.kernel.protocol;

/** The content of a message that is signed well but is not what its kind asks for. */
public record MalformedContent(String reason) implements Content {}
