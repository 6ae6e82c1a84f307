package org.aethercreator.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aethercreator.quantize.QuantizedModel;
import org.aethercreator.quantize.TensorError;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What quantizing brought: files, sizes, times, and errors where they were measured. */
public final class QuantizationReport {
    private final List<QuantizedModel> models;

    private QuantizationReport(List<QuantizedModel> models) {
        this.models = List.copyOf(models);
    }

    public static QuantizationReport of(List<QuantizedModel> models) {
        return new QuantizationReport(models);
    }

    /**
     * One row a file: size in MB of 10⁶ bytes, bits per weight, error relative to the source if it was measured,
     * seconds of the pass that made it, and how many tensors have which type.
     */
    public Table table() {
        StringColumn file = StringColumn.create("File");
        StringColumn type = StringColumn.create("Type");
        DoubleColumn size = FixedDecimals.column("Size (MB)", 1);
        DoubleColumn bits = FixedDecimals.column("Bits per weight", 2);
        DoubleColumn time = FixedDecimals.column("Time (s)", 1);
        DoubleColumn error = FixedDecimals.column("Error (%)", 2);
        StringColumn tensors = StringColumn.create("Tensors");
        for (QuantizedModel model : models) {
            file.append(String.valueOf(model.path().getFileName()));
            type.append(model.type().name());
            size.append(model.sizeBytes() / 1e6);
            bits.append(model.bitsPerWeight());
            error.append(100 * model.relativeError().orElse(Double.NaN));
            time.append(model.elapsed().toMillis() / 1000.0);
            tensors.append(model.tensorTypes().entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey().name())
                    .collect(Collectors.joining(", ")));
        }
        Table table = Table.create("Quantized models", file, type, size, bits);
        return (isMeasured() ? table.addColumns(error) : table).addColumns(time, tensors);
    }

    /** Whether errors were measured. */
    public boolean isMeasured() {
        return models.stream().anyMatch(model -> !model.errors().isEmpty());
    }

    /**
     * One row for each tensor that was encoded, worst first: its type, size in MB of 10⁶ bytes, root mean square of its
     * error, error relative to the tensor, the same weighted by importance if there is a matrix, and cosine.
     */
    public Table errors() {
        StringColumn file = StringColumn.create("File");
        StringColumn tensor = StringColumn.create("Tensor");
        StringColumn type = StringColumn.create("Type");
        DoubleColumn size = FixedDecimals.column("Size (MB)", 2);
        StringColumn rmse = StringColumn.create("RMSE");
        DoubleColumn relative = FixedDecimals.column("Error (%)", 2);
        DoubleColumn weighted = FixedDecimals.column("Weighted error (%)", 2);
        DoubleColumn cosine = FixedDecimals.column("Cosine", 6);
        models.stream()
                .flatMap(model -> model.errors().stream().map(error -> Map.entry(model, error)))
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingDouble(QuantizationReport::felt).reversed()))
                .forEach(entry -> {
                    TensorError error = entry.getValue();
                    file.append(String.valueOf(entry.getKey().path().getFileName()));
                    tensor.append(error.tensor());
                    type.append(error.type().name());
                    size.append(error.sizeBytes() / 1e6);
                    rmse.append(String.format(Locale.ROOT, "%.3g", error.rmse()));
                    relative.append(100 * error.relativeError());
                    weighted.append(100 * error.weightedError().orElse(Double.NaN));
                    cosine.append(error.cosine());
                });
        return Table.create(
                "Errors of tensors, worst first", file, tensor, type, size, rmse, relative, weighted, cosine);
    }

    /** The error of each layer's tensors together, relative to them: a line for each file. */
    public Figure errorsByLayer() {
        XYChart chart = new XYChartBuilder()
                .width(ChartStyle.WIDTH)
                .height(ChartStyle.HEIGHT)
                .title("Error by layer")
                .xAxisTitle("Layer")
                .yAxisTitle("Error (%)")
                .build();
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setMarkerSize(5);
        chart.getStyler().setYAxisMin(0.0);
        List<String> names = ShortNames.of(models.stream()
                        .map(model -> String.valueOf(model.path().getFileName()))
                        .toList())
                .names();
        for (int i = 0; i < models.size(); i++) {
            Map<Integer, List<TensorError>> layers = byLayer(models.get(i));
            if (!layers.isEmpty()) {
                chart.addSeries(
                        names.get(i),
                        layers.keySet().stream()
                                .mapToDouble(Integer::doubleValue)
                                .toArray(),
                        layers.values().stream()
                                .mapToDouble(errors -> 100 * TensorError.together(errors))
                                .toArray());
            }
        }
        return Figure.of(chart);
    }

    private static Map<Integer, List<TensorError>> byLayer(QuantizedModel model) {
        Map<Integer, List<TensorError>> layers = new TreeMap<>();
        for (TensorError error : model.errors()) {
            TensorName.parse(error.tensor())
                    .ifPresent(name -> layers.computeIfAbsent(name.layer(), layer -> new ArrayList<>())
                            .add(error));
        }
        return layers;
    }

    /** What the model feels of an error. */
    private static double felt(TensorError error) {
        return error.weightedError().orElse(error.relativeError());
    }

    /** A word of warning if a source was quantized before; else empty. */
    public String warning() {
        return models.stream().anyMatch(QuantizedModel::requantized)
                ? "The source was quantized already, so errors add up: this is no measure of what a type does to the"
                        + " original model. For real use, start from a 16-bit or 32-bit file."
                : "";
    }

    /** Table, warning, and chart and table of the errors if they were measured, as an HTML fragment. */
    public String html() {
        return HtmlTable.of(table(), true)
                + (warning().isEmpty() ? "" : "<p><small>" + Encode.forHtml(warning()) + "</small></p>")
                + (isMeasured() ? errorsByLayer().html() + folded(errors()) : "");
    }

    private static String folded(Table table) {
        return "<details><summary>" + Encode.forHtml(table.name()) + "</summary>" + HtmlTable.of(table, false)
                + "</details>";
    }

    @Override
    public String toString() {
        return table().print() + (warning().isEmpty() ? "" : System.lineSeparator() + warning());
    }
}
