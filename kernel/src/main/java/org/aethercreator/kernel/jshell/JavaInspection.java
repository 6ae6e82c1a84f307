package org.aethercreator.kernel.jshell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.VarSnippet;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.session.Inspection;

/** What is known of the name at the cursor: signatures and javadoc by JShell, types of variables, help of magics. */
final class JavaInspection {
    private static final Pattern MAGIC = Pattern.compile("(?:.*=)?[ \\t]*%{1,2}(\\w+).*");
    private static final Pattern LAST_NAME = Pattern.compile("[\\w$]+$");
    private static final int MOST = 10;

    private final JavaKernel kernel;

    JavaInspection(JavaKernel kernel) {
        this.kernel = kernel;
    }

    Inspection inspect(String code, int cursor, int detailLevel) {
        Optional<String> magic = inBody(code, cursor).or(() -> magicAt(code, cursor));
        String found = magic.orElseGet(() -> java(code, cursor, detailLevel));
        return new Inspection(found.isEmpty() ? null : MimeBundle.text(found));
    }

    /** What the magic of the whole cell says of a place below its line; empty outside of such a place. */
    private Optional<String> inBody(String code, int cursor) {
        List<CellPart> parts = CellParser.parse(code, kernel.magics()::has);
        if (parts.isEmpty()
                || !(parts.get(0) instanceof CellPart.CellMagic cell)
                || cursor < code.length() - cell.body().length()) {
            return Optional.empty();
        }
        int at = cursor - code.length() + cell.body().length();
        return kernel.magics()
                .find(cell.name())
                .map(magic -> magic.inspectBody(cell.arguments(), cell.body(), at, kernel.seenByNoCell()));
    }

    private Optional<String> magicAt(String code, int cursor) {
        int start = Text.lineStart(code, cursor);
        int end = code.indexOf('\n', cursor);
        Matcher matcher = MAGIC.matcher(code.substring(start, end < 0 ? code.length() : end));
        return matcher.matches() ? kernel.magics().find(matcher.group(1)).map(magic -> magic.help()) : Optional.empty();
    }

    private String java(String code, int cursor, int detailLevel) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String text = CellContext.before(code, end, kernel);
        String called = text.stripTrailing().endsWith("(") ? text : text + "(";
        return kernel.shell().with((shell, analysis) -> {
            List<String> parts = new ArrayList<>();
            Matcher name = LAST_NAME.matcher(text);
            if (name.find()) {
                shell.variables()
                        .filter(variable -> variable.name().equals(name.group()))
                        .filter(variable -> !isMember(text, name.start()))
                        .forEach(variable -> parts.add(describe(variable, analysis, detailLevel)));
            }
            if (parts.isEmpty()) {
                parts.addAll(documentation(called, analysis, detailLevel));
            }
            if (parts.isEmpty()) {
                parts.addAll(documentation(text, analysis, detailLevel));
            }
            return String.join("\n\n", parts);
        });
    }

    private static boolean isMember(String text, int nameStart) {
        return text.substring(0, nameStart).stripTrailing().endsWith(".");
    }

    private static String describe(VarSnippet variable, SourceCodeAnalysis analysis, int detailLevel) {
        String type = variable.typeName().replaceFirst("<.*", "");
        List<String> typeDocumentation = detailLevel > 0 ? documentation(type, analysis, detailLevel) : List.of();
        String line = variable.typeName() + " " + variable.name();
        return typeDocumentation.isEmpty() ? line : line + "\n\n" + typeDocumentation.get(0);
    }

    private static List<String> documentation(String text, SourceCodeAnalysis analysis, int detailLevel) {
        Map<String, String> bySignature = new LinkedHashMap<>();
        for (Documentation each : analysis.documentation(text, text.length(), true)) {
            String javadoc = each.javadoc() == null ? "" : Javadoc.plain(each.javadoc(), detailLevel > 0);
            bySignature.putIfAbsent(each.signature(), javadoc);
        }
        return bySignature.entrySet().stream()
                .limit(MOST)
                .map(entry -> entry.getValue().isEmpty() ? entry.getKey() : entry.getKey() + "\n\n" + entry.getValue())
                .toList();
    }
}
