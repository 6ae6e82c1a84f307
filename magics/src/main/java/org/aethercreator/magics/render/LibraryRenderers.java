package org.aethercreator.magics.render;

import java.util.List;
import java.util.Optional;
import org.aethercreator.hub.HubSnapshot;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.display.Renderers;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.ModelfileFormatException;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.ollama.ModelDescription;
import org.aethercreator.ollama.ModelName;
import org.aethercreator.report.ConversionReport;
import org.aethercreator.report.Figure;
import org.aethercreator.report.FitReport;
import org.aethercreator.report.HtmlTable;
import org.aethercreator.report.HubReport;
import org.aethercreator.report.ImatrixReport;
import org.aethercreator.report.ModelReport;
import org.aethercreator.report.NativePackReport;
import org.aethercreator.report.OllamaTables;
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
        renderers.register(ConversionReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(QuantizationReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(SizeFitReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(FitReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(NativePackReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(HubReport.class, report -> MimeBundle.html(report.html(), report.toString()));
        renderers.register(HubSnapshot.class, LibraryRenderers::downloaded);
        renderers.register(ModelDescription.class, LibraryRenderers::described);
        renderers.register(ModelfileView.class, ModelfileView::bundle);
        renderers.register(
                Modelfile.class, modelfile -> ModelfileView.of(modelfile).bundle());
    }

    // The class of any chart can only be named as a raw type.
    @SuppressWarnings("rawtypes")
    private static void registerCharts(Renderers renderers) {
        renderers.register(Chart.class, chart -> figure(Figure.of((Chart<?, ?>) chart)));
    }

    private static MimeBundle downloaded(HubSnapshot snapshot) {
        HubReport report = HubReport.downloaded(snapshot);
        return MimeBundle.html(report.html(), report.toString());
    }

    private static MimeBundle described(ModelDescription model) {
        Table facts = OllamaTables.facts(model);
        MimeBundle modelfile = modelfile(model).bundle();
        return MimeBundle.html(
                HtmlTable.of(facts, true) + modelfile.data().get(MimeBundle.HTML),
                facts.print() + System.lineSeparator() + modelfile.data().get(MimeBundle.PLAIN));
    }

    /** The Modelfile that makes the model again, or what Ollama wrote if that cannot be read. */
    private static ModelfileView modelfile(ModelDescription model) {
        String name = ModelName.parse(model.name()).model();
        try {
            Modelfile modelfile = model.modelfile();
            return new ModelfileView(name, modelfile.source(), modelfile.explain(), List.of(), Optional.empty(), "");
        } catch (ModelfileFormatException e) {
            ModelfileSource source = ModelfileSource.of(model.modelfileText());
            String problem = String.valueOf(e.getMessage());
            return new ModelfileView(name, source, List.of(), List.of(), Optional.empty(), problem);
        }
    }

    private static MimeBundle figure(Figure figure) {
        return MimeBundle.html(figure.html(), figure.words()).with(MimeBundle.SVG, figure.svg());
    }
}
