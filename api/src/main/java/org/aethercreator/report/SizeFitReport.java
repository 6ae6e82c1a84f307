package org.aethercreator.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aethercreator.quantize.Sensitivity;
import org.aethercreator.quantize.SizeFit;
import org.aethercreator.quantize.TensorSensitivity;
import org.aethercreator.quantize.TypeChoice;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a size buys: the types chosen for it, and what more or fewer bytes would change. */
public final class SizeFitReport {
    private static final int CURVE_POINTS = 24;

    private final Sensitivity sensitivity;
    private final SizeFit fit;

    private SizeFitReport(Sensitivity sensitivity, SizeFit fit) {
        this.sensitivity = sensitivity;
        this.fit = fit;
    }

    public static SizeFitReport of(Sensitivity sensitivity, SizeFit fit) {
        return new SizeFitReport(sensitivity, fit);
    }

    /** The choice that is shown. */
    public SizeFit fit() {
        return fit;
    }

    /**
     * One row a tensor, the one that loses most first: its type, size in MB of 10⁶ bytes and error; and the next larger
     * type, what it would add, and the error then.
     */
    public Table table() {
        StringColumn name = StringColumn.create("Tensor");
        StringColumn type = StringColumn.create("Type");
        DoubleColumn size = FixedDecimals.column("Size (MB)", 2);
        DoubleColumn error = FixedDecimals.column("Error (%)", 2);
        StringColumn next = StringColumn.create("Next type");
        DoubleColumn more = FixedDecimals.column("Costs (MB)", 2);
        DoubleColumn then = FixedDecimals.column("Error then (%)", 2);
        List<TensorSensitivity> tensors = new ArrayList<>(sensitivity.tensors());
        tensors.sort(Comparator.comparingDouble((TensorSensitivity tensor) -> tensor.weightedLoss(chosen(tensor)))
                .reversed());
        for (TensorSensitivity tensor : tensors) {
            TypeChoice choice = chosen(tensor);
            Optional<TypeChoice> larger = nextLarger(tensor, choice);
            name.append(tensor.tensor());
            type.append(choice.type().name());
            size.append(choice.bytes() / 1e6);
            error.append(percent(choice));
            next.append(larger.map(to -> to.type().name()).orElse("–"));
            more.append(larger.map(to -> (to.bytes() - choice.bytes()) / 1e6).orElse(Double.NaN));
            then.append(larger.map(SizeFitReport::percent).orElse(Double.NaN));
        }
        return Table.create("What each tensor costs and buys", name, type, size, error, next, more, then);
    }

    /** The loss that is left at each size, and where the chosen one lies. */
    public Figure lossBySize() {
        XYChart chart = new XYChartBuilder()
                .width(ChartStyle.WIDTH)
                .height(ChartStyle.HEIGHT)
                .title("What a size buys")
                .xAxisTitle("Size (MB)")
                .yAxisTitle("Sum of the weighted losses")
                .build();
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        chart.getStyler().setMarkerSize(7);
        chart.getStyler().setYAxisMin(0.0);
        List<SizeFit> curve = sensitivity.curve(CURVE_POINTS);
        chart.addSeries(
                "Best choice",
                curve.stream().mapToDouble(point -> point.totalBytes() / 1e6).toArray(),
                curve.stream().mapToDouble(SizeFit::loss).toArray());
        chart.addSeries("Chosen", new double[] {fit.totalBytes() / 1e6}, new double[] {fit.loss()})
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        return Figure.of(chart);
    }

    /** Which sizes are possible, and which was chosen, in one sentence. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "Up to %.1f MB, chosen for the least loss; this model can have %.1f to %.1f MB.",
                fit.totalBytes() / 1e6,
                sensitivity.smallestBytes() / 1e6,
                sensitivity.largestBytes() / 1e6);
    }

    /** Words, chart and table as an HTML fragment. */
    public String html() {
        return "<p>" + Encode.forHtml(words()) + "</p>" + lossBySize().html() + HtmlTable.of(table(), true);
    }

    @Override
    public String toString() {
        return words() + System.lineSeparator() + table().print();
    }

    private TypeChoice chosen(TensorSensitivity tensor) {
        TypeChoice choice = fit.choices().get(tensor.tensor());
        if (choice == null) {
            throw new IllegalArgumentException(
                    "the fit has no choice for " + tensor.tensor() + "; it was made for another model");
        }
        return choice;
    }

    private static Optional<TypeChoice> nextLarger(TensorSensitivity tensor, TypeChoice from) {
        return tensor.choices().stream()
                .filter(to -> to.bytes() > from.bytes() && to.loss() < from.loss())
                .findFirst();
    }

    private static double percent(TypeChoice choice) {
        return 100 * Math.sqrt(choice.loss());
    }
}
