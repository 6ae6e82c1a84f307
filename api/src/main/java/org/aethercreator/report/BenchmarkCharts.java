package org.aethercreator.report;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.aethercreator.bench.BenchmarkResult;
import org.aethercreator.bench.Measurement;
import org.aethercreator.bench.Metric;
import org.aethercreator.bench.TargetResult;
import org.apache.commons.math3.util.Precision;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the charts of a benchmark in one style. */
final class BenchmarkCharts {
    /** Okabe and Ito's palette, which colour-blind people can tell apart. */
    private static final Color[] PALETTE = {
        new Color(0x0072B2),
        new Color(0xE69F00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0x56B4E9),
        new Color(0xD55E00),
        new Color(0xF0E442),
        new Color(0x000000)
    };

    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int CHARACTER_WIDTH = 8;

    private BenchmarkCharts() {}

    static CategoryChart bars(BenchmarkResult result, Metric metric) {
        ShortNames names = names(result);
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(metric.label() + direction(metric))
                .xAxisTitle(names.axisTitle("Model"))
                .yAxisTitle(metric.labelWithUnit())
                .build();
        style(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setAvailableSpaceFill(0.5);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setYAxisMin(0.0);
        if (names.names().stream()
                .anyMatch(name -> name.length() > WIDTH / names.names().size() / CHARACTER_WIDTH)) {
            chart.getStyler().setXAxisLabelRotation(20);
        }
        List<TargetResult> targets = result.targets();
        chart.addSeries(
                metric.label(),
                names.names(),
                targets.stream().map(target -> value(target, metric)).toList());
        return chart;
    }

    static XYChart scatter(BenchmarkResult result, Metric x, Metric y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(y.label() + " against " + x.label().toLowerCase(Locale.ROOT))
                .xAxisTitle(x.labelWithUnit())
                .yAxisTitle(y.labelWithUnit())
                .build();
        style(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setMarkerSize(12);
        List<String> names = names(result).names();
        for (int i = 0; i < names.size(); i++) {
            TargetResult target = result.targets().get(i);
            chart.addSeries(names.get(i), new double[] {value(target, x)}, new double[] {value(target, y)});
        }
        return chart;
    }

    private static ShortNames names(BenchmarkResult result) {
        return ShortNames.of(
                result.targets().stream().map(target -> target.target().name()).toList());
    }

    private static double value(TargetResult target, Metric metric) {
        double value = target.measurement(metric).map(Measurement::value).orElse(Double.NaN);
        return Precision.round(value, metric.decimals()); // the labels show every decimal
    }

    private static String direction(Metric metric) {
        return metric.better() == Metric.Better.HIGHER ? " (more is better)" : " (less is better)";
    }

    private static void style(AxesChartStyler styler) {
        styler.setSeriesColors(PALETTE);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setPlotGridLinesColor(new Color(0xE5E5E5));
    }
}
