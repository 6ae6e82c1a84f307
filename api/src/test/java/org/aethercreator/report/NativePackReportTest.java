package org.aethercreator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aethercreator.llamacpp.pack.Backend;
import org.aethercreator.llamacpp.pack.BuildFacts;
import org.aethercreator.llamacpp.pack.BuildFacts.Device;
import org.aethercreator.llamacpp.pack.NativePack;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.junit.jupiter.api.Test;

class NativePackReportTest {
    private static final NativePack BUNDLED = NativePacks.ofThisMachine().bundled();
    private static final BuildFacts FACTS = new BuildFacts(
            "0.5.0",
            "0ad4a86",
            "zen4",
            "CPU : AVX2 = 1 | AVX512 = 1",
            List.of(new Device("CPU", "AMD <EPYC>", false, 8_000_000_000L, 16_000_000_000L)));

    @Test
    void everyFactIsShown() {
        NativePackReport report = new NativePackReport(BUNDLED, FACTS, List.of(), List.of(Backend.CPU));
        assertThat(report.toString()).isEqualTo("""
                        In use:               b4916 for cpu, the bundled one
                        From:                 Maven's de.kherud:llama 4.2.0 (MIT)
                        Build:                0.5.0 (0ad4a86)
                        Code for:             zen4
                        Features:             CPU : AVX2 = 1 | AVX512 = 1
                        Device CPU:           AMD <EPYC>, 8.0 of 16.0 GB free
                        Installed:            nothing
                        This machine can use: cpu
                        Perhaps faster here, and newer: %llama install cpu""");
    }

    @Test
    void gpuIsRecommendedFirst() {
        NativePackReport report =
                new NativePackReport(BUNDLED, FACTS, List.of(BUNDLED), List.of(Backend.CUDA, Backend.CPU));
        assertThat(report.advice()).isEqualTo("Perhaps faster here, and newer: %llama install cuda");
    }

    @Test
    void nothingIsAdvisedWhereTheBestIsInstalled() {
        assertThat(new NativePackReport(BUNDLED, FACTS, List.of(BUNDLED), List.of(Backend.CPU)).advice())
                .isEmpty();
    }

    @Test
    void whatBuildsSayIsEscaped() {
        NativePackReport report = new NativePackReport(BUNDLED, FACTS, List.of(), List.of());
        assertThat(report.html()).contains("AMD &lt;EPYC&gt;").doesNotContain("<EPYC>");
    }
}
