package org.aethercreator.kernel.jshell;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.aethercreator.kernel.magic.MagicCall;
import org.jspecify.annotations.Nullable;

/** Runs the parts of one cell in order. Nothing runs if some Java in it is incomplete or no Java at all. */
final class CellExecution {
    private static final Pattern PACKAGE = Pattern.compile("\\s*package\\s+[\\w.]+\\s*;");
    private static final Set<Snippet.SubKind> SHOWN = Set.of(
            Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND,
            Snippet.SubKind.VAR_VALUE_SUBKIND,
            Snippet.SubKind.OTHER_EXPRESSION_SUBKIND);

    private final JavaKernel kernel;
    private final CellRun run;
    private final String cellName;
    private final String cell;
    private final boolean isInner;
    private final List<Snippet> declared = new ArrayList<>();

    private CellExecution(JavaKernel kernel, CellRun run, String cellName, String cell, boolean isInner) {
        this.kernel = kernel;
        this.run = run;
        this.cellName = cellName;
        this.cell = cell;
        this.isInner = isInner;
    }

    /** Of a whole cell. Its code runs on the thread of cells. */
    static CellExecution of(JavaKernel kernel, CellRun run, String cellName, String cell) {
        return new CellExecution(kernel, run, cellName, cell, false);
    }

    /** Of code that a running cell or magic asks for. It runs on the thread that asks. */
    static CellExecution inner(JavaKernel kernel, CellRun run, String code) {
        return new CellExecution(kernel, run, "eval", code, true);
    }

    /**
     * What the cell came to.
     *
     * @param isShown whether {@code value} is one to show, even if it is {@code null}
     */
    record Result(@Nullable Object value, boolean isShown) {
        static final Result NOTHING = new Result(null, false);
    }

    /** A snippet of the cell. */
    private record Piece(String source, CellOrigin origin) {}

    /** Throws what the code throws; {@link CompileFailure} if it can't be compiled. */
    Result run() throws Throwable {
        List<CellPart> parts = CellParser.parse(cell, kernel.magics()::has);
        List<List<Piece>> pieces = new ArrayList<>();
        for (CellPart part : parts) {
            pieces.add(part instanceof CellPart.Java java ? split(java) : List.of());
        }
        Result result = Result.NOTHING;
        for (int i = 0; i < parts.size(); i++) {
            result = runPart(parts.get(i), pieces.get(i), result);
        }
        warnOfUnresolved();
        return result;
    }

    private Result runPart(CellPart part, List<Piece> pieces, Result before) throws Throwable {
        if (part instanceof CellPart.LineMagic magic) {
            Object value = magic(magic.name(), magic.arguments(), null);
            if (magic.target() == null) {
                return new Result(value, value != null);
            }
            new MagicAssignment(kernel).assign(magic.target(), value, originAt(magic.offset()));
            return Result.NOTHING;
        }
        if (part instanceof CellPart.CellMagic magic) {
            Object value = magic(magic.name(), magic.arguments(), magic.body());
            return new Result(value, value != null);
        }
        Result result = before;
        for (Piece piece : pieces) {
            result = evaluate(piece);
        }
        return result;
    }

    private @Nullable Object magic(String name, String arguments, @Nullable String body) throws Throwable {
        checkNotStopped();
        return onCellThread(() -> kernel.magics().run(name, new MagicCall(arguments, body, run.kernel())));
    }

    private @Nullable Object call(Method method) throws Throwable {
        return onCellThread(() -> method.invoke(null));
    }

    private @Nullable Object onCellThread(Callable<@Nullable Object> work) throws Throwable {
        return isInner ? work.call() : kernel.cellThread().call(run, work);
    }

    private Result evaluate(Piece piece) throws Throwable {
        checkNotStopped();
        SealedTypes.Permitted permitted = SealedTypes.permit(piece.source(), piece.origin());
        JavaShell.Evaluated evaluated = kernel.shell().evaluate(permitted.source(), permitted.origin(), this::call);
        if (evaluated.thrown() != null) {
            throw kernel.errors().withUnresolved(evaluated);
        }
        checkNotStopped();
        SnippetEvent own = evaluated.own();
        if (own.status() == Snippet.Status.REJECTED) {
            throw new CompileFailure(problems(own.snippet(), permitted.origin()));
        }
        declared.add(own.snippet());
        return result(own.snippet(), evaluated.value(), piece.source());
    }

    /** A value is shown; so is {@code null}, unless a semicolon says that the expression stands for its effect. */
    private Result result(Snippet snippet, @Nullable Object value, String source) {
        boolean isExpression = snippet instanceof ExpressionSnippet expression
                ? SHOWN.contains(snippet.subKind()) && !expression.typeName().equals("void")
                : SHOWN.contains(snippet.subKind());
        boolean isShown = isExpression && (value != null || !endsWithSemicolon(source)) && !run.isDisplayId(value);
        return new Result(value, isShown);
    }

    private static boolean endsWithSemicolon(String source) {
        return source.stripTrailing().endsWith(";");
    }

    private void checkNotStopped() throws CellStopped {
        if (run.stopRequested()) {
            throw new CellStopped();
        }
    }

    private List<Piece> split(CellPart.Java part) throws CompileFailure {
        List<Piece> pieces = new ArrayList<>();
        Matcher packageLine = PACKAGE.matcher(part.source());
        int offset = packageLine.lookingAt() ? packageLine.end() : 0;
        while (true) {
            String rest = part.source().substring(offset);
            CompletionInfo info = kernel.shell().with((shell, analysis) -> analysis.analyzeCompletion(rest));
            CellOrigin origin = originAt(part.offset() + offset);
            if (info.completeness() == Completeness.EMPTY) {
                return pieces;
            }
            if (info.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
                throw new CompileFailure(List.of(incomplete(rest, origin)));
            }
            if (info.completeness() == Completeness.UNKNOWN) {
                checkSyntax(rest, origin);
            }
            if (info.completeness() != Completeness.COMPLETE) {
                // JShell would add a semicolon; without it, the value is known to be wanted, see result().
                pieces.add(new Piece(rest, origin));
                return pieces;
            }
            pieces.add(new Piece(info.source(), origin));
            offset = part.source().length() - info.remaining().length();
        }
    }

    private CellOrigin originAt(int offset) {
        return CellOrigin.of(cellName, cell).withOffset(offset);
    }

    /** Nothing shall run of a cell that can't be parsed. JShell rejects such a piece without any effect. */
    private void checkSyntax(String source, CellOrigin origin) throws CompileFailure {
        boolean isErroneous = kernel.shell().with((shell, analysis) -> analysis.sourceToSnippets(source).stream()
                .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS));
        if (isErroneous) {
            JavaShell.Evaluated evaluated = kernel.shell().evaluate(source, origin, CellControl.HERE);
            throw new CompileFailure(problems(evaluated.own().snippet(), origin));
        }
    }

    private static CompileFailure.Problem incomplete(String source, CellOrigin origin) {
        int end = source.stripTrailing().length();
        return new CompileFailure.Problem(
                "the code ends in the middle: a bracket, comment, text block or expression is not closed",
                origin,
                origin.inCell(Math.max(0, end - 1)),
                origin.inCell(end),
                "");
    }

    private List<CompileFailure.Problem> problems(Snippet snippet, CellOrigin origin) {
        return kernel.shell().with((shell, analysis) -> shell.diagnostics(snippet)
                .filter(diag -> diag.isError() && !origin.isInserted(diag.getStartPosition()))
                .map(diag -> {
                    int start = (int) Math.max(0, diag.getStartPosition());
                    int end = (int) Math.max(start + 1, diag.getEndPosition());
                    return new CompileFailure.Problem(
                            JShellNames.clean(diag.getMessage(null)),
                            origin,
                            origin.inCell(start),
                            origin.inCell(end),
                            ImportHint.of(analysis, snippet.source(), diag));
                })
                .toList());
    }

    /** Says which declarations of this cell can't be used yet; JShell accepts them in the hope of later cells. */
    private void warnOfUnresolved() throws IOException {
        run.warn(kernel.shell().with((shell, analysis) -> {
            List<String> notes = new ArrayList<>();
            for (Snippet snippet : declared) {
                if (snippet instanceof DeclarationSnippet declaration
                        && shell.status(snippet).isActive()) {
                    List<String> names =
                            shell.unresolvedDependencies(declaration).toList();
                    if (!names.isEmpty()) {
                        notes.add("Note: " + declaration.name() + " cannot be used until this is declared: "
                                + String.join(", ", names));
                    }
                }
            }
            return notes;
        }));
    }
}
