package org.aethercreator.quantize.imatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.aethercreator.bench.BenchmarkText;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.llamacpp.Perplexity;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.QuantizationType;
import org.aethercreator.quantize.QuantizeRequest;
import org.aethercreator.quantize.Quantizer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an importance matrix is for: the sample model, quantized with it, predicts a text that it was not collected from
 * better than without.
 */
@Tag("full")
class ImportanceHelpsTest {
    private static final int WINDOW_TOKENS = 512;

    @TempDir
    static Path folder;

    private static Path model;
    private static ImportanceMatrix matrix;

    @BeforeAll
    static void collect() throws Exception {
        model = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        ImatrixRequest request =
                ImatrixRequest.of(model, CalibrationText.bundled()).withOutput(folder.resolve("imatrix.gguf"));
        matrix = ImportanceMatrices.of(LlamaCpp.bundled())
                .collect(request, Progress.none())
                .matrix();
    }

    @ParameterizedTest
    @EnumSource(names = {"Q2_K", "IQ3_S", "Q4_K_M"})
    void perplexityIsLowerWithTheMatrix(QuantizationType type) throws Exception {
        QuantizeRequest request = QuantizeRequest.of(model, type).withOverwrite(true);
        Perplexity plain = perplexity(request.withFolder(folder));
        Perplexity weighted = perplexity(request.withFolder(folder).withImportance(matrix));

        System.out.printf(
                Locale.ROOT,
                "%s: perplexity %.2f without, %.2f with the matrix (+/- %.2f)%n",
                type,
                plain.value(),
                weighted.value(),
                weighted.standardError());
        assertThat(weighted.value()).isLessThan(plain.value());
    }

    private static Perplexity perplexity(QuantizeRequest request) throws Exception {
        Path file =
                Quantizer.bundled().quantize(request, Progress.none()).get(0).path();
        try (LlamaModel quantized = LlamaCpp.bundled().load(file, LoadOptions.standard(), Progress.none())) {
            return quantized.perplexity(
                    BenchmarkText.bundled().content(), WINDOW_TOKENS, Integer.MAX_VALUE, Progress.none());
        }
    }
}
