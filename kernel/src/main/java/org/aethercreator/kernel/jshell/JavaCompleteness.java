package org.aethercreator.kernel.jshell;

import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import org.aethercreator.kernel.session.Completeness;
import org.aethercreator.kernel.session.Completeness.Status;

/** Tells whether Enter should run what is typed in a console. */
final class JavaCompleteness {
    private static final String INDENT = "    ";

    private final JavaKernel kernel;

    JavaCompleteness(JavaKernel kernel) {
        this.kernel = kernel;
    }

    Completeness of(String code) {
        List<CellPart> parts = CellParser.parse(code, kernel.magics()::has);
        if (parts.isEmpty()) {
            return new Completeness(Status.COMPLETE, "");
        }
        CellPart last = parts.get(parts.size() - 1);
        Status status;
        if (last instanceof CellPart.CellMagic) {
            // An empty line ends its body.
            status = code.endsWith("\n\n") ? Status.COMPLETE : Status.INCOMPLETE;
        } else if (last instanceof CellPart.Java java) {
            status = kernel.shell().with((shell, analysis) -> status(java.source(), analysis));
        } else {
            status = Status.COMPLETE;
        }
        return new Completeness(status, status == Status.INCOMPLETE ? indent(code) : "");
    }

    private static Status status(String source, SourceCodeAnalysis analysis) {
        String rest = source;
        while (true) {
            SourceCodeAnalysis.CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return Status.INCOMPLETE;
                }
                case UNKNOWN -> {
                    return isErroneous(rest, analysis) ? Status.INVALID : Status.COMPLETE;
                }
                case EMPTY, COMPLETE_WITH_SEMI -> {
                    return Status.COMPLETE;
                }
                case COMPLETE -> rest = info.remaining();
            }
        }
    }

    private static boolean isErroneous(String source, SourceCodeAnalysis analysis) {
        return analysis.sourceToSnippets(source).stream().anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
    }

    /** That of the last line, and one step more if it opens a bracket. */
    private static String indent(String code) {
        String text = code.stripTrailing();
        String line = text.substring(Text.lineStart(text, text.length()));
        String own = line.substring(0, line.length() - line.stripLeading().length());
        return line.endsWith("{") || line.endsWith("(") || line.endsWith("[") ? own + INDENT : own;
    }
}
