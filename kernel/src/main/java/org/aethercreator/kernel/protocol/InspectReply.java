package org.aethercreator.kernel.protocol;

import java.util.Map;

/** What is known of a name; empty {@code data} if nothing was found. */
public record InspectReply(boolean found, Map<String, Object> data, Map<String, Object> metadata) implements Reply {}
