package org.aethercreator.quantize.imatrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.gguf.TensorOutput;
import org.aethercreator.progress.Progress;

/**
 * A small mixture of experts with random weights that llama.cpp runs: two layers, two of four experts for each token,
 * and the vocabulary of another model.
 */
final class ExpertModel {
    private static final int EMBEDDING = 64;
    private static final int HIDDEN = 96;
    private static final int HEADS = 4;
    private static final int EXPERTS = 4;

    private ExpertModel() {}

    static Path write(Path target, Path vocabulary) throws IOException, InterruptedException {
        try (GgufFile source = GgufFile.open(vocabulary)) {
            long tokens = source.metadata().sizeOf("tokenizer.ggml.tokens").orElseThrow();
            GgufWriter writer = GgufWriter.metadataOf(source)
                    .set("general.architecture", GgufValue.string("llama"))
                    .set("llama.block_count", GgufValue.uint32(2))
                    .set("llama.embedding_length", GgufValue.uint32(EMBEDDING))
                    .set("llama.feed_forward_length", GgufValue.uint32(HIDDEN))
                    .set("llama.attention.head_count", GgufValue.uint32(HEADS))
                    .set("llama.attention.head_count_kv", GgufValue.uint32(HEADS))
                    .set("llama.rope.dimension_count", GgufValue.uint32(EMBEDDING / HEADS))
                    .set("llama.expert_count", GgufValue.uint32(EXPERTS))
                    .set("llama.expert_used_count", GgufValue.uint32(2))
                    .tensor("token_embd.weight", GgmlType.F32, EMBEDDING, tokens)
                    .tensor("output_norm.weight", GgmlType.F32, EMBEDDING);
            for (int i = 0; i < 2; i++) {
                addLayer(writer, "blk." + i + ".");
            }
            Random random = new Random(42);
            writer.write(target, Progress.none(), (tensor, output) -> fill(tensor, output, random));
            return target;
        }
    }

    private static void addLayer(GgufWriter writer, String layer) {
        for (String kind : new String[] {"attn_norm", "ffn_norm"}) {
            writer.tensor(layer + kind + ".weight", GgmlType.F32, EMBEDDING);
        }
        for (String kind : new String[] {"attn_q", "attn_k", "attn_v", "attn_output"}) {
            writer.tensor(layer + kind + ".weight", GgmlType.F32, EMBEDDING, EMBEDDING);
        }
        writer.tensor(layer + "ffn_gate_inp.weight", GgmlType.F32, EMBEDDING, EXPERTS)
                .tensor(layer + "ffn_gate_exps.weight", GgmlType.F32, EMBEDDING, HIDDEN, EXPERTS)
                .tensor(layer + "ffn_up_exps.weight", GgmlType.F32, EMBEDDING, HIDDEN, EXPERTS)
                .tensor(layer + "ffn_down_exps.weight", GgmlType.F32, HIDDEN, EMBEDDING, EXPERTS);
    }

    private static void fill(GgufTensor tensor, TensorOutput output, Random random) throws IOException {
        ByteBuffer row =
                ByteBuffer.allocate((int) (Float.BYTES * tensor.rowElements())).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < tensor.rows(); i++) {
            row.clear();
            while (row.hasRemaining()) {
                row.putFloat((float) random.nextGaussian());
            }
            output.write(row.flip());
        }
    }
}
