package org.aethercreator.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aethercreator.progress.Progress;

/**
 * A whole model of llama's architecture with random weights of type F16, untied, that llama.cpp loads and runs: it
 * writes nonsense, but quickly.
 *
 * @param vocabulary number of tokens; at least 300
 */
public record ToyModel(int layers, int embedding, int feedForward, int heads, int vocabulary) {
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int BYTE = 6;
    private static final int FIRST_BYTE_TOKEN = 3;
    private static final int BLOCK = 1 << 20;

    /** 3 MB; loads, runs and is quantized in no time. */
    public static ToyModel small() {
        return new ToyModel(2, 256, 512, 4, 320);
    }

    /** 68 MB: takes seconds to be quantized. */
    public static ToyModel medium() {
        return new ToyModel(2, 1024, 2816, 16, 4000);
    }

    /** 1.09 GB. */
    public static ToyModel large() {
        return new ToyModel(8, 2048, 5632, 32, 32_000);
    }

    public Path write(Path target) throws IOException, InterruptedException {
        ByteBuffer halves = halves();
        Random random = new Random(7);
        writer().write(target, Progress.none(), (tensor, output) -> fill(tensor, output, halves, random));
        return target;
    }

    /** What is written, to be changed before. */
    public GgufWriter writer() {
        GgufWriter writer = GgufWriter.create()
                .set("general.architecture", GgufValue.string("llama"))
                .set("general.name", GgufValue.string("toy"))
                .set("general.file_type", GgufValue.uint32(1))
                .set("llama.block_count", GgufValue.uint32(layers))
                .set("llama.context_length", GgufValue.uint32(512))
                .set("llama.embedding_length", GgufValue.uint32(embedding))
                .set("llama.feed_forward_length", GgufValue.uint32(feedForward))
                .set("llama.attention.head_count", GgufValue.uint32(heads))
                .set("llama.rope.dimension_count", GgufValue.uint32(embedding / heads))
                .set("llama.attention.layer_norm_rms_epsilon", GgufValue.real(GgufType.FLOAT32, 1e-5));
        setVocabulary(writer);
        writer.tensor("token_embd.weight", GgmlType.F16, embedding, vocabulary);
        for (int i = 0; i < layers; i++) {
            String layer = "blk." + i + ".";
            writer.tensor(layer + "attn_norm.weight", GgmlType.F32, embedding)
                    .tensor(layer + "attn_q.weight", GgmlType.F16, embedding, embedding)
                    .tensor(layer + "attn_k.weight", GgmlType.F16, embedding, embedding)
                    .tensor(layer + "attn_v.weight", GgmlType.F16, embedding, embedding)
                    .tensor(layer + "attn_output.weight", GgmlType.F16, embedding, embedding)
                    .tensor(layer + "ffn_norm.weight", GgmlType.F32, embedding)
                    .tensor(layer + "ffn_gate.weight", GgmlType.F16, embedding, feedForward)
                    .tensor(layer + "ffn_up.weight", GgmlType.F16, embedding, feedForward)
                    .tensor(layer + "ffn_down.weight", GgmlType.F16, feedForward, embedding);
        }
        return writer.tensor("output_norm.weight", GgmlType.F32, embedding)
                .tensor("output.weight", GgmlType.F16, embedding, vocabulary);
    }

    /** SentencePiece's: every text is a sequence of bytes if of nothing else. */
    private void setVocabulary(GgufWriter writer) {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        double[] scores = new double[vocabulary];
        long[] types = new long[vocabulary];
        types[0] = UNKNOWN;
        types[1] = CONTROL;
        types[2] = CONTROL;
        for (int i = FIRST_BYTE_TOKEN; i < vocabulary; i++) {
            int value = i - FIRST_BYTE_TOKEN;
            tokens.add(value < 256 ? String.format("<0x%02X>", value) : "\u2581word" + i);
            scores[i] = -i;
            types[i] = value < 256 ? BYTE : NORMAL;
        }
        writer.set("tokenizer.ggml.model", GgufValue.string("llama"))
                .set("tokenizer.ggml.tokens", GgufValue.strings(tokens))
                .set("tokenizer.ggml.scores", GgufValue.reals(GgufType.FLOAT32, scores))
                .set("tokenizer.ggml.token_type", GgufValue.integers(GgufType.INT32, types))
                .set("tokenizer.ggml.bos_token_id", GgufValue.uint32(1))
                .set("tokenizer.ggml.eos_token_id", GgufValue.uint32(2));
    }

    private static void fill(GgufTensor tensor, TensorOutput output, ByteBuffer halves, Random random)
            throws IOException {
        if (tensor.type() == GgmlType.F32) {
            ByteBuffer ones = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
            while (ones.hasRemaining()) {
                ones.putFloat(1);
            }
            output.write(ones.flip());
            return;
        }
        // Numbers are costly to draw, so each piece begins elsewhere in the same million of them.
        long left = tensor.sizeBytes();
        while (left > 0) {
            int start = 2 * random.nextInt(BLOCK / 2);
            int bytes = (int) Math.min(left, halves.capacity() - start);
            output.write(halves.slice(start, bytes));
            left -= bytes;
        }
    }

    private static ByteBuffer halves() {
        Random random = new Random(42);
        ByteBuffer halves = ByteBuffer.allocate(2 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        while (halves.hasRemaining()) {
            halves.putShort(halfOf((float) random.nextGaussian() * 0.05f));
        }
        return halves;
    }

    /** Half precision, rounded towards zero; the values here are normal or zero. */
    private static short halfOf(float value) {
        int bits = Float.floatToIntBits(value);
        int exponent = ((bits >>> 23) & 0xff) - 127 + 15;
        int sign = (bits >>> 16) & 0x8000;
        return (short) (exponent <= 0 ? sign : sign | (exponent << 10) | ((bits >>> 13) & 0x3ff));
    }
}
