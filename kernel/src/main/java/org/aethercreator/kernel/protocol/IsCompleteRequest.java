package org.aethercreator.kernel.protocol;

/** Asks whether Enter should run the code or continue it. */
public record IsCompleteRequest(String code) implements Content {
    public IsCompleteRequest {
        Json.require(code, "code");
    }
}
