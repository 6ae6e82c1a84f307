package org.aethercreator.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.ModelFootprint;
import org.aethercreator.fit.RunSettings;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.quantize.TypeRecommendation;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a model file holds, and the memory it needs on a machine. It needs no open file. */
public final class ModelReport {
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;
    private static final double UNQUANTIZED_BITS = 15;
    private static final long ADVISED_CONTEXT = 4096;
    private static final List<Integer> CONTEXTS = List.of(2048, 4096, 8192, 32_768, 131_072);

    private final GgufModel model;
    private final HardwareProfile hardware;
    private final Table facts;
    private final Table memory;
    private final Table tensors;
    private final Table metadata;
    private final FitReport fit;
    private final Optional<TypeRecommendation> recommendation;

    private ModelReport(GgufFile file, HardwareProfile hardware) {
        this.model = file.model();
        this.hardware = hardware;
        this.facts = facts(file, model);
        this.memory = memory(file, model, hardware);
        this.tensors = tensors(file);
        this.metadata = metadata(file);
        this.fit = FitReport.of(MemoryFit.of(file, RunSettings.standard(advisedContext(model)), hardware));
        this.recommendation = recommendation(file, model, hardware);
    }

    public static ModelReport of(GgufFile file, HardwareProfile hardware) {
        return new ModelReport(file, hardware);
    }

    /** Two columns: what, and its value. */
    public Table facts() {
        return facts;
    }

    /** One row a context length: MiB of weights, key-value cache and buffers, their sum, and where it runs. */
    public Table memory() {
        return memory;
    }

    /** Where it runs with a context of 4096 tokens, or the trained one if that is shorter. */
    public FitReport fit() {
        return fit;
    }

    /** One row a tensor. */
    public Table tensors() {
        return tensors;
    }

    /** One row a key; long values are cut. */
    public Table metadata() {
        return metadata;
    }

    /** What to quantize it to on this machine; empty for a model that is quantized already. */
    public Optional<TypeRecommendation> recommendation() {
        return recommendation;
    }

    /** Facts, memory, advice and the chat template, folded, as an HTML fragment. */
    public String html() {
        String template = model.chatTemplate()
                .map(text -> "<details><summary>Chat template (Jinja)</summary><pre>" + Encode.forHtml(text)
                        + "</pre></details>")
                .orElse("<p>No chat template: the model completes text, or its template must be written by hand.</p>");
        return HtmlTable.of(facts, true) + template + fit.html() + HtmlTable.of(memory, true) + "<p><small>"
                + Encode.forHtml(machine()) + "</small></p>"
                + recommendation
                        .map(advice -> "<p>To quantize: " + Encode.forHtml(advice.reason()) + "</p>")
                        .orElse("");
    }

    @Override
    public String toString() {
        return facts.print()
                + System.lineSeparator()
                + fit
                + System.lineSeparator()
                + memory.print()
                + System.lineSeparator()
                + machine()
                + recommendation
                        .map(advice -> System.lineSeparator() + "To quantize: " + advice.reason())
                        .orElse("");
    }

    private static Optional<TypeRecommendation> recommendation(
            GgufFile file, GgufModel model, HardwareProfile hardware) {
        if (model.bitsPerWeight() < UNQUANTIZED_BITS) {
            return Optional.empty();
        }
        return Optional.of(TypeRecommendation.of(
                ModelFootprint.of(file),
                model.parameterCount(),
                RunSettings.standard(advisedContext(model)),
                hardware,
                true));
    }

    private static int advisedContext(GgufModel model) {
        return (int) Math.max(1, Math.min(ADVISED_CONTEXT, model.contextTokens().orElse(ADVISED_CONTEXT)));
    }

    private String machine() {
        String gpus = hardware.gpus().isEmpty()
                ? "no GPU"
                : String.join(
                        ", ",
                        hardware.gpus().stream().map(HardwareProfile.Gpu::name).toList());
        return "Memory is estimated for a 16-bit cache on this machine: %s, %d cores, %.1f of %.1f GiB available, %s."
                .formatted(
                        hardware.cpuName(),
                        hardware.physicalCores(),
                        hardware.availableRamBytes() / (double) (1L << 30),
                        hardware.ramBytes() / (double) (1L << 30),
                        gpus);
    }

    private static Table facts(GgufFile file, GgufModel model) {
        StringColumn what = StringColumn.create("Property");
        StringColumn value = StringColumn.create("Value");
        what.append("Name").append("Architecture").append("Parameters").append("Quantization");
        value.append(model.name().orElse("–"))
                .append(model.architecture())
                .append(String.format(Locale.ROOT, "%,d", model.parameterCount()))
                .append(String.format(
                        Locale.ROOT, "%s (%.2f bits per weight)", model.quantization(), model.bitsPerWeight()));
        what.append("File size").append("Context length").append("Layers");
        value.append(String.format(Locale.ROOT, "%.1f MB", file.sizeBytes() / 1e6))
                .append(count(model.contextTokens(), " tokens"))
                .append(count(model.blockCount(), ""));
        what.append("Embedding length")
                .append("Vocabulary")
                .append("Chat template")
                .append("Licence");
        value.append(count(model.embeddingLength(), ""))
                .append(count(model.vocabularySize(), " tokens"))
                .append(model.chatTemplate().isPresent() ? "yes" : "none")
                .append(model.license().orElse("not stated"));
        return Table.create(String.valueOf(file.path().getFileName()), what, value);
    }

    private static String count(OptionalLong number, String unit) {
        return number.isPresent() ? String.format(Locale.ROOT, "%,d%s", number.getAsLong(), unit) : "–";
    }

    private static Table memory(GgufFile file, GgufModel model, HardwareProfile hardware) {
        LongColumn context = LongColumn.create("Context (tokens)");
        DoubleColumn weights = mebibytes("Weights (MiB)");
        DoubleColumn cache = mebibytes("Cache (MiB)");
        DoubleColumn buffers = mebibytes("Buffers (MiB)");
        DoubleColumn total = mebibytes("Total (MiB)");
        StringColumn placement = StringColumn.create("Runs in");
        for (int tokens : contexts(model)) {
            MemoryFit fit = MemoryFit.of(file, RunSettings.standard(tokens), hardware);
            context.append(tokens);
            weights.append(fit.weightBytes() / BYTES_PER_MEBIBYTE);
            cache.append(fit.keyValueBytes() / BYTES_PER_MEBIBYTE);
            buffers.append(fit.computeBytes() / BYTES_PER_MEBIBYTE);
            total.append(fit.totalBytes() / BYTES_PER_MEBIBYTE);
            placement.append(words(fit));
        }
        return Table.create("Memory needed", context, weights, cache, buffers, total, placement);
    }

    /** Usual lengths up to the trained one, and that itself. */
    private static Iterable<Integer> contexts(GgufModel model) {
        long trained = model.contextTokens().orElse(CONTEXTS.get(0));
        TreeSet<Integer> lengths = new TreeSet<>(
                CONTEXTS.stream().filter(tokens -> tokens < trained).toList());
        lengths.add((int) Math.min(trained, 1 << 24));
        return lengths;
    }

    private static String words(MemoryFit fit) {
        return switch (fit.placement()) {
            case GPU -> "GPU memory";
            case GPU_AND_RAM ->
                "GPU memory (" + fit.gpuLayers() + " of " + fit.offloadableLayers() + " layers) and RAM";
            case RAM -> "RAM";
            case NONE -> "does not fit";
        };
    }

    private static Table tensors(GgufFile file) {
        StringColumn name = StringColumn.create("Tensor");
        StringColumn shape = StringColumn.create("Shape");
        StringColumn type = StringColumn.create("Type");
        DoubleColumn size = FixedDecimals.column("Size (MiB)", 2);
        for (GgufTensor tensor : file.tensors()) {
            name.append(tensor.name());
            shape.append(tensor.shape().toString());
            type.append(tensor.type().name());
            size.append(tensor.sizeBytes() / BYTES_PER_MEBIBYTE);
        }
        return Table.create("Tensors", name, shape, type, size);
    }

    private static Table metadata(GgufFile file) {
        StringColumn key = StringColumn.create("Key");
        StringColumn value = StringColumn.create("Value");
        for (String name : file.metadata().keys()) {
            key.append(name);
            value.append(shortened(file.metadata().value(name).map(String::valueOf)));
        }
        return Table.create("Metadata", key, value);
    }

    private static String shortened(Optional<String> text) {
        String line = text.orElse("").replaceAll("\\s+", " ");
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }

    private static DoubleColumn mebibytes(String name) {
        return FixedDecimals.column(name, 1);
    }
}
