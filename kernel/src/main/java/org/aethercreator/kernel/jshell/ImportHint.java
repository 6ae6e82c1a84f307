package org.aethercreator.kernel.jshell;

import java.util.List;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;

/** Which imports would make an unknown name known. */
final class ImportHint {
    private static final int MOST = 5;
    private static final int PATIENCE = 30;
    private static final long PAUSE_MILLIS = 100;

    private ImportHint() {}

    static String of(SourceCodeAnalysis analysis, String source, Diag diag) {
        int end = (int) diag.getEndPosition();
        if (!diag.getCode().contains("cant.resolve") || end <= 0 || end > source.length()) {
            return "";
        }
        SourceCodeAnalysis.QualifiedNames names = namesWhenIndexed(analysis, source, end);
        if (names.isResolvable() || names.getNames().isEmpty()) {
            return "";
        }
        List<String> imports = names.getNames().stream()
                .limit(MOST)
                .map(name -> "import " + name + ";")
                .toList();
        return "This may help: " + String.join(" or ", imports);
    }

    /** In the first seconds, and after a change of the class path, JShell is still reading the names of all classes. */
    private static SourceCodeAnalysis.QualifiedNames namesWhenIndexed(
            SourceCodeAnalysis analysis, String source, int end) {
        SourceCodeAnalysis.QualifiedNames names = analysis.listQualifiedNames(source, end);
        for (int i = 0; i < PATIENCE && !names.isUpToDate(); i++) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return names;
            }
            names = analysis.listQualifiedNames(source, end);
        }
        return names;
    }
}
