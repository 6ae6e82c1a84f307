package org.aethercreator.magics.render;

import java.util.List;
import java.util.Map;
import org.aethercreator.check.Finding;
import org.aethercreator.modelfile.LineExplanation;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.modelfile.ModelfileSource.Token;
import org.owasp.encoder.Encode;

/**
 * The text of a Modelfile, coloured, line by line: each instruction opens to its explanation, and has what was found
 * wrong with it below.
 *
 * <p>Why {@code details}: they need no script, so they open on a page without one, too, and by mouse and keyboard
 * alike.
 */
final class ModelfileHtml {
    /** The notebook's own colours where it has them, so that light and dark themes both read well. */
    private static final Map<Token.Kind, String> STYLES = Map.of(
            Token.Kind.KEYWORD, "color:var(--jp-mirror-editor-keyword-color,#007000);font-weight:bold",
            Token.Kind.PARAMETER_NAME, "color:var(--jp-mirror-editor-def-color,#0000c0)",
            Token.Kind.ROLE, "color:var(--jp-mirror-editor-def-color,#0000c0)",
            Token.Kind.VALUE, "color:var(--jp-mirror-editor-number-color,#606000)",
            Token.Kind.STRING, "color:var(--jp-mirror-editor-string-color,#ba2121)",
            Token.Kind.COMMENT, "font-style:italic",
            Token.Kind.INVALID, "text-decoration:underline wavy #d00000");

    private static final Map<Finding.Severity, String> BARS = Map.of(
            Finding.Severity.ERROR, "#d00000",
            Finding.Severity.WARNING, "#c07000",
            Finding.Severity.HINT, "#3070c0");

    private final ModelfileSource source;
    private final Map<Integer, LineExplanation> byFirstLine;
    private final List<Finding> findings;
    private final StringBuilder html = new StringBuilder();
    private int line = 1;

    private ModelfileHtml(ModelfileSource source, Map<Integer, LineExplanation> byFirstLine, List<Finding> findings) {
        this.source = source;
        this.byFirstLine = byFirstLine;
        this.findings = findings;
    }

    /** The lines as a {@code div}. */
    static String of(ModelfileSource source, Map<Integer, LineExplanation> byFirstLine, List<Finding> findings) {
        return new ModelfileHtml(source, byFirstLine, findings).write();
    }

    private String write() {
        html.append("<div class=\"aether-modelfile\" style=\"font-family:var(--jp-code-font-family,monospace);"
                + "line-height:1.5;overflow-wrap:anywhere\">");
        int position = 0;
        for (ModelfileSource.Entry entry : source.entries()) {
            position = gap(position, entry.start());
            LineExplanation explanation = byFirstLine.get(entry.firstLine());
            if (explanation == null || explanation.instruction() == null) {
                plainLine(entry);
            } else {
                explainedLine(entry, explanation.explanation());
            }
            position = pastLineEnd(entry.end());
            line = entry.lastLine() + 1;
            findings(entry.firstLine(), entry.lastLine());
        }
        gap(position, source.text().length());
        findings(line, Integer.MAX_VALUE);
        return html.append("</div>").toString();
    }

    private void explainedLine(ModelfileSource.Entry entry, String explanation) {
        html.append("<details style=\"margin:0\"><summary style=\"cursor:help;white-space:pre-wrap\" title=\"")
                .append(Encode.forHtmlAttribute(explanation))
                .append("\">");
        number(entry.firstLine());
        html.append("<span style=\"display:inline-block;vertical-align:top;max-width:calc(100% - 4em)\">");
        coloured(entry.start(), entry.end());
        html.append(
                        "</span></summary><div style=\"font-family:var(--jp-ui-font-family,sans-serif);margin:0 0 .5em 3.5em\">")
                .append(Encode.forHtml(explanation))
                .append("</div></details>");
    }

    private void plainLine(ModelfileSource.Entry entry) {
        html.append("<div style=\"white-space:pre-wrap;padding-left:1em\">");
        number(entry.firstLine());
        coloured(entry.start(), entry.end());
        html.append("</div>");
    }

    /** What stands between entries: empty lines, and text that is no instruction; returns its end. */
    private int gap(int from, int to) {
        int position = from;
        while (position < to) {
            int end = source.text().indexOf('\n', position);
            int lineEnd = end < 0 || end > to ? to : end;
            html.append("<div style=\"white-space:pre-wrap;padding-left:1em;min-height:1.5em\">");
            if (!source.text().substring(position, lineEnd).isBlank()) {
                number(line);
                coloured(position, lineEnd);
            }
            html.append("</div>");
            position = lineEnd + 1;
            line++;
        }
        return Math.max(from, to);
    }

    /** The place after the line break at {@code offset}, if there is one. */
    private int pastLineEnd(int offset) {
        return source.text().startsWith("\n", offset) ? offset + 1 : offset;
    }

    /** For the eye alone: it is neither read aloud nor copied with the text. */
    private void number(int number) {
        html.append("<span aria-hidden=\"true\" style=\"display:inline-block;min-width:2em;user-select:none\">")
                .append(number)
                .append("</span>");
    }

    private void findings(int firstLine, int lastLine) {
        List<Finding> here = findings.stream()
                .filter(finding -> firstLine <= finding.firstLine() && finding.firstLine() <= lastLine)
                .toList();
        if (here.isEmpty()) {
            return;
        }
        html.append("<ul style=\"font-family:var(--jp-ui-font-family,sans-serif);list-style:none;margin:0 0 .5em 3em;"
                + "padding:0\">");
        for (Finding finding : here) {
            html.append("<li style=\"border-left:4px solid ")
                    .append(BARS.get(finding.severity()))
                    .append(";padding-left:.5em;margin-bottom:.25em\"><strong>")
                    .append(ModelfileView.place(finding))
                    .append("</strong>: ")
                    .append(Encode.forHtml(finding.message()))
                    .append(becomes(finding))
                    .append("</li>");
        }
        html.append("</ul>");
    }

    /** The line after a fix that is a change of the text. */
    private String becomes(Finding finding) {
        Finding.Edit edit = finding.edit();
        if (edit == null || edit.replacement().isBlank()) {
            return "";
        }
        String fixed = edit.applyTo(source.text());
        int start = fixed.lastIndexOf('\n', Math.max(0, edit.start() - 1)) + 1;
        int end = fixed.indexOf('\n', edit.start() + edit.replacement().length());
        return " <code style=\"white-space:pre-wrap\">"
                + Encode.forHtml(fixed.substring(Math.min(start, edit.start()), end < 0 ? fixed.length() : end)
                        .strip())
                + "</code>";
    }

    private void coloured(int from, int to) {
        int position = from;
        for (Token token : source.tokens()) {
            int start = Math.max(token.start(), from);
            int end = Math.min(token.end(), to);
            if (start >= end) {
                continue;
            }
            plain(position, start);
            html.append("<span style=\"").append(STYLES.get(token.kind())).append("\">");
            plain(start, end);
            html.append("</span>");
            position = end;
        }
        plain(position, Math.max(position, to));
    }

    private void plain(int from, int to) {
        html.append(Encode.forHtml(source.text().substring(from, to)));
    }
}
