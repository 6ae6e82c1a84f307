package org.aethercreator.kernel.jshell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.UnresolvedReferenceException;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.kernel.session.ExecutionResult;

/** Turns what a cell threw into what its reader sees: names as written, lines of the cell, nothing of the kernel. */
final class CellErrors {
    /** No colours: on the ground that JupyterLab gives to errors none can be read in both of its themes. */
    private static final String BOLD = "\u001b[1m";

    private static final String PLAIN = "\u001b[0m";

    private static final int MOST_FRAMES = 30;
    private static final int MOST_PROBLEMS = 20;

    private final JavaShell shell;

    CellErrors(JavaShell shell) {
        this.shell = shell;
    }

    /** What {@code evaluated} threw; for a method with undeclared names in it, an exception that names them. */
    Throwable withUnresolved(JavaShell.Evaluated evaluated) {
        Throwable thrown = evaluated.thrown();
        if (evaluated.own().exception() instanceof UnresolvedReferenceException unresolved) {
            DeclarationSnippet snippet = unresolved.getSnippet();
            List<String> names = shell.with(
                    (jshell, analysis) -> jshell.unresolvedDependencies(snippet).toList());
            NotDeclared better =
                    new NotDeclared(snippet.name() + " cannot run: this is not declared: " + String.join(", ", names));
            better.setStackTrace(thrown == null ? new StackTraceElement[0] : thrown.getStackTrace());
            return better;
        }
        return thrown == null ? new IllegalStateException("JShell lost the exception.") : thrown;
    }

    /** A cell used a declaration that names something which does not exist. */
    private static final class NotDeclared extends Exception {
        private static final long serialVersionUID = 1L;

        NotDeclared(String message) {
            super(message);
        }
    }

    ExecutionResult.Failure failure(Throwable thrown, boolean wasInterrupted) {
        if (thrown instanceof CompileFailure failure) {
            return new ExecutionResult.Failure("CompileError", headline(failure), compileErrors(failure));
        }
        if (thrown instanceof MagicException || thrown instanceof CellThread.Abandoned) {
            String name = thrown instanceof MagicException ? "MagicException" : "InterruptedException";
            String message = String.valueOf(thrown.getMessage());
            return new ExecutionResult.Failure(name, message, List.of(BOLD + message + PLAIN));
        }
        if (wasInterrupted) {
            List<String> lines = new ArrayList<>(List.of(BOLD + "The cell was interrupted." + PLAIN));
            addFrames(lines, thrown);
            return new ExecutionResult.Failure("InterruptedException", "The cell was interrupted.", lines);
        }
        List<String> lines = new ArrayList<>();
        addThrowable(lines, "", thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        return new ExecutionResult.Failure(nameOf(thrown), messageOf(thrown), lines);
    }

    private static String headline(CompileFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private List<String> compileErrors(CompileFailure failure) {
        List<String> lines = new ArrayList<>();
        List<CompileFailure.Problem> problems = failure.problems();
        for (CompileFailure.Problem problem : problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()))) {
            addProblem(lines, problem);
        }
        if (problems.size() > MOST_PROBLEMS) {
            lines.add("... and " + (problems.size() - MOST_PROBLEMS) + " more errors");
        }
        return lines;
    }

    private static void addProblem(List<String> lines, CompileFailure.Problem problem) {
        String text = problem.origin().text();
        int start = Math.min(problem.start(), text.length());
        int lineStart = Text.lineStart(text, start);
        String line = Text.line(text, Text.lineAt(text, start));
        List<String> message = problem.message().lines().toList();
        lines.add(problem.origin().name() + ", line " + Text.lineAt(text, start) + ": " + BOLD
                + (message.isEmpty() ? "error" : message.get(0)) + PLAIN);
        lines.add("    " + line);
        StringBuilder marker = new StringBuilder("    ");
        int column = Math.min(start - lineStart, line.length());
        for (int i = 0; i < column; i++) {
            marker.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        int width = Math.max(1, Math.min(problem.end() - start, line.length() - column));
        lines.add(marker + BOLD + "^".repeat(width) + PLAIN);
        message.stream().skip(1).filter(CellErrors::saysSomething).forEach(more -> lines.add("    " + more.strip()));
        if (!problem.hint().isEmpty()) {
            lines.add("    " + problem.hint());
        }
    }

    /** The location is often the class around the cell, whose name has been taken away. */
    private static boolean saysSomething(String line) {
        return !line.strip().matches("location:\\s*class\\s*");
    }

    private void addThrowable(List<String> lines, String prefix, Throwable thrown, Set<Throwable> seen) {
        String message = messageOf(thrown);
        lines.add(prefix + BOLD + nameOf(thrown) + PLAIN + (message.isEmpty() ? "" : ": " + message));
        if (!seen.add(thrown)) {
            return;
        }
        addFrames(lines, thrown);
        for (Throwable suppressed : thrown.getSuppressed()) {
            addThrowable(lines, "Suppressed: ", suppressed, seen);
        }
        if (thrown.getCause() != null) {
            addThrowable(lines, "Caused by: ", thrown.getCause(), seen);
        }
    }

    private void addFrames(List<String> lines, Throwable thrown) {
        List<StackTraceElement> frames = StackFrames.ofUser(thrown);
        int shown = 0;
        for (int i = 0; i < frames.size(); shown++) {
            if (shown == MOST_FRAMES) {
                lines.add("  ... " + (frames.size() - i) + " more");
                return;
            }
            int next = i + 1;
            while (next < frames.size() && frames.get(next).equals(frames.get(i))) {
                next++;
            }
            addFrame(lines, frames.get(i));
            if (next - i > 1) {
                lines.add("  ... the same " + (next - i - 1) + " more times");
            }
            i = next;
        }
    }

    private void addFrame(List<String> lines, StackTraceElement frame) {
        String fileName = frame.getFileName();
        if (fileName == null || !JShellNames.isWrapped(frame.getClassName())) {
            lines.add(
                    "  at " + JShellNames.clean(frame.toString()).replaceFirst("^" + CellClassLoader.NAME + "//", ""));
            return;
        }
        String place = JShellNames.place(frame);
        lines.add("  at " + (place.isEmpty() ? "" : place + ", ") + fileName + ", line " + frame.getLineNumber());
        shell.text(fileName)
                .map(text -> Text.line(text, frame.getLineNumber()).strip())
                .filter(line -> !line.isEmpty())
                .ifPresent(line -> lines.add("       " + line));
    }

    private static String nameOf(Throwable thrown) {
        return thrown instanceof NotDeclared
                ? UnresolvedReferenceException.class.getName()
                : JShellNames.clean(thrown.getClass().getName());
    }

    /** A message may come from code of the user, which may fail. */
    private static String messageOf(Throwable thrown) {
        try {
            String message = thrown.getLocalizedMessage();
            return message == null ? "" : JShellNames.clean(message);
        } catch (RuntimeException | StackOverflowError e) {
            return "(its message could not be had: " + e.getClass().getName() + ")";
        }
    }
}
