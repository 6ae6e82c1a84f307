package org.aethercreator.kernel.protocol;

/**
 * Asks what is known of the name at the cursor.
 *
 * @param cursorPos in code points
 * @param detailLevel 0, or 1 for more
 */
public record InspectRequest(String code, int cursorPos, int detailLevel) implements Content {
    public InspectRequest {
        Json.require(code, "code");
    }
}
