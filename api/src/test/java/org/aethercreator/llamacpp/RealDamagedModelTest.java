package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufFormatException;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a model's file holds, loading it and generating with it gives a text or an exception that says why not. */
@Tag("real")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RealDamagedModelTest {
    private static final GenerationOptions SHORT = GenerationOptions.greedy().withMaxTokens(4);

    @TempDir
    private Path folder;

    private Path gguf;
    private Path damaged;
    private long dataStart;

    @BeforeEach
    void copy() throws Exception {
        gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        damaged = folder.resolve("damaged.gguf");
        Files.copy(gguf, damaged);
        try (GgufFile file = GgufFile.open(gguf)) {
            dataStart = file.tensors().get(0).offset();
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(Workers.ofThisProcess()).isEmpty();
        assertThat(Workers.folders()).isEmpty();
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws Exception {
        long size = Files.size(gguf);
        for (long length : new long[] {
            size - 1,
            (size + dataStart) / 2,
            dataStart + 1,
            dataStart,
            dataStart - 1,
            dataStart / 2,
            1000,
            24,
            20,
            12,
            7,
            4,
            1,
            0
        }) {
            try (FileChannel file = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
                file.truncate(length);
            }
            assertThatThrownBy(this::use).as("%d bytes", length).isInstanceOf(GgufFormatException.class);
        }
    }

    @Test
    void hugeCountsAndAnotherByteOrderAreRefused() throws Exception {
        for (long[] change :
                new long[][] {{8, Long.MAX_VALUE}, {8, 1L << 40}, {16, -1}, {16, 1L << 50}, {24, 1L << 60}}) {
            put(change[0], ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, change[1]));
            assertThatThrownBy(this::use).as("%d at %d", change[1], change[0]).isInstanceOf(GgufFormatException.class);
            restore();
        }
        put(4, ByteBuffer.allocate(4).order(ByteOrder.BIG_ENDIAN).putInt(0, 3));
        assertThatThrownBy(this::use).isInstanceOf(GgufFormatException.class);
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThatThrownBy(() -> use(folder)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> use(folder.resolve("missing"))).isInstanceOf(IOException.class);
    }

    @Test
    void aHeaderThatDoesNotFitItsTensorsIsRefused() throws Exception {
        for (String key : List.of("embedding_length", "feed_forward_length", "block_count", "attention.head_count")) {
            Path wrong = folder.resolve(key + ".gguf");
            try (GgufFile file = GgufFile.open(gguf)) {
                GgufWriter.copyOf(file)
                        .set("llama." + key, GgufValue.uint32(40))
                        .write(wrong, Progress.none());
            }
            assertThatThrownBy(() -> use(wrong)).as(key).isInstanceOf(LlamaCppException.class);
            Files.delete(wrong);
        }
    }

    @Test
    void garbageInTheTensorsIsAnAnswerOrAnException() throws Exception {
        byte[] garbage = new byte[1 << 20];
        new Random(7).nextBytes(garbage);
        for (long at = dataStart; at + garbage.length < Files.size(damaged); at += garbage.length) {
            put(at, ByteBuffer.wrap(garbage));
        }
        assertThat(outcome()).isNotEmpty();
    }

    @Test
    void aFewMutatedFilesAreAnsweredOrRefused() throws Exception {
        mutate(12);
    }

    @Test
    @Tag("full")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void twoHundredMutatedFilesAreAnsweredOrRefused() throws Exception {
        mutate(200);
    }

    /** Changes a few bytes, most of them in the header, where they matter more. */
    private void mutate(int count) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (int seed = 0; seed < count; seed++) {
            Random random = new Random(seed);
            for (int i = random.nextInt(4); i >= 0; i--) {
                boolean header = random.nextInt(4) > 0;
                long at = header
                        ? (long) (Math.pow(random.nextDouble(), 3) * dataStart)
                        : dataStart + (long) (random.nextDouble() * (Files.size(gguf) - dataStart));
                put(at, ByteBuffer.wrap(new byte[] {(byte) random.nextInt(256)}));
            }
            outcomes.add(outcome());
            restore();
        }
        System.out.println(new TreeMap<>(
                outcomes.stream().collect(Collectors.groupingBy(String::toString, Collectors.counting()))));
        assertThat(outcomes).hasSize(count);
    }

    /** "text", or the kind of the exception; any other exception is thrown. */
    private String outcome() throws InterruptedException {
        try {
            use();
            return "text";
        } catch (IOException | GgufFormatException | LlamaCppException | IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(?s).{20,}");
            return e.getClass().getSimpleName();
        }
    }

    private void use() throws IOException, InterruptedException {
        use(damaged);
    }

    private static void use(Path file) throws IOException, InterruptedException {
        try (LlamaModel model =
                LlamaCpp.bundled().load(file, LoadOptions.standard().withContextTokens(256), Progress.none())) {
            model.generate("Once upon a time", SHORT, text -> {});
        }
    }

    private void put(long at, ByteBuffer bytes) throws IOException {
        try (FileChannel file = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
            file.write(bytes.duplicate(), at);
        }
    }

    /** Makes the header and what was changed behind it as they were. */
    private void restore() throws IOException {
        Files.copy(gguf, damaged, StandardCopyOption.REPLACE_EXISTING);
    }
}
