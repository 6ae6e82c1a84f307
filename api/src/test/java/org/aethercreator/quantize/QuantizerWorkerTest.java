package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaCppException;
import org.aethercreator.llamacpp.LlamaEncoder;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.imatrix.ImatrixFormat;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.aethercreator.quantize.imatrix.RandomImportance;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Quantizing with the worker process: what it gives, and what is left when it is stopped. */
class QuantizerWorkerTest {
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void onePassGivesEachTypeTheBytesOfItsOwnPass() throws Exception {
        Path source = randomModel();
        List<QuantizedModel> together = quantize(
                QuantizeRequest.of(source, QuantizationType.Q4_K_M, QuantizationType.Q8_0, QuantizationType.Q2_K)
                        .withFolder(Files.createDirectory(folder.resolve("together"))));
        Path alone = Files.createDirectory(folder.resolve("alone"));
        for (QuantizedModel model : together) {
            Path file = quantize(QuantizeRequest.of(source, model.type()).withFolder(alone))
                    .get(0)
                    .path();
            assertThat(model.path()).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void aWorkerThatIsKeptServesOneCallAfterTheOtherAlsoAfterAStop() throws Exception {
        Path source = randomModel();
        Path own = quantize(QuantizeRequest.of(source, QuantizationType.Q4_K_M)
                        .withFolder(Files.createDirectory(folder.resolve("own"))))
                .get(0)
                .path();
        try (LlamaEncoder encoder = LlamaCpp.bundled().encoder()) {
            Quantizer quantizer = Quantizer.in(encoder);
            for (String round : List.of("first", "second")) {
                Path kept = quantizer
                        .quantize(
                                QuantizeRequest.of(source, QuantizationType.Q4_K_M)
                                        .withFolder(Files.createDirectory(folder.resolve(round))),
                                Progress.none())
                        .get(0)
                        .path();
                assertThat(kept).hasSameBinaryContentAs(own);
                Thread.currentThread().interrupt();
                assertThatThrownBy(() ->
                                quantizer.quantize(QuantizeRequest.of(source, QuantizationType.Q8_0), Progress.none()))
                        .isInstanceOf(InterruptedException.class);
            }
        }
        assertThat(folder).isDirectoryNotContaining("glob:**Q8_0**");
    }

    @Test
    void importanceChangesTheBytesAndIsNamedInTheMetadata() throws Exception {
        Path source = randomModel();
        Path file = folder.resolve("calibration.dat");
        RandomImportance.of(source).write(file, ImatrixFormat.LEGACY);
        QuantizeRequest request = QuantizeRequest.of(source, QuantizationType.IQ2_XS);
        assertThatThrownBy(() -> quantize(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("IQ2_XS gives garbage without an importance matrix; collect one from a calibration text "
                        + "and give it, or choose Q2_K");
        QuantizedModel model = quantize(request.withImportance(ImportanceMatrix.read(file), file)
                        .withMeasured(true))
                .get(0);
        try (GgufFile made = GgufFile.open(model.path())) {
            assertThat(made.metadata().string("quantize.imatrix.file")).hasValue(file.toString());
            assertThat(made.metadata().string("quantize.imatrix.dataset")).hasValue("random.txt");
            assertThat(made.metadata().integer("quantize.imatrix.entries_count"))
                    .hasValue(ImportanceMatrix.read(file).tensorNames().size());
            assertThat(made.metadata().integer("quantize.imatrix.chunks_count")).hasValue(7);
        }
        assertThat(model.errors())
                .filteredOn(error -> error.tensor().equals("blk.0.attn_q.weight"))
                .allSatisfy(error -> {
                    assertThat(error.type()).isEqualTo(GgmlType.IQ2_XS);
                    assertThat(error.weightedError()).isPresent();
                    assertThat(error.weightedError().getAsDouble()).isLessThan(error.relativeError());
                })
                .hasSize(1);
    }

    @Test
    void errorsAreToldOfEachTypeAndTensor() throws Exception {
        List<QuantizedModel> models =
                quantize(QuantizeRequest.of(randomModel(), QuantizationType.Q8_0, QuantizationType.Q4_0)
                        .withMeasured(true));
        List<TensorError> eight = models.get(0).errors();
        List<TensorError> four = models.get(1).errors();
        assertThat(eight).hasSize(30).allMatch(error -> error.type() == GgmlType.Q8_0);
        assertThat(four).hasSameSizeAs(eight);
        for (int i = 0; i < eight.size(); i++) {
            assertThat(four.get(i).tensor()).isEqualTo(eight.get(i).tensor());
            assertThat(eight.get(i).relativeError()).isBetween(1e-4, 0.02);
            assertThat(eight.get(i).cosine()).isBetween(0.9999, 1.0);
            assertThat(eight.get(i).weightedError()).isEmpty();
            boolean output = four.get(i).type() == GgmlType.Q6_K;
            assertThat(four.get(i).relativeError()).isGreaterThan(output ? 0.005 : 0.05);
        }
    }

    @Test
    void candidatesAreMeasuredWithoutWritingAnything() throws Exception {
        Path source = randomModel();
        List<GgmlType> candidates = List.of(GgmlType.Q8_0, GgmlType.Q4_K, GgmlType.IQ2_XS);
        List<TensorError> plain = Quantizer.bundled().measure(source, candidates, Optional.empty(), 2, Progress.none());
        assertThat(plain).hasSize(2 * 30).noneMatch(error -> error.type() == GgmlType.IQ2_XS);
        assertThat(plain.get(0).tensor()).isEqualTo("output.weight");
        assertThat(plain.get(0).sizeBytes()).isEqualTo(64 * 272);
        List<TensorError> weighted = Quantizer.bundled()
                .measure(source, candidates, Optional.of(RandomImportance.of(source)), 2, Progress.none());
        // The embedding has no importance, so it is not measured as what needs some.
        assertThat(weighted).hasSize(3 * 30 - 1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(source);
        }
    }

    @Test
    void aKilledWorkerIsToldAndNothingIsLeft() throws Exception {
        Path source = randomModel();
        QuantizeRequest request = QuantizeRequest.of(source, QuantizationType.Q4_K_M, QuantizationType.Q8_0);
        assertThatThrownBy(() -> Quantizer.bundled()
                        .quantize(request, update -> workers().forEach(ProcessHandle::destroyForcibly)))
                .isInstanceOf(LlamaCppException.class)
                .hasMessage("llama.cpp: the worker process was ended by SIGKILL (another program killed it, or memory"
                        + " ran out) while it was needed for: encode. This program is unharmed; to go on, load the"
                        + " model again or repeat the call.");
        assertThat(workers()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(source);
        }
        assertThat(quantize(request)).hasSize(2);
    }

    @Test
    void anInterruptLeavesNothing() throws Exception {
        Path source = randomModel();
        QuantizeRequest request = QuantizeRequest.of(source, QuantizationType.Q4_K_M, QuantizationType.Q8_0);
        assertThatThrownBy(() -> Quantizer.bundled()
                        .quantize(request, update -> Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(workers()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(source);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "file systems in memory can be mounted on Linux only")
    void aDiskThatFillsUpMeanwhileLeavesNothingAndSaysHowMuchIsMissing() throws Exception {
        Path source = sparseModel(64 * MEBIBYTE);
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString()),
                "only root can mount a small file system to fill");
        try {
            Path filler = disk.resolve("filler");
            assertThatThrownBy(() -> Quantizer.bundled()
                            .quantize(
                                    QuantizeRequest.of(source, QuantizationType.Q8_0)
                                            .withFolder(disk)
                                            .withThreads(1),
                                    update -> fill(filler, 40 * MEBIBYTE)))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(disk + ": the disk is full; what is still to be written needs \\d+ MiB more "
                            + "than the \\d+ MiB that are free: free some space or name a folder on another disk");
            try (Stream<Path> files = Files.list(disk)) {
                assertThat(files).containsExactly(filler);
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "memory of other processes is read from /proc, on Linux only")
    void memoryStaysSmallHoweverLargeATensorIs() throws Exception {
        Path source = sparseModel(1024 * MEBIBYTE);
        AtomicLong mostKibibytes = new AtomicLong();
        Quantizer.bundled()
                .quantize(QuantizeRequest.of(source, QuantizationType.Q4_0, QuantizationType.Q2_K), update -> workers()
                        .forEach(worker -> mostKibibytes.accumulateAndGet(anonymousKibibytes(worker), Math::max)));
        assertThat(mostKibibytes.get()).isBetween(1024L, 300 * 1024L);
    }

    /** A model of one tensor of halves, of which every 64th MiB has numbers and the rest is a hole in the file. */
    private Path sparseModel(long bytes) throws Exception {
        Path file = folder.resolve("sparse-F16.gguf");
        long rows = bytes / 2 / 4096;
        long offset = GgufWriter.create()
                .set("general.architecture", GgufValue.string("llama"))
                .set("llama.block_count", GgufValue.uint32(1))
                .tensor("blk.0.ffn_up.weight", GgmlType.F16, 4096, rows)
                .writeHeader(file)
                .get(0)
                .offset();
        byte[] halves = new byte[(int) MEBIBYTE];
        new Random(3).nextBytes(halves);
        for (int i = 1; i < halves.length; i += 2) {
            halves[i] &= (byte) 0xbf; // no exponent of infinity
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long at = 0; at < bytes; at += 64 * MEBIBYTE) {
                channel.write(ByteBuffer.wrap(halves), offset + at);
            }
        }
        return file;
    }

    private static void fill(Path file, long bytes) {
        try {
            if (!Files.exists(file)) {
                Files.write(file, new byte[(int) bytes]);
            }
        } catch (IOException e) {
            // full already, as it should be
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static long anonymousKibibytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // it has ended
        }
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("org.aethercreator.worker.WorkerMain"))
                .toList();
    }

    private Path randomModel() throws Exception {
        return new RandomModel("llama", 4, 256, 8, 4, 0, false, false).write(folder.resolve("model-F16.gguf"));
    }

    private static List<QuantizedModel> quantize(QuantizeRequest request) throws Exception {
        return Quantizer.bundled().quantize(request, Progress.none());
    }
}
