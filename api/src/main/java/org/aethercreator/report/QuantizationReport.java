package org.aethercreator.report;

import java.util.List;
import java.util.stream.Collectors;
import org.aethercreator.quantize.QuantizedModel;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What quantizing brought: files, sizes, times. */
public final class QuantizationReport {
    private final List<QuantizedModel> models;

    private QuantizationReport(List<QuantizedModel> models) {
        this.models = List.copyOf(models);
    }

    public static QuantizationReport of(List<QuantizedModel> models) {
        return new QuantizationReport(models);
    }

    /**
     * One row a model: size in MB of 10⁶ bytes, bits per weight, if measured the norm of the error by that of the
     * weights, seconds, and how many tensors have which type.
     */
    public Table table() {
        StringColumn file = StringColumn.create("File");
        StringColumn type = StringColumn.create("Type");
        DoubleColumn size = FixedDecimals.column("Size (MB)", 1);
        DoubleColumn bits = FixedDecimals.column("Bits per weight", 2);
        DoubleColumn error = FixedDecimals.column("Error (%)", 2);
        DoubleColumn time = FixedDecimals.column("Time (s)", 1);
        StringColumn tensors = StringColumn.create("Tensors");
        for (QuantizedModel model : models) {
            file.append(String.valueOf(model.path().getFileName()));
            type.append(model.type().name());
            size.append(model.sizeBytes() / 1e6);
            bits.append(model.bitsPerWeight());
            model.relativeError().ifPresentOrElse(value -> error.append(100 * value), error::appendMissing);
            time.append(model.elapsed().toMillis() / 1000.0);
            tensors.append(model.tensorTypes().entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey().name())
                    .collect(Collectors.joining(", ")));
        }
        Table table = Table.create("Quantized models", file, type, size, bits);
        if (error.countMissing() < models.size()) {
            table.addColumns(error);
        }
        return table.addColumns(time, tensors);
    }

    /** A word of warning if a source was quantized before; else empty. */
    public String warning() {
        return models.stream().anyMatch(QuantizedModel::requantized)
                ? "The source was quantized already, so errors add up: this is no measure of what a type does to the"
                        + " original model. For real use, start from a 16-bit or 32-bit file."
                : "";
    }

    /** Table and warning as an HTML fragment. */
    public String html() {
        return HtmlTable.of(table(), true)
                + (warning().isEmpty() ? "" : "<p><small>" + Encode.forHtml(warning()) + "</small></p>");
    }

    @Override
    public String toString() {
        return table().print() + (warning().isEmpty() ? "" : System.lineSeparator() + warning());
    }
}
