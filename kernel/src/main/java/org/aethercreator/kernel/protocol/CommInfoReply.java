package org.aethercreator.kernel.protocol;

import java.util.Map;

/** The target of every open comm, by the comm's id. */
public record CommInfoReply(Map<String, CommTarget> comms) implements Reply {
    /** What a comm is for. */
    public record CommTarget(String targetName) {}
}
