package org.aethercreator.magics.render;

import java.util.Map;
import org.aethercreator.modelfile.LineExplanation;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.modelfile.ModelfileSource.Token;
import org.owasp.encoder.Encode;

/** The text of a Modelfile, coloured, each instruction with its explanation as a tooltip. */
final class ModelfileHtml {
    /** The notebook's own colours where it has them, so that light and dark themes both read well. */
    private static final Map<Token.Kind, String> STYLES = Map.of(
            Token.Kind.KEYWORD, "color:var(--jp-mirror-editor-keyword-color,#008000);font-weight:bold",
            Token.Kind.PARAMETER_NAME, "color:var(--jp-mirror-editor-def-color,#0000c0)",
            Token.Kind.ROLE, "color:var(--jp-mirror-editor-def-color,#0000c0)",
            Token.Kind.VALUE, "color:var(--jp-mirror-editor-number-color,#606000)",
            Token.Kind.STRING, "color:var(--jp-mirror-editor-string-color,#ba2121)",
            Token.Kind.COMMENT, "color:var(--jp-mirror-editor-comment-color,#5a7a7a);font-style:italic",
            Token.Kind.INVALID, "text-decoration:underline wavy #d00000");

    private final ModelfileSource source;
    private final Map<Integer, LineExplanation> byFirstLine;
    private final StringBuilder html = new StringBuilder();

    private ModelfileHtml(ModelfileSource source, Map<Integer, LineExplanation> byFirstLine) {
        this.source = source;
        this.byFirstLine = byFirstLine;
    }

    /** A {@code pre} element. */
    static String of(ModelfileSource source, Map<Integer, LineExplanation> byFirstLine) {
        return new ModelfileHtml(source, byFirstLine).write();
    }

    private String write() {
        html.append("<pre class=\"aether-modelfile\">");
        int position = 0;
        for (ModelfileSource.Entry entry : source.entries()) {
            coloured(position, entry.start());
            LineExplanation explanation = byFirstLine.get(entry.firstLine());
            if (explanation == null || explanation.instruction() == null) {
                coloured(entry.start(), entry.end());
            } else {
                html.append("<span title=\"")
                        .append(Encode.forHtmlAttribute(explanation.explanation()))
                        .append("\">");
                coloured(entry.start(), entry.end());
                html.append("</span>");
            }
            position = entry.end();
        }
        coloured(position, source.text().length());
        return html.append("</pre>").toString();
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
