package org.aethercreator.magics.render;

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
 * A Modelfile as a notebook shows it: coloured, each instruction with its explanation as a tooltip, what was found
 * wrong, where its model fits, and what to do with it.
 *
 * @param explanations of the lines; empty for a text that is no Modelfile
 * @param fit empty if the model or its memory is not known
 * @param next what to do next, as plain text; may be empty
 */
public record ModelfileView(
        ModelfileSource source,
        List<LineExplanation> explanations,
        List<Finding> findings,
        Optional<FitReport> fit,
        String next) {
    public ModelfileView {
        explanations = List.copyOf(explanations);
        findings = List.copyOf(findings);
    }

    /** The Modelfile alone. */
    public static ModelfileView of(Modelfile modelfile) {
        return new ModelfileView(modelfile.source(), modelfile.explain(), List.of(), Optional.empty(), "");
    }

    MimeBundle bundle() {
        Map<Integer, LineExplanation> byLine = explanations.stream()
                .collect(Collectors.toMap(LineExplanation::firstLine, line -> line, (first, second) -> first));
        String found = findings.isEmpty()
                ? ""
                : findings.stream().map(ModelfileView::html).collect(Collectors.joining("", "<ul>", "</ul>"));
        String memory = fit.map(FitReport::html).orElse("");
        String what = next.isEmpty() ? "" : "<pre class=\"aether-next\">" + Encode.forHtml(next) + "</pre>";
        return MimeBundle.html(ModelfileHtml.of(source, byLine) + found + memory + what, text());
    }

    private String text() {
        StringBuilder text = new StringBuilder(source.text().stripTrailing());
        findings.forEach(finding -> text.append(System.lineSeparator()).append(line(finding)));
        fit.ifPresent(report -> text.append(System.lineSeparator()).append(report));
        return next.isEmpty()
                ? text.toString()
                : text.append(System.lineSeparator()).append(next).toString();
    }

    private static String html(Finding finding) {
        return "<li><strong>" + word(finding) + "</strong>, line " + finding.firstLine() + ": "
                + Encode.forHtml(finding.message()) + "</li>";
    }

    private static String line(Finding finding) {
        return word(finding) + ", line " + finding.firstLine() + ": " + finding.message();
    }

    private static String word(Finding finding) {
        return switch (finding.severity()) {
            case ERROR -> "Error";
            case WARNING -> "Warning";
            case HINT -> "Hint";
        };
    }
}
