package org.aethercreator.kernel.jshell;

import java.util.List;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;

/** Which imports would make an unknown name known. */
final class ImportHint {
    private static final int MOST = 5;

    private ImportHint() {}

    static String of(SourceCodeAnalysis analysis, String source, Diag diag) {
        int end = (int) diag.getEndPosition();
        if (!diag.getCode().contains("cant.resolve") || end <= 0 || end > source.length()) {
            return "";
        }
        SourceCodeAnalysis.QualifiedNames names = analysis.listQualifiedNames(source, end);
        if (names.isResolvable() || names.getNames().isEmpty()) {
            return "";
        }
        List<String> imports = names.getNames().stream()
                .limit(MOST)
                .map(name -> "import " + name + ";")
                .toList();
        return "This may help: " + String.join(" or ", imports);
    }
}
