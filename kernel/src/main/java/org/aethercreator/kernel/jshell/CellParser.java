package org.aethercreator.kernel.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a cell into Java and magics. A line is a magic if {@code %name} stands at its start and no statement is open
 * there: outside of comments, text blocks and parentheses, after a semicolon, a brace or nothing. After an expression
 * without a semicolon it could go on with a remainder ({@code x} newline {@code %5}), so there only a known magic is
 * one.
 */
final class CellParser {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern CELL_MAGIC = Pattern.compile("\\s*%%(" + NAME + ")([^\\n]*)(?:\\n|$)");
    private static final Pattern LINE_MAGIC = Pattern.compile("[ \\t]*%(" + NAME + ")(?![A-Za-z0-9_])([^\\n]*)");
    private static final Pattern ASSIGNED_MAGIC = Pattern.compile(
            "[ \\t]*([\\w$.<>\\[\\], ?&]*[\\w$])[ \\t]*=[ \\t]*%(" + NAME + ")(?![A-Za-z0-9_])([^\\n]*)");

    private final String cell;
    private final Predicate<String> isMagic;
    private final List<CellPart> parts = new ArrayList<>();
    private int javaStart;

    private CellParser(String cell, Predicate<String> isMagic) {
        this.cell = cell;
        this.isMagic = isMagic;
    }

    static List<CellPart> parse(String cell, Predicate<String> isMagic) {
        Matcher matcher = CELL_MAGIC.matcher(cell);
        if (matcher.lookingAt()) {
            return List.of(new CellPart.CellMagic(
                    matcher.group(1), matcher.group(2).strip(), cell.substring(matcher.end()), cell.indexOf('%')));
        }
        return new CellParser(cell, isMagic).split();
    }

    private List<CellPart> split() {
        JavaScanner scanner = new JavaScanner(cell);
        int line = 0;
        while (line < cell.length()) {
            int end = cell.indexOf('\n', line);
            int lineEnd = end < 0 ? cell.length() : end;
            CellPart magic = magicAt(line, lineEnd, scanner);
            if (magic == null) {
                scanner.scan(line, Math.min(lineEnd + 1, cell.length()));
            } else {
                addJava(line);
                parts.add(magic);
                scanner.startStatement();
                javaStart = lineEnd;
            }
            line = lineEnd + 1;
        }
        addJava(cell.length());
        return List.copyOf(parts);
    }

    private void addJava(int end) {
        if (javaStart < end) {
            String source = cell.substring(javaStart, end);
            if (!source.isBlank()) {
                parts.add(new CellPart.Java(source, javaStart));
            }
        }
    }

    private @Nullable CellPart magicAt(int line, int lineEnd, JavaScanner scanner) {
        if (!scanner.inCode() || scanner.depth() > 0) {
            return null;
        }
        Matcher matcher = LINE_MAGIC.matcher(cell).region(line, lineEnd);
        if (matcher.lookingAt()) {
            String name = matcher.group(1);
            return scanner.atStatementStart() || isMagic.test(name)
                    ? new CellPart.LineMagic(name, matcher.group(2).strip(), null, matcher.start(1) - 1)
                    : null;
        }
        matcher.usePattern(ASSIGNED_MAGIC);
        if (scanner.atStatementStart() && matcher.lookingAt()) {
            String arguments = matcher.group(3).strip();
            return new CellPart.LineMagic(
                    matcher.group(2),
                    arguments.endsWith(";")
                            ? arguments.substring(0, arguments.length() - 1).strip()
                            : arguments,
                    matcher.group(1).strip(),
                    matcher.start(1));
        }
        return null;
    }
}
