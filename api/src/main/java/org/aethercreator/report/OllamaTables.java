package org.aethercreator.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aethercreator.ollama.ModelDescription;
import org.aethercreator.ollama.OllamaModel;
import org.aethercreator.ollama.RunningModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What an Ollama server has, as tables. */
public final class OllamaTables {
    private static final String NOT_TOLD = "–";
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** Go's longest time is some 292 years: a model that is kept for ever expires then. */
    private static final long FOR_EVER_SECONDS = 100L * 365 * 24 * 3600;

    private OllamaTables() {}

    /** One row a model: size in MB (10⁶ bytes), time of the last change in this machine's zone. */
    public static Table models(List<OllamaModel> models) {
        StringColumn name = StringColumn.create("Model");
        DoubleColumn size = FixedDecimals.column("Size (MB)", 1);
        StringColumn parameters = StringColumn.create("Parameters");
        StringColumn quantization = StringColumn.create("Quantization");
        StringColumn family = StringColumn.create("Architecture");
        StringColumn modified = StringColumn.create("Changed");
        for (OllamaModel model : models) {
            name.append(model.name());
            size.append(model.sizeBytes() / 1e6);
            parameters.append(told(model.details().parameterSize()));
            quantization.append(told(model.details().quantizationLevel()));
            family.append(told(model.details().family()));
            modified.append(model.modifiedAt().map(OllamaTables::minute).orElse(NOT_TOLD));
        }
        return Table.create("Models of the Ollama server", name, size, parameters, quantization, family, modified);
    }

    /** One row a loaded model: memory in MB, the share of it on a GPU, and when it is unloaded. */
    public static Table running(List<RunningModel> models) {
        StringColumn name = StringColumn.create("Model");
        DoubleColumn memory = FixedDecimals.column("Memory (MB)", 1);
        DoubleColumn gpu = FixedDecimals.column("On GPU (%)", 0);
        IntColumn context = IntColumn.create("Context (tokens)");
        StringColumn until = StringColumn.create("Loaded until");
        for (RunningModel model : models) {
            name.append(model.name());
            memory.append(model.sizeBytes() / 1e6);
            gpu.append(100 * model.gpuFraction());
            context.append(model.contextTokens());
            until.append(model.expiresAt().map(OllamaTables::until).orElse(NOT_TOLD));
        }
        return Table.create("Models that the Ollama server has loaded", name, memory, gpu, context, until);
    }

    /** Two columns: what, and its value. */
    public static Table facts(ModelDescription model) {
        StringColumn what = StringColumn.create("Property");
        StringColumn value = StringColumn.create("Value");
        OllamaModel.Details details = model.details();
        row(what, value, "Architecture", told(details.family()));
        row(what, value, "Parameters", told(details.parameterSize()));
        row(what, value, "Quantization", told(details.quantizationLevel()));
        row(what, value, "Context length", context(model));
        row(what, value, "Capabilities", told(String.join(", ", model.capabilities())));
        row(what, value, "Needs Ollama", model.requires().isEmpty() ? "any" : model.requires());
        row(
                what,
                value,
                "Licence",
                told(model.license().lines().findFirst().orElse("").strip()));
        model.remoteHost().ifPresent(host -> row(what, value, "Runs at", host));
        return Table.create(model.name(), what, value);
    }

    private static String context(ModelDescription model) {
        Object architecture = model.metadata().getOrDefault("general.architecture", "");
        Object tokens = model.metadata().get(architecture + ".context_length");
        return tokens instanceof Number number
                ? String.format(Locale.ROOT, "%,d tokens", number.longValue())
                : NOT_TOLD;
    }

    private static String until(Instant time) {
        return time.isAfter(Instant.now().plusSeconds(FOR_EVER_SECONDS)) ? "for ever" : minute(time);
    }

    private static String minute(Instant time) {
        return MINUTE.format(time.atZone(ZoneId.systemDefault()));
    }

    private static String told(String text) {
        return Optional.of(text).filter(known -> !known.isBlank()).orElse(NOT_TOLD);
    }

    private static void row(StringColumn what, StringColumn value, String name, String text) {
        what.append(name);
        value.append(text);
    }
}
