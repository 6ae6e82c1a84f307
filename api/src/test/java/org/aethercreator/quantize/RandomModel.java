package org.aethercreator.quantize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.gguf.TensorOutput;
import org.aethercreator.progress.Progress;

/**
 * Models with random weights in shapes that the mixtures distinguish; complete enough for llama-quantize, not for
 * running.
 *
 * @param heads query heads; the key-value heads are {@code heads / queriesPerKey}
 * @param fused whether query, key and value are one tensor
 * @param tied whether the output is the token embedding
 */
record RandomModel(
        String architecture,
        int layers,
        int embedding,
        int heads,
        int queriesPerKey,
        int experts,
        boolean fused,
        boolean tied) {
    private static final int VOCABULARY = 64;
    /** Too few for a real model; llama-quantize does not mind. */
    private static final int ROWS = 4;

    Path write(Path target) throws IOException, InterruptedException {
        GgufWriter writer = GgufWriter.create()
                .set("general.architecture", GgufValue.string(architecture))
                .set("general.file_type", GgufValue.uint32(1))
                .set("general.name", GgufValue.string("random"))
                .set(architecture + ".block_count", GgufValue.uint32(layers))
                .set(architecture + ".context_length", GgufValue.uint32(128))
                .set(architecture + ".embedding_length", GgufValue.uint32(embedding))
                .set(architecture + ".feed_forward_length", GgufValue.uint32(2L * embedding))
                .set(architecture + ".attention.head_count", GgufValue.uint32(heads))
                .set(architecture + ".attention.head_count_kv", GgufValue.uint32(heads / queriesPerKey))
                .set(architecture + ".attention.layer_norm_rms_epsilon", GgufValue.real(GgufType.FLOAT32, 1e-5))
                .set(architecture + ".attention.layer_norm_epsilon", GgufValue.real(GgufType.FLOAT32, 1e-5))
                .set(architecture + ".vocab_size", GgufValue.uint32(VOCABULARY));
        if (experts > 0) {
            writer.set(architecture + ".expert_count", GgufValue.uint32(experts))
                    .set(architecture + ".expert_used_count", GgufValue.uint32(2));
        }
        addTensors(writer);
        Random random = new Random(42);
        writer.write(target, Progress.none(), (tensor, output) -> fill(tensor, output, random));
        return target;
    }

    private void addTensors(GgufWriter writer) {
        writer.tensor("token_embd.weight", GgmlType.F16, embedding, VOCABULARY);
        for (int i = 0; i < layers; i++) {
            String layer = "blk." + i + ".";
            writer.tensor(layer + "attn_norm.weight", GgmlType.F32, embedding);
            if (fused) {
                writer.tensor(layer + "attn_qkv.weight", GgmlType.F16, embedding, ROWS);
            } else {
                writer.tensor(layer + "attn_q.weight", GgmlType.F16, embedding, ROWS)
                        .tensor(layer + "attn_k.weight", GgmlType.F16, embedding, ROWS)
                        .tensor(layer + "attn_v.weight", GgmlType.F16, embedding, ROWS);
            }
            writer.tensor(layer + "attn_output.weight", GgmlType.F16, embedding, ROWS);
            if (experts > 0) {
                writer.tensor(layer + "ffn_gate_inp.weight", GgmlType.F32, embedding, experts)
                        .tensor(layer + "ffn_gate_exps.weight", GgmlType.F16, embedding, ROWS, experts)
                        .tensor(layer + "ffn_up_exps.weight", GgmlType.F16, embedding, ROWS, experts)
                        .tensor(layer + "ffn_down_exps.weight", GgmlType.F16, 256, ROWS, experts);
            } else {
                writer.tensor(layer + "ffn_gate.weight", GgmlType.F16, embedding, ROWS)
                        .tensor(layer + "ffn_up.weight", GgmlType.BF16, embedding, ROWS)
                        .tensor(layer + "ffn_down.weight", GgmlType.F32, 256, ROWS);
            }
        }
        writer.tensor("output_norm.weight", GgmlType.F32, embedding);
        if (!tied) {
            writer.tensor("output.weight", GgmlType.F16, embedding, VOCABULARY);
        }
    }

    private static void fill(GgufTensor tensor, TensorOutput output, Random random)
            throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            float value = (float) random.nextGaussian() * 0.05f;
            if (tensor.type() == GgmlType.F32) {
                bytes.putFloat(value);
            } else if (tensor.type() == GgmlType.BF16) {
                bytes.putShort((short) (Float.floatToIntBits(value) >>> 16));
            } else {
                bytes.putShort(halfOf(value));
            }
        }
        output.write(bytes.flip());
    }

    /** Half precision, rounded towards zero; the values here are normal or zero. */
    private static short halfOf(float value) {
        int bits = Float.floatToIntBits(value);
        int exponent = ((bits >>> 23) & 0xff) - 127 + 15;
        int sign = (bits >>> 16) & 0x8000;
        return (short) (exponent <= 0 ? sign : sign | (exponent << 10) | ((bits >>> 13) & 0x3ff));
    }
}
