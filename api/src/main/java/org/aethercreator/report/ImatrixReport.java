package org.aethercreator.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.aethercreator.quantize.imatrix.TensorImportance;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Where a model's importance lies: which tensors are driven through a few columns, its outliers, and lose most when all
 * columns are quantized alike.
 */
public final class ImatrixReport {
    private static final int TOP_PERCENT = 1;

    private final ImportanceMatrix matrix;
    private final List<Outliers> tensors;

    /**
     * What stands out in one tensor.
     *
     * @param mean mean of the columns' mean squared activations
     * @param largestToMean the largest column's, in multiples of the mean
     * @param topPercent what the largest hundredth of the columns, at least one, have of the sum, in percent
     */
    private record Outliers(TensorImportance tensor, double mean, double largestToMean, double topPercent) {
        static Outliers of(TensorImportance tensor) {
            float[] sorted = tensor.meanSquares();
            Arrays.sort(sorted);
            double sum = 0;
            for (float value : sorted) {
                sum += value;
            }
            int top = Math.max(1, sorted.length * TOP_PERCENT / 100);
            double topSum = 0;
            for (int i = sorted.length - top; i < sorted.length; i++) {
                topSum += sorted[i];
            }
            double mean = sum / sorted.length;
            return new Outliers(
                    tensor, mean, sum == 0 ? 0 : sorted[sorted.length - 1] / mean, sum == 0 ? 0 : 100 * topSum / sum);
        }
    }

    private ImatrixReport(ImportanceMatrix matrix) {
        this.matrix = matrix;
        this.tensors = matrix.tensors().stream().map(Outliers::of).toList();
    }

    public static ImatrixReport of(ImportanceMatrix matrix) {
        return new ImatrixReport(matrix);
    }

    /** The matrix that is shown. */
    public ImportanceMatrix matrix() {
        return matrix;
    }

    /**
     * One row a tensor, the one with the strongest outliers first: columns, matrices (the number of experts, or 1),
     * mean squared activation, largest column in multiples of the mean, and share of the top 1 % of the columns.
     */
    public Table table() {
        StringColumn name = StringColumn.create("Tensor");
        LongColumn columns = LongColumn.create("Columns");
        LongColumn matrices = LongColumn.create("Matrices");
        StringColumn mean = StringColumn.create("Mean square");
        DoubleColumn largest = FixedDecimals.column("Largest / mean", 1);
        DoubleColumn top = FixedDecimals.column("Top 1 % of columns (%)", 1);
        tensors.stream()
                .sorted(Comparator.comparingDouble(Outliers::topPercent).reversed())
                .forEach(outliers -> {
                    name.append(outliers.tensor().name());
                    columns.append(outliers.tensor().columns());
                    matrices.append(outliers.tensor().matrices());
                    mean.append(String.format(Locale.ROOT, "%.3g", outliers.mean()));
                    largest.append(outliers.largestToMean());
                    top.append(outliers.topPercent());
                });
        return Table.create("Importance by tensor", name, columns, matrices, mean, largest, top);
    }

    /**
     * The share of the top 1 % of the columns from layer to layer, a line for each kind of tensor; kinds that read the
     * same activations share one.
     */
    public Figure outliersByLayer() {
        XYChart chart = new XYChartBuilder()
                .width(ChartStyle.WIDTH)
                .height(ChartStyle.HEIGHT)
                .title("Importance of the top 1 % of columns")
                .xAxisTitle("Layer")
                .yAxisTitle("Share (%)")
                .build();
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setMarkerSize(5);
        chart.getStyler().setYAxisMin(0.0);
        Map<Map<Integer, Double>, List<String>> kinds = sharesByKind().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        kinds.forEach((shares, names) -> chart.addSeries(
                String.join(", ", names),
                shares.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
                shares.values().stream().mapToDouble(Double::doubleValue).toArray()));
        return Figure.of(chart);
    }

    /** What it was collected from, in one sentence. */
    public String words() {
        String texts = matrix.datasets().isEmpty() ? "a text" : String.join(", ", matrix.datasets());
        return "%d tensors, from %d chunks of %d tokens of %s."
                .formatted(tensors.size(), matrix.chunkCount(), matrix.chunkTokens(), texts);
    }

    /** Words, chart and table as an HTML fragment. */
    public String html() {
        String figure = sharesByKind().isEmpty() ? "" : outliersByLayer().html();
        return "<p>" + Encode.forHtml(words()) + "</p>" + figure + HtmlTable.of(table(), true);
    }

    @Override
    public String toString() {
        return words() + System.lineSeparator() + table().print();
    }

    private Map<String, Map<Integer, Double>> sharesByKind() {
        Map<String, Map<Integer, Double>> kinds = new TreeMap<>();
        for (Outliers outliers : tensors) {
            TensorName.parse(outliers.tensor().name())
                    .ifPresent(name -> kinds.computeIfAbsent(name.kind(), kind -> new TreeMap<>())
                            .put(name.layer(), outliers.topPercent()));
        }
        return kinds;
    }
}
