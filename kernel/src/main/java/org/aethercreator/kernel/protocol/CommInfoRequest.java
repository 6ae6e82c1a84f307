package org.aethercreator.kernel.protocol;

import org.jspecify.annotations.Nullable;

/** Asks which comms are open, of all targets or of one. */
public record CommInfoRequest(@Nullable String targetName) implements Content {}
