package org.aethercreator.kernel.jshell;

import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;

/**
 * The Java of a cell up to the cursor, as JShell's completion understands it: one block of statements. What is no
 * statement (magics, imports, methods) is blanked, so that positions stay the same.
 */
final class CellContext {
    private static final Pattern IMPORT = Pattern.compile("\\s*import\\s[^;]*;?", Pattern.DOTALL);
    private static final Pattern METHOD =
            Pattern.compile("\\s*[\\w<>\\[\\], .@?&]+\\s[\\w$]+\\s*\\([^;={}]*\\)[^;={}]*\\{.*\\}\\s*", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile(
            "\\s*(if|for|while|do|switch|try|synchronized|else|new|return|class|record|enum|interface)\\b.*",
            Pattern.DOTALL);

    private CellContext() {}

    static String before(String code, int cursor, JavaKernel kernel) {
        String prefix = code.substring(0, cursor);
        StringBuilder text = new StringBuilder(" ".repeat(prefix.length()));
        for (CellPart part : CellParser.parse(prefix, kernel.magics()::has)) {
            if (part instanceof CellPart.Java java) {
                kernel.shell().with((shell, analysis) -> {
                    copy(java, text, analysis);
                    return text;
                });
            }
        }
        return text.toString();
    }

    private static void copy(CellPart.Java part, StringBuilder text, SourceCodeAnalysis analysis) {
        int offset = 0;
        while (offset < part.source().length()) {
            String rest = part.source().substring(offset);
            SourceCodeAnalysis.CompletionInfo info = analysis.analyzeCompletion(rest);
            boolean isLast = info.completeness() != SourceCodeAnalysis.Completeness.COMPLETE
                    || info.remaining().isBlank();
            int length =
                    isLast ? rest.length() : rest.length() - info.remaining().length();
            String piece = rest.substring(0, length);
            int start = part.offset() + offset;
            boolean holdsCursor = start + length == text.length();
            if (holdsCursor || isStatement(piece)) {
                text.replace(start, start + length, piece);
            }
            offset += length;
        }
    }

    private static boolean isStatement(String piece) {
        return !IMPORT.matcher(piece).matches()
                && (CONTROL.matcher(piece).matches() || !METHOD.matcher(piece).matches());
    }
}
