package org.aethercreator.kernel.protocol;

/** Tells a new subscriber that it misses nothing from now on (JEP 65). */
public record IopubWelcome(String subscription) implements Content {}
