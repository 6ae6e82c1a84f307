package org.aethercreator.kernel.protocol;

import java.util.List;

/** The answer to a request of any kind that failed. */
public record ErrorReply(String ename, String evalue, List<String> traceback) implements Reply {
    public ErrorReply {
        traceback = List.copyOf(traceback);
    }

    @Override
    public String status() {
        return "error";
    }
}
