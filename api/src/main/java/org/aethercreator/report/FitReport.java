package org.aethercreator.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.MemoryShare;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Whether a model has a place on a machine, and what takes it: in a sentence, as bars and as a table. */
public final class FitReport {
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    private final MemoryFit fit;
    private final HardwareProfile hardware;
    private final MemoryShare onGpus;
    private final MemoryShare inRam;

    private FitReport(MemoryFit fit) {
        this.fit = fit;
        this.hardware = fit.hardware();
        this.onGpus = fit.onGpus();
        this.inRam = fit.inRam();
    }

    public static FitReport of(MemoryFit fit) {
        return new FitReport(fit);
    }

    /** What is shown. */
    public MemoryFit fit() {
        return fit;
    }

    /** One row a part, with its letter in the bars: MiB on the GPUs, if there are any, and in RAM. */
    public Table table() {
        StringColumn letter = StringColumn.create("Bar");
        StringColumn part = StringColumn.create("Part");
        for (MemoryBar.Part each : MemoryBar.Part.values()) {
            if (isShown(each)) {
                letter.append(each.letter());
                part.append(each.title());
            }
        }
        letter.append("").append("");
        part.append("Together").append("Left of what is free");
        Table table = Table.create("Memory", letter, part);
        if (!hardware.gpus().isEmpty()) {
            table.addColumns(column("On GPU (MiB)", onGpus, hardware.freeVramBytes()));
        }
        return table.addColumns(column("In RAM (MiB)", inRam, hardware.availableRamBytes()));
    }

    /** Where the model runs, with which context, and how much of the machine that is. */
    public String words() {
        String need = "With a context of " + fit.settings().contextTokens() + " tokens the model ";
        String ram = gibibytes(inRam.totalBytes()) + " of " + gibibytes(hardware.availableRamBytes()) + " GiB of RAM";
        String vram = gibibytes(onGpus.totalBytes()) + " of " + gibibytes(hardware.freeVramBytes())
                + " GiB of graphics memory";
        String layers = fit.gpuLayers() + " of " + fit.offloadableLayers() + " layers";
        return need
                + switch (fit.placement()) {
                    case GPU -> "runs on the graphics card of " + hardware.name() + ": " + vram + " and " + ram + ".";
                    case GPU_AND_RAM ->
                        "runs with " + layers + " on the graphics card of " + hardware.name() + ": " + vram + " and "
                                + ram + ".";
                    case RAM -> "runs on the processor of " + hardware.name() + ": " + ram + ".";
                    case NONE ->
                        "does not fit into " + hardware.name() + ": it needs " + ram + ", "
                                + gibibytes(fit.missingBytes()) + " GiB more than can be given.";
                };
    }

    /** Sentence, bars and table as an HTML fragment that needs no script. */
    public String html() {
        String bars = bar("Graphics memory", onGpus, hardware.freeVramBytes())
                + bar("RAM", inRam, hardware.availableRamBytes());
        return "<figure class=\"aether-fit\" style=\"margin:0 0 1em 0\"><figcaption>" + Encode.forHtml(words())
                + "</figcaption>" + bars + HtmlTable.of(table(), true) + "</figure>";
    }

    @Override
    public String toString() {
        return words() + System.lineSeparator() + table().print();
    }

    private String bar(String memory, MemoryShare share, long freeBytes) {
        if (memory.startsWith("Graphics") && hardware.gpus().isEmpty()) {
            return "";
        }
        MemoryBar bar = new MemoryBar(memory, share, freeBytes);
        // An image of its own, because notebooks drop drawings from HTML that they do not trust.
        String data = Base64.getEncoder().encodeToString(bar.svg().getBytes(StandardCharsets.UTF_8));
        return "<div><img src=\"data:image/svg+xml;base64," + data + "\" alt=\"" + Encode.forHtmlAttribute(bar.words())
                + "\" style=\"max-width:100%\"></div>";
    }

    private boolean isShown(MemoryBar.Part part) {
        return part != MemoryBar.Part.COMPANIONS || fit.companionBytes() > 0;
    }

    private DoubleColumn column(String name, MemoryShare share, long freeBytes) {
        DoubleColumn column = FixedDecimals.column(name, 1);
        for (MemoryBar.Part part : MemoryBar.Part.values()) {
            if (isShown(part)) {
                column.append(part.bytes(share) / BYTES_PER_MEBIBYTE);
            }
        }
        column.append(share.totalBytes() / BYTES_PER_MEBIBYTE);
        return column.append((freeBytes - share.totalBytes()) / BYTES_PER_MEBIBYTE);
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f", bytes / (double) (1L << 30));
    }
}
