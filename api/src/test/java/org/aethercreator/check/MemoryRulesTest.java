package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.ModelFootprint;
import org.aethercreator.fit.RunSettings;
import org.aethercreator.modelfile.Modelfile;
import org.junit.jupiter.api.Test;

/** A model of 32 layers of 128 MiB, 8 KiB of cache for a token in each, on a machine of 8 GiB RAM. */
class MemoryRulesTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final ModelFootprint MODEL = new ModelFootprint(
            Collections.nCopies(32, new ModelFootprint.Layer(128 * MIB, 2048, 2048, 0)),
            128 * MIB,
            128 * MIB,
            true,
            4096,
            8192,
            32,
            32_000,
            65_536);

    @Test
    void contextThatDoesNotFitIsLoweredToOneThatDoes() {
        String text = "FROM a\nPARAMETER num_ctx 32768\n";
        Finding finding = findings(text, ram(8 * GIB)).get(0);

        assertThat(finding.firstLine()).isEqualTo(2);
        assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        assertThat(finding.message())
                .matches(
                        "The model with a context of 32768 tokens does not fit into the memory of test\\. 12\\.\\d\\d GiB"
                                + " are needed; 8\\.00 GiB of RAM are free\\. Ollama refuses to load it, or the machine swaps\\. Set"
                                + " num_ctx to \\d+ or less\\.");
        assertThat(finding.edit()).isNotNull();
        assertThat(findings(finding.edit().applyTo(text), ram(8 * GIB))).isEmpty();
    }

    @Test
    void modelThatNeverFitsIsSaidToBeTooLarge() {
        assertThat(findings("FROM a\nSYSTEM hi\n", ram(3 * GIB)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.firstLine()).isEqualTo(1))
                .extracting(Finding::fix)
                .isEqualTo("Use a smaller model or a stronger quantization.");
    }

    @Test
    void layersThatStayInRamAreAHint() {
        String text = "FROM a\nPARAMETER num_ctx 16384\n";
        Finding finding = findings(text, withGpu(6 * GIB)).get(0);

        assertThat(finding.severity()).isEqualTo(Finding.Severity.HINT);
        assertThat(finding.what())
                .matches("With a context of 16384 tokens, \\d+ of 33 layers fit on the graphics card of" + " test\\.");
        assertThat(finding.edit()).isNotNull();
        assertThat(findings(finding.edit().applyTo(text), withGpu(6 * GIB))).isEmpty();
    }

    @Test
    void moreLayersThanFitOnTheGraphicsCardAreAWarning() {
        assertThat(findings("FROM a\nPARAMETER num_ctx 16384\nPARAMETER num_gpu 33\n", withGpu(6 * GIB)))
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.HINT, Finding.Severity.WARNING);
        assertThat(findings("FROM a\nPARAMETER num_gpu 0\n", withGpu(6 * GIB))).isEmpty();
    }

    @Test
    void layersOfNumGpuAreInTheFit() {
        assertThat(findings("FROM a\nPARAMETER num_gpu 7\n", withGpu(24 * GIB)))
                .as("it is what was asked for")
                .isEmpty();
        assertThat(gpuLayers("FROM a\nPARAMETER num_gpu 7\n")).isEqualTo(7);
        assertThat(gpuLayers("FROM a\nPARAMETER num_gpu 0\n")).isZero();
        assertThat(gpuLayers("FROM a\nPARAMETER num_gpu 99\n"))
                .isEqualTo(gpuLayers("FROM a\nPARAMETER num_gpu -1\n"))
                .isEqualTo(gpuLayers("FROM a\n"))
                .isEqualTo(33);
    }

    @Test
    void aGraphicsCardThatIsNotThereIsAWarning() {
        String text = "FROM a\nPARAMETER main_gpu 1\n";
        assertThat(findings(text, withGpu(24 * GIB)))
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo("main_gpu 1 names no graphics card of test, which has 1; they are counted from 0. ollama"
                        + " create accepts it; loading the model then fails: invalid value for main_gpu. Remove the"
                        + " line.");
        assertThat(findings("FROM a\nPARAMETER main_gpu 0\n", withGpu(24 * GIB)))
                .isEmpty();
    }

    @Test
    void defaultContextFollowsTheGraphicsMemory() {
        assertThat(findings("FROM a\n", withGpu(24 * GIB))).isEmpty();
        assertThat(findings(
                        "FROM a\n",
                        withGpu(24 * GIB).withGpus(List.of(new HardwareProfile.Gpu("busy", 24 * GIB, 6 * GIB)))))
                .singleElement()
                .extracting(Finding::what)
                .asString()
                .startsWith("With a context of 32768 tokens, ");
    }

    private static List<Finding> findings(String text, HardwareProfile machine) {
        return check(text, machine).findings();
    }

    private static int gpuLayers(String text) {
        return check(text, withGpu(24 * GIB)).memory().orElseThrow().gpuLayers();
    }

    private static ModelfileCheck check(String text, HardwareProfile machine) {
        return ModelfileCheck.of(Modelfile.parse(text))
                .withMemory(new MemoryFit(MODEL, RunSettings.standard(4096), machine));
    }

    private static HardwareProfile ram(long bytes) {
        return new HardwareProfile("test", "cpu", 8, 16, bytes, bytes, List.of());
    }

    private static HardwareProfile withGpu(long vramBytes) {
        return ram(32 * GIB).withGpus(List.of(new HardwareProfile.Gpu("gpu", vramBytes, vramBytes)));
    }
}
