package org.aethercreator.kernel.protocol;

import java.util.List;

/** The cell failed or was interrupted. */
public record ExecuteErrorReply(int executionCount, String ename, String evalue, List<String> traceback)
        implements Reply {
    public ExecuteErrorReply {
        traceback = List.copyOf(traceback);
    }

    @Override
    public String status() {
        return "error";
    }
}
