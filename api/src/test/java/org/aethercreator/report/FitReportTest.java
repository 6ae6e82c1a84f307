package org.aethercreator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.aethercreator.fit.Companion;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.MemoryShare;
import org.aethercreator.fit.ModelFootprint;
import org.aethercreator.fit.RunSettings;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** A model of 32 layers of 128 MiB and as much at each end, with 8 KiB of cache for a token in each layer. */
class FitReportTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final ModelFootprint MODEL = new ModelFootprint(
            Collections.nCopies(32, new ModelFootprint.Layer(128 * MIB, 2048, 2048, 0)),
            128 * MIB,
            128 * MIB,
            false,
            4096,
            8192,
            32,
            32_000,
            65_536);

    @Test
    void partsAddUpToWhatIsFree() {
        Table table = report(machine(8 * GIB)).table();

        assertThat(table.columnNames()).containsExactly("Bar", "Part", "On GPU (MiB)", "In RAM (MiB)");
        assertThat(table.stringColumn("Part").asList())
                .containsExactly(
                        "Weights",
                        "Cache of keys and values",
                        "Buffers to compute",
                        "Together",
                        "Left of what is free");
        assertThat(table.doubleColumn("On GPU (MiB)").get(0)).isEqualTo(33 * 128.0);
        assertThat(table.doubleColumn("On GPU (MiB)").get(1)).isEqualTo(512.0);
        assertThat(table.doubleColumn("In RAM (MiB)").asList()).containsExactly(128.0, 0.0, 0.0, 128.0, 16_256.0);
        double together = table.doubleColumn("On GPU (MiB)").get(3);
        assertThat(together + table.doubleColumn("On GPU (MiB)").get(4)).isEqualTo(8192.0);
    }

    @Test
    void wordsTellWhereItRuns() {
        assertThat(report(machine(8 * GIB)).words())
                .isEqualTo("With a context of 2048 tokens the model runs on the graphics card of test: 4.69 of 8.00 GiB"
                        + " of graphics memory and 0.13 of 16.00 GiB of RAM.");
        assertThat(report(machine(3 * GIB)).words())
                .startsWith("With a context of 2048 tokens the model runs with 17 of 33 layers on the graphics card of"
                        + " test: ");
        assertThat(report(machine(0)).words())
                .isEqualTo("With a context of 2048 tokens the model runs on the processor of test: 4.81 of 16.00 GiB of"
                        + " RAM.");
        assertThat(report(machine(0).withAvailableRamBytes(2 * GIB)).words())
                .isEqualTo(
                        "With a context of 2048 tokens the model does not fit into test: it needs 4.81 of 2.00 GiB of"
                                + " RAM, 3.31 GiB more than can be given.");
    }

    @Test
    void layersThatMayNotBeOnTheCardAreInRam() {
        MemoryFit fit = fit(machine(8 * GIB));
        FitReport report = FitReport.of(fit.withSettings(fit.settings().withMostGpuLayers(4)));
        assertThat(report.words())
                .startsWith("With a context of 2048 tokens the model runs with 4 of 33 layers on the graphics card of"
                        + " test: ");
        assertThat(report.table().doubleColumn("On GPU (MiB)").get(0)).isEqualTo(4 * 128.0);
        assertThat(report.table().doubleColumn("In RAM (MiB)").get(0)).isEqualTo((28 + 2) * 128.0);
    }

    @Test
    void barsAreImagesWithWordsAndATableBesideThem() {
        String html = report(machine(8 * GIB)).html();

        assertThat(html)
                .startsWith("<figure class=\"aether-fit\"")
                .contains(
                        "alt=\"Graphics memory: 4.69 GiB of 8.00 GiB that are free: weights 4.13 GiB, cache of keys and"
                                + " values 0.50 GiB, buffers to compute 0.06 GiB.\"",
                        "alt=\"RAM: 0.13 GiB of 16.00 GiB that are free: weights 0.13 GiB.\"",
                        "<caption>Memory</caption>")
                .doesNotContain("<script");
        assertThat(report(machine(0)).html()).doesNotContain("Graphics memory");
    }

    @Test
    void whatIsLoadedBesideTheModelHasARowOfItsOwn() {
        MemoryFit fit = fit(machine(8 * GIB)).withCompanions(List.of(new Companion.Adapter(64 * MIB)));
        Table table = FitReport.of(fit).table();
        assertThat(table.stringColumn("Part").get(3)).isEqualTo("Adapter, projector, draft");
        assertThat(table.doubleColumn("On GPU (MiB)").get(3)).isEqualTo(64.0);
    }

    @Test
    void aBarThatIsTooLongShowsWhereMemoryEnds() {
        String svg = new MemoryBar("RAM", new MemoryShare(3 * GIB, GIB, 0, 0), 2 * GIB).svg();
        assertThat(svg)
                .contains("<title>RAM: 4.00 GiB of 2.00 GiB that are free: weights 3.00 GiB,")
                .contains("width=\"358.50\" height=\"22\" fill=\"#0067a3\"", ">W</text>", ">C</text>")
                .contains("width=\"239.00\" height=\"22\" fill=\"none\"");
    }

    private static FitReport report(HardwareProfile machine) {
        return FitReport.of(fit(machine));
    }

    private static MemoryFit fit(HardwareProfile machine) {
        return new MemoryFit(MODEL, RunSettings.standard(2048), machine);
    }

    private static HardwareProfile machine(long vramBytes) {
        List<HardwareProfile.Gpu> gpus =
                vramBytes == 0 ? List.of() : List.of(new HardwareProfile.Gpu("gpu", vramBytes, vramBytes));
        return new HardwareProfile("test", "cpu", 8, 16, 16 * GIB, 16 * GIB, gpus);
    }
}
