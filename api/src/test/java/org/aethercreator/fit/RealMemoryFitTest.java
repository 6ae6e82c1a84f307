package org.aethercreator.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.llamacpp.pack.InstalledCpuPack;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we compute beside what llama.cpp says that it allocates: its log has MiB with two decimals. */
@Tag("real")
class RealMemoryFitTest {
    private static final Pattern BUFFER = Pattern.compile("(model|KV|compute|output) +buffer size = +([0-9.]+) MiB");
    private static final HardwareProfile MACHINE = HardwareProfile.named("ryzen9-rtx-32gb");

    private static final List<GgmlType> TYPES = List.of(GgmlType.F16, GgmlType.Q8_0, GgmlType.Q4_0);
    private static final List<Integer> CONTEXTS = List.of(512, 2000, 2048, 4096, 8192);
    private static final List<Integer> BATCHES = List.of(128, 512);

    private static final Set<String> BUFFERS = Set.of("KV", "compute", "model", "output");

    private static Path gguf;
    private static ModelFootprint model;

    @BeforeAll
    static void open() throws Exception {
        gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        try (GgufFile file = GgufFile.open(gguf)) {
            model = ModelFootprint.of(file);
        }
    }

    /**
     * Each pair of a cache type, a context and a batch once at least: the cache goes by the first two, the buffers by
     * the last two, and none of our formulas has all three.
     */
    static Stream<Arguments> loads() {
        return all().filter(load -> {
            Object[] values = load.get();
            int row = TYPES.indexOf(values[0]) + CONTEXTS.indexOf(values[1]);
            return row % BATCHES.size() == BATCHES.indexOf(values[2]);
        });
    }

    static Stream<Arguments> otherLoads() {
        Set<List<Object>> tried = loads().map(load -> List.of(load.get())).collect(Collectors.toSet());
        return all().filter(load -> !tried.contains(List.of(load.get())));
    }

    private static Stream<Arguments> all() {
        return TYPES.stream().flatMap(type -> CONTEXTS.stream()
                .flatMap(context -> BATCHES.stream().map(batch -> Arguments.of(type, context, batch))));
    }

    @ParameterizedTest
    @MethodSource("loads")
    void theBundledBuildAllocatesWhatIsComputed(GgmlType cacheType, int contextTokens, int batchTokens)
            throws Exception {
        compare(LlamaCpp.bundled(), Engine.LLAMA_B4916, cacheType, contextTokens, batchTokens);
    }

    @ParameterizedTest
    @MethodSource("loads")
    void theNewestBuildAllocatesWhatIsComputed(GgmlType cacheType, int contextTokens, int batchTokens)
            throws Exception {
        compare(LlamaCpp.of(InstalledCpuPack.get()), Engine.LLAMA_LIBRARY, cacheType, contextTokens, batchTokens);
    }

    /** The combinations that tell nothing new; each takes the start of a worker. */
    @Tag("full")
    @ParameterizedTest
    @MethodSource("otherLoads")
    void bothBuildsAllocateWhatIsComputedForEveryCombination(GgmlType cacheType, int contextTokens, int batchTokens)
            throws Exception {
        theBundledBuildAllocatesWhatIsComputed(cacheType, contextTokens, batchTokens);
        theNewestBuildAllocatesWhatIsComputed(cacheType, contextTokens, batchTokens);
    }

    private static void compare(LlamaCpp llama, Engine engine, GgmlType cacheType, int contextTokens, int batchTokens)
            throws Exception {
        LoadOptions options = LoadOptions.standard()
                .withContextTokens(contextTokens)
                .withBatchTokens(batchTokens)
                .withCacheType(cacheType);
        RunSettings settings = RunSettings.of(engine, contextTokens)
                .withBatchTokens(batchTokens)
                .withCacheType(cacheType);
        MemoryFit fit = new MemoryFit(model, settings, MACHINE);
        Map<String, Double> allocated;
        try (LlamaModel loaded = llama.load(gguf, options, Progress.none())) {
            allocated = buffers(loaded);
        }
        assertThat(allocated).containsOnlyKeys(BUFFERS);
        assertThat(mebibytes(fit.keyValueBytes())).isEqualTo(rounded(allocated.getOrDefault("KV", 0.0)));
        assertThat(mebibytes(fit.weightBytes())).isEqualTo(rounded(allocated.getOrDefault("model", 0.0)));
        double compute = allocated.getOrDefault("compute", 0.0) + allocated.getOrDefault("output", 0.0);
        assertThat(fit.computeBytes() / 1048576.0).isCloseTo(compute, withinPercentage(5));
        double total =
                allocated.values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(fit.totalBytes() / 1048576.0).isCloseTo(total, withinPercentage(2.5));
    }

    /** The log takes another way than the answers, and may come a little later. */
    private static Map<String, Double> buffers(LlamaModel loaded) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Map<String, Double> sizes = loggedBuffers(loaded);
        while (!sizes.keySet().equals(BUFFERS) && System.nanoTime() < endNanos) {
            Thread.sleep(5);
            sizes = loggedBuffers(loaded);
        }
        return sizes;
    }

    private static Map<String, Double> loggedBuffers(LlamaModel loaded) {
        Map<String, Double> sizes = new TreeMap<>();
        for (String line : loaded.nativeLog()) {
            Matcher matcher = BUFFER.matcher(line);
            if (matcher.find()) {
                sizes.merge(matcher.group(1), Double.parseDouble(matcher.group(2)), Double::sum);
            }
        }
        return sizes;
    }

    private static String mebibytes(long bytes) {
        return rounded(bytes / 1048576.0);
    }

    /** As C's printf rounds: half to even. */
    private static String rounded(double mebibytes) {
        return new BigDecimal(mebibytes).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** llama-server of September 2026, processor only, 2048 tokens: 15.51 MiB to compute and 0.19 for the output. */
    @Test
    void theServerNeedsWhatItLogged() {
        MemoryFit fit = new MemoryFit(model, RunSettings.standard(2048), MACHINE);
        assertThat(fit.weightBytes() / 1048576.0).isCloseTo(92.10, within(0.01));
        assertThat(fit.keyValueBytes()).isEqualTo(2L * 30 * 3 * 64 * 2048 * 2).isEqualTo(45L << 20);
        assertThat(fit.computeBytes() / 1048576.0).isCloseTo(15.51 + 0.19, within(0.2));
        assertThat(fit.gpuLayers()).isEqualTo(31);
        assertThat(fit.largestGpuContextTokens()).hasValue(8192);
    }
}
