package org.aethercreator.kernel.protocol;

/** The answer to a queued request that is not carried out, because a cell before it failed. */
public record AbortedReply() implements Reply {
    @Override
    public String status() {
        return "aborted";
    }
}
