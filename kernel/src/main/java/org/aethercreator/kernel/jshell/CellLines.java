package org.aethercreator.kernel.jshell;

import java.util.Map;
import java.util.TreeMap;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Which line of a cell a line of the class is that JShell wraps around a snippet.
 *
 * @param fileName to show in stack traces, such as {@code Cell In[5]}
 */
record CellLines(String fileName, TreeMap<Integer, Integer> cellLineByWrapperLine) {

    /** For code that stands in no cell. */
    static final CellLines NONE = new CellLines("notebook", new TreeMap<>());

    /** The lines of {@code wrapper}, whose source stands in a cell at {@code origin}. */
    static CellLines of(SnippetWrapper wrapper, CellOrigin origin) {
        String source = wrapper.source();
        String wrapped = wrapper.wrapped();
        TreeMap<Integer, Integer> lines = new TreeMap<>();
        int lineStart = 0;
        while (lineStart < source.length()) {
            int end = source.indexOf('\n', lineStart);
            int lineEnd = end < 0 ? source.length() : end;
            int text = lineStart;
            while (text < lineEnd && Character.isWhitespace(source.charAt(text))) {
                text++;
            }
            if (text < lineEnd) {
                int position = wrapper.sourceToWrappedPosition(text);
                if (position >= 0 && position <= wrapped.length()) {
                    lines.putIfAbsent(Text.lineAt(wrapped, position), origin.line(text));
                }
            }
            lineStart = lineEnd + 1;
        }
        return new CellLines(origin.name(), lines);
    }

    int cellLine(int wrapperLine) {
        Map.Entry<Integer, Integer> entry = cellLineByWrapperLine.floorEntry(wrapperLine);
        if (entry == null) {
            entry = cellLineByWrapperLine.firstEntry();
        }
        return entry == null ? wrapperLine : entry.getValue();
    }
}
