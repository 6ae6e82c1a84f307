package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.KlDivergence;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** llama-perplexity reads the predictions that we save, we read its own, and both find the same divergence. */
@Tag("referee")
class KlDivergenceRefereeTest {
    private static final Path PROSE = Path.of("src/main/resources/org/aethercreator/bench/prose.txt");

    @TempDir
    private Path folder;

    @Test
    void divergenceIsThatOfLlamaPerplexity() throws Exception {
        Path gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        Path twoBits = Quantizer.bundled()
                .quantize(QuantizeRequest.of(gguf, QuantizationType.Q2_K).withFolder(folder), Progress.none())
                .get(0)
                .path();
        Path ours = folder.resolve("ours.kld");
        Path theirs = folder.resolve("theirs.kld");
        try (LlamaModel model = load(gguf)) {
            model.saveProbabilities(Files.readString(PROSE), 256, 3, ours, Progress.none());
        }
        perplexity(gguf, theirs, "-f", PROSE.toString(), "--chunks", "3");
        assertThat(header(ours)).isEqualTo(header(theirs));
        assertThat(ours).hasSize(Files.size(theirs));

        String byTheirsOfOurs = perplexity(twoBits, ours, "--kl-divergence");
        try (LlamaModel model = load(twoBits)) {
            same(model.klDivergence(ours, Progress.none()), byTheirsOfOurs);
            same(model.klDivergence(theirs, Progress.none()), byTheirsOfOurs);
        }
    }

    /** Kernels of another build round differently, so that single tokens differ by a few per cent. */
    private static void same(KlDivergence ours, String theirs) {
        assertThat(ours.mean()).isCloseTo(number("Mean    KLD", theirs), within(0.02 * ours.mean()));
        assertThat(ours.median()).isCloseTo(number("Median  KLD", theirs), within(0.05 * ours.median()));
        assertThat(ours.ninetyNinth()).isCloseTo(number("99.0%   KLD", theirs), within(0.05 * ours.ninetyNinth()));
        assertThat(ours.largest()).isCloseTo(number("Maximum KLD", theirs), within(0.1 * ours.largest()));
        assertThat(100 * ours.sameTopShare()).isCloseTo(number("Same top p", theirs), within(1.5));
        assertThat(ours.perplexityRatio())
                .isCloseTo(number("Mean PPL(Q)/PPL(base)", theirs), within(0.02 * ours.perplexityRatio()));
        assertThat(ours.perplexityRatioStandardError())
                .isCloseTo(error("Mean PPL(Q)/PPL(base)", theirs), within(0.05 * ours.perplexityRatioStandardError()));
        assertThat(ours.standardError()).isCloseTo(error("Mean    KLD", theirs), within(0.05 * ours.standardError()));
    }

    private static double number(String name, String output) {
        return Double.parseDouble(line(name, output).group(1));
    }

    private static double error(String name, String output) {
        return Double.parseDouble(line(name, output).group(2));
    }

    private static Matcher line(String name, String output) {
        Matcher line = Pattern.compile(Pattern.quote(name) + "\\s*:\\s*([0-9.]+)(?:\\s*±\\s*([0-9.]+))?")
                .matcher(output);
        assertThat(line.find()).as("%s in %s", name, output).isTrue();
        return line;
    }

    private static String perplexity(Path model, Path base, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                LlamaTool.build("llama-perplexity").binary(),
                "-m",
                model.toString(),
                "-c",
                "256",
                "-t",
                "2",
                "--kl-divergence-base",
                base.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static byte[] header(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(20 + 4 * 3 * 256);
        }
    }

    private static LlamaModel load(Path path) throws Exception {
        return LlamaCpp.bundled().load(path, LoadOptions.standard().withContextTokens(256), Progress.none());
    }
}
