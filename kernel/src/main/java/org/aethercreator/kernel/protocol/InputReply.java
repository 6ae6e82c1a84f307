package org.aethercreator.kernel.protocol;

/** The line that the user entered after an {@link InputRequest}. */
public record InputReply(String value) implements Content {
    public InputReply {
        Json.require(value, "value");
    }
}
