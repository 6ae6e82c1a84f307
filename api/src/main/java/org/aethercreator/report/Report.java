package org.aethercreator.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.aethercreator.bench.BenchmarkResult;
import org.aethercreator.bench.Measurement;
import org.aethercreator.bench.Metric;
import org.aethercreator.bench.TargetResult;
import org.aethercreator.storage.AtomicFile;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The figures of a benchmark as a table, charts and files. */
public final class Report {
    private final BenchmarkResult result;

    private Report(BenchmarkResult result) {
        this.result = result;
    }

    public static Report of(BenchmarkResult result) {
        return new Report(result);
    }

    /** What the report is of. */
    public BenchmarkResult result() {
        return result;
    }

    /** One row a model, one column a metric, rounded to what is worth reading; {@code ±} is one standard error. */
    public Table table() {
        Table table = Table.create("Benchmark");
        StringColumn names = StringColumn.create("Model");
        result.targets().forEach(target -> names.append(target.target().name()));
        table.addColumns(names);
        for (Metric metric : result.metrics()) {
            table.addColumns(column(metric, metric.labelWithUnit(), Measurement::value));
            if (metric == Metric.PERPLEXITY) {
                table.addColumns(column(metric, "±", measurement -> measurement.high() - measurement.value()));
            }
        }
        return table;
    }

    private DoubleColumn column(Metric metric, String name, ToDoubleFunction<Measurement> figure) {
        DoubleColumn column = FixedDecimals.column(name, metric.decimals());
        for (TargetResult target : result.targets()) {
            column.append(target.measurement(metric).map(figure::applyAsDouble).orElse(Double.NaN));
        }
        return column;
    }

    /** A bar for each model. */
    public Figure bars(Metric metric) {
        return Figure.of(BenchmarkCharts.bars(result, metric));
    }

    /** A point for each model. */
    public Figure scatter(Metric x, Metric y) {
        return Figure.of(BenchmarkCharts.scatter(result, x, y));
    }

    /** The charts worth a look: speed and memory as bars, perplexity against size. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        List<Metric> metrics = result.metrics();
        for (Metric metric : List.of(Metric.PROMPT_SPEED, Metric.GENERATION_SPEED, Metric.PEAK_MEMORY)) {
            if (metrics.contains(metric)) {
                figures.add(bars(metric));
            }
        }
        if (metrics.contains(Metric.PERPLEXITY) && metrics.contains(Metric.FILE_SIZE)) {
            figures.add(scatter(Metric.FILE_SIZE, Metric.PERPLEXITY));
        }
        return figures;
    }

    /** How and where it was measured, in one sentence. */
    public String conditions() {
        var settings = result.settings();
        var environment = result.environment();
        return "Median of %d runs of %d prompt and %d generated tokens%s. %s, %d cores, %.0f GiB; %s; Java %s; %s."
                .formatted(
                        settings.repetitions(),
                        settings.promptTokens(),
                        settings.generatedTokens(),
                        settings.windows() == 0
                                ? ""
                                : "; perplexity over at most " + settings.windows() + " windows of "
                                        + settings.windowTokens() + " tokens",
                        environment.processor(),
                        environment.physicalCores(),
                        environment.ramBytes() / (double) (1L << 30),
                        environment.engine(),
                        environment.java(),
                        environment.operatingSystem());
    }

    /** Table, charts and conditions as one HTML fragment. */
    public String html() {
        return HtmlTable.of(table(), true)
                + figures().stream().map(Figure::html).collect(Collectors.joining("", "<div>", "</div>"))
                + "<p><small>" + Encode.forHtml(conditions()) + "</small></p>";
    }

    /**
     * Writes {@code NAME.json} with every sample, {@code NAME.csv} with the table and {@code NAME.html} with all of it.
     *
     * @param folder is created if need be
     * @return the files, in this order
     */
    public List<Path> save(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Path json = folder.resolve(name + ".json");
        Path csv = folder.resolve(name + ".csv");
        Path html = folder.resolve(name + ".html");
        AtomicFile.write(json, ReportJson.write(result).getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(csv, table().write().toString("csv").getBytes(StandardCharsets.UTF_8));
        String page = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + Encode.forHtml(name)
                + "</title></head><body>" + html() + "</body></html>";
        AtomicFile.write(html, page.getBytes(StandardCharsets.UTF_8));
        return List.of(json, csv, html);
    }

    /** The table as text. */
    @Override
    public String toString() {
        return table().print();
    }
}
