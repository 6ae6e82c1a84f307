package org.aethercreator.magics.render;

import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.display.Renderers;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.report.Figure;
import org.aethercreator.report.FitReport;
import org.aethercreator.report.HtmlTable;
import org.aethercreator.report.ImatrixReport;
import org.aethercreator.report.ModelReport;
import org.aethercreator.report.NativePackReport;
import org.aethercreator.report.QuantizationReport;
import org.aethercreator.report.Report;
import org.aethercreator.report.SizeFitReport;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** Registers how tables, charts, reports and models are shown. */
public final class LibraryRenderers {
    private LibraryRenderers() {}

    public static void register(Renderers renderers) {
        renderers.register(Table.class, table -> MimeBundle.html(HtmlTable.of(table, true), table.print()));
        renderers.register(Figure.class, LibraryRenderers::figure);
        registerCharts(renderers);
        renderers.register(Report.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(ModelReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(ImatrixReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(QuantizationReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(SizeFitReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(FitReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(NativePackReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(ModelfileView.class, ModelfileView::bundle);
        renderers.register(
                Modelfile.class, modelfile -> ModelfileView.of(modelfile).bundle());
    }

    // The class of any chart can only be named as a raw type.
    @SuppressWarnings("rawtypes")
    private static void registerCharts(Renderers renderers) {
        renderers.register(Chart.class, chart -> figure(Figure.of((Chart<?, ?>) chart)));
    }

    private static MimeBundle figure(Figure figure) {
        return MimeBundle.html(figure.html(), figure.words()).with(MimeBundle.SVG, figure.svg());
    }
}
