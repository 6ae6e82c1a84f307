package org.aethercreator.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.pack.Backend;
import org.aethercreator.llamacpp.pack.BuildFacts;
import org.aethercreator.llamacpp.pack.NativePack;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which llama.cpp is in use on this machine, what it computes on, and what there is besides.
 *
 * @param used the pack in use
 * @param facts what it says of itself
 * @param installed all installed packs, the newest first
 * @param suitable the backends that can be installed and that this machine has the hardware for, the fastest first
 */
public record NativePackReport(NativePack used, BuildFacts facts, List<NativePack> installed, List<Backend> suitable) {
    public NativePackReport {
        installed = List.copyOf(installed);
        suitable = List.copyOf(suitable);
    }

    /**
     * The report of the pack that {@link LlamaCpp#standard()} would use now, which is asked in a worker process.
     *
     * @throws org.aethercreator.llamacpp.LlamaCppException if it does not run on this machine
     */
    public static NativePackReport of(NativePacks packs) throws IOException, InterruptedException {
        NativePack used = packs.chosen();
        return new NativePackReport(used, LlamaCpp.of(used).inspect(), packs.installed(), packs.suitable());
    }

    /** Two columns: what, and its value. */
    public Table table() {
        StringColumn what = StringColumn.create("llama.cpp");
        StringColumn value = StringColumn.create("On this machine");
        row(what, value, "In use", used.release() + " for " + used.backend().id() + ", " + source());
        row(what, value, "From", used.origin());
        row(what, value, "Build", build());
        row(
                what,
                value,
                "Code for",
                facts.processorVariant().isEmpty() ? "one kind of processor" : facts.processorVariant());
        row(what, value, "Features", facts.systemInfo());
        for (BuildFacts.Device device : facts.devices()) {
            row(what, value, "Device " + device.name(), describe(device));
        }
        row(
                what,
                value,
                "Installed",
                installed.isEmpty()
                        ? "nothing"
                        : installed.stream()
                                .map(pack -> pack.release() + " for "
                                        + pack.backend().id() + ", " + pack.origin())
                                .collect(Collectors.joining("; ")));
        row(
                what,
                value,
                "This machine can use",
                suitable.isEmpty()
                        ? "the bundled pack only"
                        : suitable.stream().map(Backend::id).collect(Collectors.joining(", ")));
        return Table.create("llama.cpp", what, value);
    }

    /** What to do to get more out of this machine; empty if nothing. */
    public String advice() {
        if (used.backend() != Backend.CPU && !facts.hasGpu()) {
            return "This build is for GPUs but has found none, so it computes on the processor: its GPU library needs "
                    + "the maker's driver"
                    + (used.backend() == Backend.CUDA ? " and CUDA 13 (libcudart, libcublas)" : "")
                    + ".";
        }
        if (!suitable.isEmpty() && !isInstalled(suitable.get(0)) && used.source() != NativePack.Source.FOLDER) {
            return "Perhaps faster here, and newer: %llama install "
                    + suitable.get(0).id();
        }
        return "";
    }

    /** Table and advice as an HTML fragment. */
    public String html() {
        return HtmlTable.of(table(), false) + (advice().isEmpty() ? "" : "<p>" + Encode.forHtml(advice()) + "</p>");
    }

    @Override
    public String toString() {
        Table table = table();
        String rows = table.stream()
                .map(row -> String.format("%-21s %s", row.getString(0) + ":", row.getString(1)))
                .collect(Collectors.joining(System.lineSeparator()));
        return rows + (advice().isEmpty() ? "" : System.lineSeparator() + advice());
    }

    private String source() {
        return switch (used.source()) {
            case FOLDER -> "from a folder of yours";
            case INSTALLED -> "installed";
            case BUNDLED -> "the bundled one";
        };
    }

    private String build() {
        String release = facts.release().isEmpty() ? used.release() : facts.release();
        return release + (facts.commit().isEmpty() ? "" : " (" + facts.commit() + ")");
    }

    private boolean isInstalled(Backend backend) {
        return installed.stream().anyMatch(pack -> pack.backend() == backend);
    }

    private static String describe(BuildFacts.Device device) {
        String memory = device.totalBytes() == 0
                ? ""
                : String.format(", %.1f of %.1f GB free", device.freeBytes() / 1e9, device.totalBytes() / 1e9);
        return device.description() + (device.gpu() ? " (GPU)" : "") + memory;
    }

    private static void row(StringColumn what, StringColumn value, String name, String text) {
        what.append(name);
        value.append(text);
    }
}
