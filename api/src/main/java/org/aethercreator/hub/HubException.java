package org.aethercreator.hub;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A hub cannot be reached, does not have or does not give what it is asked for, or sends what it should not. The
 * message says what to do next.
 */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of thing went wrong; a program decides by it, a person reads the message. */
    public enum Reason {
        /** Only the cache may be used, and what is asked for is not there. */
        OFFLINE(false),
        /** No hub answers at the address: no such host, no connection, a proxy in between. */
        UNREACHABLE(false),
        /** The hub's certificate is not trusted. */
        INSECURE(false),
        /** No answer, or no more of one, came in time. */
        TIMED_OUT(true),
        /** The answer broke off. */
        BROKEN_OFF(true),
        /** The hub does not accept the token. */
        UNAUTHORIZED(false),
        /** The repository's owner wants to be asked first, or has not agreed yet. */
        GATED(false),
        /** There is no such repository, or it is private. */
        REPO_NOT_FOUND(false),
        /** The repository has no such branch, tag or commit. */
        REVISION_NOT_FOUND(false),
        /** The repository has no such file at this revision. */
        FILE_NOT_FOUND(false),
        /** The hub refuses for a reason of its own. */
        REFUSED(false),
        /** Too many requests in too short a time. */
        RATE_LIMITED(true),
        /** Something failed in the hub. */
        SERVER_FAILED(true),
        /** The answer is not that of a hub. */
        NOT_A_HUB(false),
        /** What came is not what the hub announced: another size or hash. */
        CORRUPT(false),
        /** The answer would lead where it must not: out of the cache, or to an unsafe address. */
        UNSAFE(false),
        /** The disk is too full for the download. */
        NO_SPACE(false);

        private final boolean passing;

        Reason(boolean passing) {
            this.passing = passing;
        }

        /** Whether the same request may succeed a little later. */
        boolean passing() {
            return passing;
        }
    }

    private final Reason reason;
    private final int status;
    private final transient Optional<Duration> retryAfter;

    HubException(Reason reason, int status, String message, Optional<Duration> retryAfter, Optional<Throwable> cause) {
        super(message, cause.orElse(null));
        this.reason = reason;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    HubException(Reason reason, String message) {
        this(reason, 0, message, Optional.empty(), Optional.empty());
    }

    HubException(Reason reason, String message, Throwable cause) {
        this(reason, 0, message, Optional.empty(), Optional.of(cause));
    }

    HubException withMessage(String message) {
        return new HubException(reason, status, message, retryAfter, Optional.of(this));
    }

    public Reason reason() {
        return reason;
    }

    /** The HTTP status; empty if it was no answer of the hub's that failed. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How long the hub asks to wait. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
