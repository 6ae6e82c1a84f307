package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.QuantizationType;
import org.aethercreator.quantize.QuantizeRequest;
import org.aethercreator.quantize.QuantizedModel;
import org.aethercreator.quantize.Quantizer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class RealKlDivergenceTest {
    @TempDir
    private static Path folder;

    private static Path gguf;
    private static Path base;
    private static Perplexity basePerplexity;

    @BeforeAll
    static void saveProbabilities() throws Exception {
        gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        base = folder.resolve("base.kld");
        try (LlamaModel model = load(gguf)) {
            basePerplexity = model.saveProbabilities(prose(), 256, 2, base, Progress.none());
            assertThat(basePerplexity.value())
                    .isCloseTo(
                            model.perplexity(prose(), 256, 2, Progress.none()).value(), within(1e-6));
        }
    }

    @Test
    void theFileHasTheSizeThatIsTold() {
        long row = 8 + 2 * 49152;
        assertThat(base).hasSize(20 + 4 * 2 * 256 + 2 * 127 * row);
    }

    @Test
    void aModelDoesNotDivergeFromItself() throws Exception {
        KlDivergence itself = divergence(gguf);
        assertThat(itself.mean()).isCloseTo(0, within(1e-4));
        assertThat(itself.largest()).isLessThan(1e-3);
        assertThat(itself.sameTopShare()).isGreaterThan(0.99);
        assertThat(itself.perplexity()).isCloseTo(basePerplexity.value(), within(1e-6));
        assertThat(itself.perplexityRatio()).isCloseTo(1, within(1e-3));
        assertThat(itself.scoredTokens()).isEqualTo(2 * 127);
        assertThat(itself.windows()).isEqualTo(2);
        assertThat(itself.windowTokens()).isEqualTo(256);
    }

    @Test
    void fewerBitsDivergeMore() throws Exception {
        Path eight = quantized(QuantizationType.Q8_0);
        Path two = quantized(QuantizationType.Q2_K);
        KlDivergence near = divergence(eight);
        KlDivergence far = divergence(two);
        assertThat(near.mean()).isBetween(0.0, 0.05);
        assertThat(far.mean()).isGreaterThan(5 * near.mean());
        assertThat(far.sameTopShare()).isLessThan(near.sameTopShare());
        assertThat(far.perplexityRatio()).isGreaterThan(1);
        assertThat(far.perplexityRatioStandardError()).isPositive();
        assertThat(far.median()).isBetween(0.0, far.ninetyNinth());
        assertThat(far.ninetyNinth()).isLessThanOrEqualTo(far.largest());
        assertThat(far.perplexityRatio()).isCloseTo(far.perplexity() / far.basePerplexity(), within(1e-9));
    }

    @Test
    void whatIsNoSuchFileIsRefused() throws Exception {
        try (LlamaModel model = load(gguf)) {
            assertThatThrownBy(() -> model.klDivergence(gguf, Progress.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            gguf + " holds no saved probabilities (it does not begin with _logits_); give a file that"
                                    + " saveProbabilities or llama-perplexity wrote.");
            Path cut = folder.resolve("cut.kld");
            Files.copy(base, cut);
            try (FileChannel file = FileChannel.open(cut, StandardOpenOption.WRITE)) {
                file.truncate(Files.size(base) - 1);
            }
            assertThatThrownBy(() -> model.klDivergence(cut, Progress.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(cut + " is damaged: for 2 windows of 256 tokens it should have " + Files.size(base)
                            + " bytes, but has " + Files.size(cut) + "; save it again.");
            assertThatThrownBy(() -> model.klDivergence(folder.resolve("none"), Progress.none()))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessage("There is no file " + folder.resolve("none")
                            + "; write it with saveProbabilities by the model that others are compared with.");
        }
    }

    @Test
    void anInterruptLeavesNoFile() throws Exception {
        Path target = folder.resolve("never.kld");
        try (LlamaModel model = load(gguf)) {
            assertThatThrownBy(() -> model.saveProbabilities(prose(), 256, 2, target, update -> Thread.currentThread()
                            .interrupt()))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(folder)
                .isDirectoryNotContaining(file -> file.getFileName().toString().contains("never"));
    }

    private static Path quantized(QuantizationType type) throws Exception {
        QuantizedModel model = Quantizer.bundled()
                .quantize(QuantizeRequest.of(gguf, type).withFolder(folder), Progress.none())
                .get(0);
        return model.path();
    }

    private static KlDivergence divergence(Path path) throws Exception {
        try (LlamaModel model = load(path)) {
            return model.klDivergence(base, Progress.none());
        }
    }

    private static LlamaModel load(Path path) throws Exception {
        return LlamaCpp.bundled().load(path, LoadOptions.standard().withContextTokens(512), Progress.none());
    }

    private static String prose() throws IOException {
        return Files.readString(Path.of("src/main/resources/org/aethercreator/bench/prose.txt"));
    }
}
