package org.aethercreator.magics.render;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aethercreator.check.Finding;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.modelfile.LineExplanation;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.report.FitReport;
import org.owasp.encoder.Encode;

/**
 * A Modelfile as a notebook shows it: coloured, each instruction with its explanation, what was found wrong with it,
 * where its model fits, and what to do with it.
 *
 * @param name of the model that it describes, for the file to download
 * @param explanations of the lines; empty for a text that is no Modelfile
 * @param fit empty if the model or its memory is not known
 * @param next what to do next, as plain text; may be empty
 */
public record ModelfileView(
        String name,
        ModelfileSource source,
        List<LineExplanation> explanations,
        List<Finding> findings,
        Optional<FitReport> fit,
        String next) {
    /** The copy button works by a script alone, so it is shown by that script. */
    private static final String COPY = """
            <script>{
            const tools = document.currentScript.parentElement;
            const [copy, download, done] = ['button', 'a', '[role=status]'].map(part => tools.querySelector(part));
            copy.hidden = false;
            copy.onclick = async () => {
                const text = await (await fetch(download.href)).text();
                await navigator.clipboard.writeText(text);
                done.textContent = 'Copied.';
            };
            }</script>""";

    public ModelfileView {
        explanations = List.copyOf(explanations);
        findings = List.copyOf(findings);
    }

    /** The Modelfile alone. */
    public static ModelfileView of(Modelfile modelfile) {
        return new ModelfileView("model", modelfile.source(), modelfile.explain(), List.of(), Optional.empty(), "");
    }

    MimeBundle bundle() {
        Map<Integer, LineExplanation> byLine = explanations.stream()
                .collect(Collectors.toMap(LineExplanation::firstLine, line -> line, (first, second) -> first));
        String what = next.isEmpty()
                ? ""
                : "<pre class=\"aether-next\" style=\"white-space:pre-wrap\">" + Encode.forHtml(next) + "</pre>";
        String memory = fit.map(FitReport::html).orElse("");
        return MimeBundle.html(ModelfileHtml.of(source, byLine, findings) + tools() + memory + what, text());
    }

    private String tools() {
        String file = name + ".Modelfile";
        String data = Base64.getEncoder().encodeToString(source.text().getBytes(StandardCharsets.UTF_8));
        return "<div style=\"margin:.5em 0\"><button type=\"button\" hidden>Copy the Modelfile</button> "
                + "<a style=\"text-decoration:underline\" download=\"" + Encode.forHtmlAttribute(file)
                + "\" href=\"data:text/plain;charset=utf-8;base64," + data + "\">Download " + Encode.forHtml(file)
                + "</a> <span role=\"status\"></span>" + COPY + "</div>";
    }

    private String text() {
        StringBuilder text = new StringBuilder(source.text().stripTrailing());
        findings.forEach(finding -> text.append(System.lineSeparator())
                .append(place(finding))
                .append(": ")
                .append(finding.message()));
        fit.ifPresent(report -> text.append(System.lineSeparator()).append(report));
        return next.isEmpty()
                ? text.toString()
                : text.append(System.lineSeparator()).append(next).toString();
    }

    /** {@code Warning, line 3}. */
    static String place(Finding finding) {
        String word =
                switch (finding.severity()) {
                    case ERROR -> "Error";
                    case WARNING -> "Warning";
                    case HINT -> "Hint";
                };
        return word + ", line " + finding.firstLine();
    }
}
