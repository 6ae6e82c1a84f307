package org.aethercreator.kernel.protocol;

import java.util.List;

/** How a cell failed: the message {@code error}. */
public record ErrorContent(String ename, String evalue, List<String> traceback) implements Content {
    public ErrorContent {
        traceback = List.copyOf(traceback);
    }
}
