package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncodeTest {
    private static final int ROW = 512;
    private static final int ROWS = 1100; // more than one unit, and the last one is shorter
    private static final int OFFSET = 96;

    @TempDir
    Path folder;

    private final LlamaCpp llama = LlamaCpp.bundled();

    @Test
    void eightBitsKeepEachNumberWithinHalfAStep() throws Exception {
        float[] numbers = randomNumbers();
        Path source = write("source", numbers);
        Path encoded = emptyFile("encoded");
        Path decoded = emptyFile("decoded");
        encode(job(source, 0, GgmlType.F32, encoded, OFFSET, GgmlType.Q8_0));
        encode(job(encoded, OFFSET, GgmlType.Q8_0, decoded, 0, GgmlType.F32));
        float[] back = readFloats(decoded);
        assertThat(back).hasSameSizeAs(numbers);
        for (int block = 0; block < numbers.length; block += 32) {
            double largest = 0;
            for (int i = block; i < block + 32; i++) {
                largest = Math.max(largest, Math.abs(numbers[i]));
            }
            double step = largest / 127;
            // half a step by rounding; the step itself is a half float: 127 steps of a relative error of 2^-11
            double bound = step * (0.5 + 127 * Math.pow(2, -11)) + 1e-7;
            for (int i = block; i < block + 32; i++) {
                assertThat(Math.abs(back[i] - numbers[i])).isLessThanOrEqualTo((float) bound);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "Q4_0", "Q4_1", "Q2_K", "Q4_K", "Q6_K", "IQ4_NL", "TQ1_0"})
    void numberOfThreadsDoesNotChangeTheBytes(GgmlType type) throws Exception {
        Path source = write("source", randomNumbers());
        Path one = emptyFile("one");
        Path three = emptyFile("three");
        encode(List.of(job(source, 0, GgmlType.F32, one, 0, type)), 1, Progress.none());
        encode(List.of(job(source, 0, GgmlType.F32, three, 0, type)), 3, Progress.none());
        assertThat(three).hasSize(ROWS * type.rowBytes(ROW)).hasSameBinaryContentAs(one);
    }

    @Test
    void equalTypesAreCopiedAndNothingElseIsWritten() throws Exception {
        byte[] content = new byte[(int) (ROWS * GgmlType.Q4_K.rowBytes(ROW))];
        new Random(1).nextBytes(content); // no valid Q4_K: a copy does not look inside
        Path source = Files.write(folder.resolve("source"), content);
        byte[] before = new byte[content.length + 2 * OFFSET];
        new Random(2).nextBytes(before);
        Path target = Files.write(folder.resolve("target"), before);
        encode(job(source, 0, GgmlType.Q4_K, target, OFFSET, GgmlType.Q4_K));
        byte[] expected = before.clone();
        System.arraycopy(content, 0, expected, OFFSET, content.length);
        assertThat(target).hasBinaryContent(expected);
    }

    @Test
    void progressCountsTheSourcesBytesAndNamesTheTensor() throws Exception {
        Path source = write("source", randomNumbers());
        Path target = emptyFile("target");
        List<ProgressUpdate> updates = Collections.synchronizedList(new ArrayList<>());
        EncodeResult result = encode(
                List.of(
                        job(source, 0, GgmlType.F32, target, 0, GgmlType.Q8_0),
                        job(source, 0, GgmlType.F32, target, ROWS * GgmlType.Q8_0.rowBytes(ROW), GgmlType.Q4_0)),
                2,
                updates::add);
        ProgressUpdate last = updates.get(updates.size() - 1);
        assertThat(last.total()).isEqualTo(2L * ROWS * ROW * Float.BYTES);
        assertThat(last.finished()).isTrue();
        assertThat(updates).anySatisfy(update -> assertThat(update.detail()).isEqualTo("blk.0.ffn_up.weight"));
        assertThat(result.elapsed()).isPositive();
        assertThat(result.peakResidentBytes()).isBetween(10L << 20, 300L << 20);
    }

    @Test
    void notANumberIsRefusedWithTheTensorsName() throws Exception {
        float[] numbers = randomNumbers();
        numbers[700 * ROW + 3] = Float.NaN;
        Path source = write("source", numbers);
        Path target = emptyFile("target");
        assertThatThrownBy(() -> encode(job(source, 0, GgmlType.F32, target, 0, GgmlType.Q8_0)))
                .isInstanceOf(LlamaCppException.class)
                .hasMessage("Tensor blk.0.ffn_up.weight of " + source + " holds numbers that Q8_0 cannot store (NaN, "
                        + "infinite or too large) in rows 512 to 767; the file is damaged or its model diverged: get or "
                        + "make it again.");
    }

    @Test
    void shortSourceIsRefused() throws Exception {
        Path source = Files.write(folder.resolve("source"), new byte[1000]);
        Path target = emptyFile("target");
        assertThatThrownBy(() -> encode(job(source, 0, GgmlType.F32, target, 0, GgmlType.Q8_0)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        source + " has 1000 bytes, but tensor blk.0.ffn_up.weight needs them up to 2252800; the file "
                                + "is truncated: get it again");
    }

    @Test
    void missingTargetIsRefused() throws Exception {
        Path source = write("source", randomNumbers());
        Path target = folder.resolve("none");
        assertThatThrownBy(() -> encode(job(source, 0, GgmlType.F32, target, 0, GgmlType.Q8_0)))
                .isInstanceOf(IOException.class)
                .hasMessage(target + " does not exist; name an existing file");
    }

    @Test
    void typesThatWouldEndTheProcessAreRefusedBefore() {
        Path file = folder.resolve("any");
        assertThatThrownBy(() -> encode(job(file, 0, GgmlType.F32, file, 0, GgmlType.IQ2_XXS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor blk.0.ffn_up.weight: IQ2_XXS needs an importance matrix, without which it would be "
                        + "noise; choose IQ2_S, IQ3_XXS or Q2_K instead");
        assertThatThrownBy(() -> encode(job(file, 0, GgmlType.F32, file, 0, GgmlType.MXFP4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "tensor blk.0.ffn_up.weight: llama.cpp b4916 cannot encode MXFP4; it can encode [");
        assertThatThrownBy(() -> encode(job(file, 0, GgmlType.I32, file, 0, GgmlType.F16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor blk.0.ffn_up.weight: llama.cpp b4916 cannot decode I32; copy the tensor as it is");
    }

    @Test
    void killedWorkerIsToldAndTheNextCallWorks() throws Exception {
        List<EncodeJob> jobs = longWork();
        LlamaCppException e = catchThrowableOfType(
                LlamaCppException.class,
                () -> encode(jobs, 1, update -> {
                    if (update.done() > 0) {
                        Workers.ofThisProcess().forEach(ProcessHandle::destroyForcibly);
                    }
                }));
        assertThat(e)
                .hasMessageStartingWith("llama.cpp: the worker process was ended by SIGKILL (another program killed "
                        + "it, or memory ran out) while it was needed for: encode.");
        assertThat(e.exitCode()).hasValue(128 + 9);
        assertThat(Workers.ofThisProcess()).isEmpty();
        assertThat(Workers.folders()).isEmpty();
        encode(jobs.get(0));
    }

    @Test
    void interruptEndsTheWorkAndLeavesNothing() throws Exception {
        List<EncodeJob> jobs = longWork();
        assertThatThrownBy(() -> encode(jobs, 1, update -> {
                    if (update.done() > 0) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(Workers.ofThisProcess()).isEmpty();
        assertThat(Workers.folders()).isEmpty();
    }

    @Test
    void allTargetsOfATensorGetWhatTheyWouldGetAlone() throws Exception {
        Path source = write("source", randomNumbers());
        List<GgmlType> types = List.of(GgmlType.Q4_K, GgmlType.F32, GgmlType.Q8_0, GgmlType.IQ4_NL);
        List<EncodeTarget> targets = new ArrayList<>();
        for (GgmlType type : types) {
            targets.add(EncodeTarget.to(type, emptyFile("together-" + type), 0));
        }
        encode(job(source, targets.toArray(EncodeTarget[]::new)));
        for (GgmlType type : types) {
            Path alone = emptyFile("alone-" + type);
            encode(job(source, 0, GgmlType.F32, alone, 0, type));
            assertThat(folder.resolve("together-" + type)).hasSameBinaryContentAs(alone);
        }
    }

    @Test
    void eachMatrixIsEncodedWithItsOwnImportance() throws Exception {
        Path source = write("source", randomNumbers());
        float[] first = randomImportance(1);
        float[] second = randomImportance(2);
        FloatBuffer both = FloatBuffer.allocate(2 * ROW).put(first).put(second).flip();
        Path experts = encodeAsQ4K(source, "experts", both);
        Path onlyFirst = encodeAsQ4K(source, "first", FloatBuffer.wrap(first));
        Path onlySecond = encodeAsQ4K(source, "second", FloatBuffer.wrap(second));
        int half = (int) (ROWS / 2 * GgmlType.Q4_K.rowBytes(ROW));
        byte[] bytes = Files.readAllBytes(experts);
        assertThat(Arrays.copyOf(bytes, half)).isEqualTo(Arrays.copyOf(Files.readAllBytes(onlyFirst), half));
        assertThat(Arrays.copyOfRange(bytes, half, 2 * half))
                .isEqualTo(Arrays.copyOfRange(Files.readAllBytes(onlySecond), half, 2 * half));
        assertThat(onlyFirst.toFile()).hasSize(2L * half);
        assertThat(Files.mismatch(onlyFirst, onlySecond)).isNotNegative();
    }

    private Path encodeAsQ4K(Path source, String name, FloatBuffer importance) throws Exception {
        Path target = emptyFile(name);
        encode(job(source, EncodeTarget.to(GgmlType.Q4_K, target, 0)).withImportance(importance));
        return target;
    }

    @Test
    void importanceLowersTheErrorThatItWeighs() throws Exception {
        Path source = write("source", randomNumbers());
        EncodeJob plain = job(source, EncodeTarget.measureOnly(GgmlType.Q2_K));
        EncodeJob weighted = plain.withImportance(FloatBuffer.wrap(randomImportance(1)));
        EncodeError before = encode(List.of(plain), 2, Progress.none()).errors().get(0);
        EncodeError after =
                encode(List.of(weighted), 2, Progress.none()).errors().get(0);
        assertThat(before.weightedSquares()).isZero();
        assertThat(after.squaredErrors()).isGreaterThan(before.squaredErrors());
        assertThat(after.weightedSquaredErrors() / after.weightedSquares())
                .isLessThan(0.8 * before.squaredErrors() / before.squares());
    }

    @Test
    void errorsAreThoseOfWhatWasWritten() throws Exception {
        float[] numbers = randomNumbers();
        Path source = write("source", numbers);
        Path encoded = emptyFile("encoded");
        Path decoded = emptyFile("decoded");
        EncodeError error = encode(
                        List.of(job(
                                source,
                                EncodeTarget.to(GgmlType.Q4_0, encoded, 0).withMeasured(true))),
                        2,
                        Progress.none())
                .errors()
                .get(0);
        encode(job(encoded, 0, GgmlType.Q4_0, decoded, 0, GgmlType.F32));
        float[] back = readFloats(decoded);
        double errors = 0;
        double products = 0;
        double squares = 0;
        double storedSquares = 0;
        for (int i = 0; i < numbers.length; i++) {
            errors += Math.pow((double) numbers[i] - back[i], 2);
            products += (double) numbers[i] * back[i];
            squares += Math.pow(numbers[i], 2);
            storedSquares += Math.pow(back[i], 2);
        }
        assertThat(error.tensor()).isEqualTo("blk.0.ffn_up.weight");
        assertThat(error.type()).isEqualTo(GgmlType.Q4_0);
        assertThat(error.count()).isEqualTo(numbers.length);
        assertThat(error.squaredErrors()).isCloseTo(errors, withinPercentage(1e-9));
        assertThat(error.products()).isCloseTo(products, withinPercentage(1e-9));
        assertThat(error.squares()).isCloseTo(squares, withinPercentage(1e-9));
        assertThat(error.storedSquares()).isCloseTo(storedSquares, withinPercentage(1e-9));
    }

    @Test
    void oneEncoderServesManyCalls() throws Exception {
        Path source = write("source", randomNumbers());
        try (LlamaEncoder encoder = llama.encoder()) {
            long process = encoder.processId();
            for (GgmlType type : List.of(GgmlType.Q8_0, GgmlType.Q4_0)) {
                Path target = emptyFile("target-" + type);
                encoder.encode(List.of(job(source, 0, GgmlType.F32, target, 0, type)), 2, Progress.none());
                assertThat(target).hasSize(ROWS * type.rowBytes(ROW));
                assertThat(encoder.processId()).isEqualTo(process);
            }
            Path absent = folder.resolve("none");
            assertThatThrownBy(() -> encoder.encode(
                            List.of(job(source, 0, GgmlType.F32, absent, 0, GgmlType.Q8_0)), 2, Progress.none()))
                    .isInstanceOf(IOException.class);
            encoder.encode(List.of(job(source, EncodeTarget.measureOnly(GgmlType.F16))), 2, Progress.none());
        }
        assertThat(Workers.ofThisProcess()).isEmpty();
    }

    @Test
    void importanceMustFitTheTensor() {
        EncodeJob job = job(folder.resolve("any"), EncodeTarget.measureOnly(GgmlType.Q8_0));
        assertThatThrownBy(() -> job.withImportance(FloatBuffer.allocate(3 * ROW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "tensor blk.0.ffn_up.weight has 1100 rows of 512 numbers, but 1536 importance values; there "
                                + "must be one for each number of a row, or that for each of several matrices of equally many "
                                + "rows: compute them with this model");
        assertThatThrownBy(() -> job.withImportance(FloatBuffer.allocate(ROW).put(5, Float.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor blk.0.ffn_up.weight has the importance NaN for number 5 of its rows; it must be "
                        + "finite and not negative: compute it again");
    }

    /** Minutes of work, unless it is stopped. */
    private List<EncodeJob> longWork() throws IOException {
        Path source = write("source", randomNumbers());
        Path target = emptyFile("target");
        return Collections.nCopies(2000, job(source, 0, GgmlType.F32, target, 0, GgmlType.Q2_K));
    }

    private void encode(EncodeJob job) throws Exception {
        encode(List.of(job), 2, Progress.none());
    }

    private EncodeResult encode(List<EncodeJob> jobs, int threads, Progress progress) throws Exception {
        try (LlamaEncoder encoder = llama.encoder()) {
            return encoder.encode(jobs, threads, progress);
        }
    }

    private static EncodeJob job(
            Path source, long sourceOffset, GgmlType from, Path target, long targetOffset, GgmlType to) {
        return EncodeJob.of(
                "blk.0.ffn_up.weight",
                source,
                sourceOffset,
                from,
                ROW,
                ROWS,
                EncodeTarget.to(to, target, targetOffset));
    }

    private static EncodeJob job(Path source, EncodeTarget... targets) {
        return EncodeJob.of("blk.0.ffn_up.weight", source, 0, GgmlType.F32, ROW, ROWS, targets);
    }

    private static float[] randomImportance(long seed) {
        Random random = new Random(seed);
        float[] values = new float[ROW];
        for (int i = 0; i < ROW; i++) {
            values[i] = (float) Math.exp(2 * random.nextGaussian());
        }
        return values;
    }

    private static float[] randomNumbers() {
        Random random = new Random(7);
        float[] numbers = new float[ROW * ROWS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (random.nextGaussian() * 0.05);
        }
        return numbers;
    }

    private Path write(String name, float[] numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return Files.write(folder.resolve(name), bytes.array());
    }

    private Path emptyFile(String name) throws IOException {
        return Files.createFile(folder.resolve(name));
    }

    private static float[] readFloats(Path file) throws IOException {
        float[] numbers = new float[(int) (Files.size(file) / Float.BYTES)];
        ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        return numbers;
    }
}
