package org.aethercreator.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aethercreator.convert.ConvertedModel;
import org.aethercreator.convert.ConvertedTensor;
import org.aethercreator.convert.export.ExportedModel;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a conversion to GGUF made: the file, and each of its tensors. */
public final class ConversionReport {
    private final ConvertedModel model;

    private ConversionReport(ConvertedModel model) {
        this.model = model;
    }

    public static ConversionReport of(ConvertedModel model) {
        return new ConversionReport(model);
    }

    /**
     * One row: the file, or the first of several, its architecture and type, millions of parameters, size in MB of 10⁶
     * bytes, seconds, and how many tensors have which type.
     */
    public Table table() {
        DoubleColumn parameters = FixedDecimals.column("Parameters (M)", 1);
        DoubleColumn size = FixedDecimals.column("Size (MB)", 1);
        DoubleColumn time = FixedDecimals.column("Time (s)", 1);
        parameters.append(
                model.tensors().stream().mapToLong(ConversionReport::elements).sum() / 1e6);
        size.append(model.sizeBytes() / 1e6);
        time.append(model.elapsed().toMillis() / 1000.0);
        Map<String, Long> types = model.tensors().stream()
                .collect(Collectors.groupingBy(tensor -> tensor.type().name(), TreeMap::new, Collectors.counting()));
        String tensors = types.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return Table.create(
                "Converted model",
                StringColumn.create("File", String.valueOf(model.file().getFileName())),
                LongColumn.create("Files", new long[] {model.files().size()}),
                StringColumn.create("Architecture", model.architecture()),
                StringColumn.create("Type", model.type().name()),
                parameters,
                size,
                time,
                StringColumn.create("Tensors", tensors));
    }

    /** One row a tensor in the order of the file: name, shape with the length of a row first, types, and size in MB. */
    public Table tensors() {
        StringColumn name = StringColumn.create("Tensor");
        StringColumn shape = StringColumn.create("Shape");
        StringColumn source = StringColumn.create("Stored as");
        StringColumn type = StringColumn.create("Type");
        DoubleColumn size = FixedDecimals.column("Size (MB)", 2);
        for (ConvertedTensor tensor : model.tensors()) {
            name.append(tensor.name());
            shape.append(tensor.shape().stream().map(Object::toString).collect(Collectors.joining(" × ")));
            source.append(tensor.source());
            type.append(tensor.type().name());
            size.append(tensor.sizeBytes() / 1e6);
        }
        return Table.create("Tensors", name, shape, source, type, size);
    }

    /** One row for the way back: the folder, type, millions of parameters, size in MB, and files of weights. */
    public static Table folder(ExportedModel model) {
        DoubleColumn parameters = FixedDecimals.column("Parameters (M)", 1);
        DoubleColumn size = FixedDecimals.column("Size (MB)", 1);
        parameters.append(model.parameterCount() / 1e6);
        size.append(model.sizeBytes() / 1e6);
        return Table.create(
                "Model folder",
                StringColumn.create("Folder", model.folder().toString()),
                StringColumn.create("Type", model.type().name()),
                parameters,
                size,
                LongColumn.create(
                        "Files of weights", new long[] {model.weights().size()}));
    }

    private static long elements(ConvertedTensor tensor) {
        return tensor.shape().stream().reduce(1L, Math::multiplyExact);
    }

    /** Table, warnings, folded tensors and next steps, as an HTML fragment. */
    public String html() {
        StringBuilder html = new StringBuilder(HtmlTable.of(table(), true));
        for (String warning : model.warnings()) {
            html.append("<p><b>Warning:</b> ").append(Encode.forHtml(warning)).append("</p>");
        }
        html.append("<details><summary>Tensors</summary>")
                .append(HtmlTable.of(tensors(), false))
                .append("</details><p>Next:</p><ul>");
        for (String step : model.nextSteps()) {
            html.append("<li>").append(Encode.forHtml(step)).append("</li>");
        }
        return html.append("</ul>").toString();
    }

    @Override
    public String toString() {
        String end = System.lineSeparator();
        StringBuilder text = new StringBuilder(table().print());
        model.warnings().forEach(warning -> text.append(end).append("Warning: ").append(warning));
        model.nextSteps().forEach(step -> text.append(end).append("Next: ").append(step));
        return text.toString();
    }
}
