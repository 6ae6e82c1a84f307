package org.aethercreator.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aethercreator.check.Finding.Edit;
import org.aethercreator.check.Finding.Severity;
import org.aethercreator.modelfile.ModelfileSource.Entry;
import org.jspecify.annotations.Nullable;

/** Collects what the rules find. */
final class Findings {
    private final List<Finding> found = new ArrayList<>();

    void error(Entry entry, String what, String why, String fix, @Nullable Edit edit) {
        add(Severity.ERROR, entry, what, why, fix, edit);
    }

    void warning(Entry entry, String what, String why, String fix, @Nullable Edit edit) {
        add(Severity.WARNING, entry, what, why, fix, edit);
    }

    void hint(Entry entry, String what, String why, String fix, @Nullable Edit edit) {
        add(Severity.HINT, entry, what, why, fix, edit);
    }

    private void add(Severity severity, Entry entry, String what, String why, String fix, @Nullable Edit edit) {
        add(new Finding(severity, entry.firstLine(), entry.lastLine(), what, why, fix, edit));
    }

    void add(Finding finding) {
        found.add(finding);
    }

    boolean hasErrorOn(int line) {
        return found.stream()
                .anyMatch(finding -> finding.severity() == Severity.ERROR
                        && finding.firstLine() <= line
                        && line <= finding.lastLine());
    }

    /** By line; the worst of a line first. */
    List<Finding> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(Finding::firstLine).thenComparing(Finding::severity))
                .toList();
    }
}
