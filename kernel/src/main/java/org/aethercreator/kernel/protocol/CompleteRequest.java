package org.aethercreator.kernel.protocol;

/**
 * Asks what could stand at the cursor.
 *
 * @param cursorPos in code points
 */
public record CompleteRequest(String code, int cursorPos) implements Content {
    public CompleteRequest {
        Json.require(code, "code");
    }
}
