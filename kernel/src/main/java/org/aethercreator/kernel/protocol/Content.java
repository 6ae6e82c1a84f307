package org.aethercreator.kernel.protocol;

/** What a message says, apart from its headers. {@link MessageType} names every kind. */
public interface Content {}
