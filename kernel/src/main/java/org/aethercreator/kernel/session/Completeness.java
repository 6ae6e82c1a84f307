package org.aethercreator.kernel.session;

/**
 * Whether code can run as it is.
 *
 * @param indent to start the next line with, if incomplete
 */
public record Completeness(Status status, String indent) {
    /** As the protocol names them, in lower case. */
    public enum Status {
        COMPLETE,
        INCOMPLETE,
        INVALID,
        UNKNOWN
    }
}
