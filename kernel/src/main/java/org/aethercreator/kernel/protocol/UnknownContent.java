package org.aethercreator.kernel.protocol;

import java.util.Map;

/** The content of a message of a kind that this kernel does not know. */
public record UnknownContent(Map<String, Object> fields) implements Content {}
