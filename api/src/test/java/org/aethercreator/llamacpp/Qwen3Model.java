package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.progress.Progress;

/** A running model of the architecture qwen3, which is younger than b4916: random weights, another model's tokens. */
final class Qwen3Model {
    private static final int EMBEDDING = 64;
    private static final int HEAD = 32;
    private static final int FEED_FORWARD = 128;

    private Qwen3Model() {}

    static Path write(Path target, Path tokensFrom) throws IOException, InterruptedException {
        try (GgufFile source = GgufFile.open(tokensFrom)) {
            long vocabulary = source.tensors().stream()
                    .filter(tensor -> tensor.name().equals("token_embd.weight"))
                    .findFirst()
                    .orElseThrow()
                    .shape()
                    .get(1);
            GgufWriter writer = GgufWriter.metadataOf(source)
                    .set("general.architecture", GgufValue.string("qwen3"))
                    .set("general.file_type", GgufValue.uint32(0))
                    .set("qwen3.block_count", GgufValue.uint32(1))
                    .set("qwen3.context_length", GgufValue.uint32(128))
                    .set("qwen3.embedding_length", GgufValue.uint32(EMBEDDING))
                    .set("qwen3.feed_forward_length", GgufValue.uint32(FEED_FORWARD))
                    .set("qwen3.attention.head_count", GgufValue.uint32(EMBEDDING / HEAD))
                    .set("qwen3.attention.head_count_kv", GgufValue.uint32(EMBEDDING / HEAD))
                    .set("qwen3.attention.key_length", GgufValue.uint32(HEAD))
                    .set("qwen3.attention.value_length", GgufValue.uint32(HEAD))
                    .set("qwen3.attention.layer_norm_rms_epsilon", GgufValue.real(GgufType.FLOAT32, 1e-6))
                    .tensor("token_embd.weight", GgmlType.F32, EMBEDDING, vocabulary)
                    .tensor("output_norm.weight", GgmlType.F32, EMBEDDING)
                    .tensor("blk.0.attn_norm.weight", GgmlType.F32, EMBEDDING)
                    .tensor("blk.0.attn_q.weight", GgmlType.F32, EMBEDDING, EMBEDDING)
                    .tensor("blk.0.attn_k.weight", GgmlType.F32, EMBEDDING, EMBEDDING)
                    .tensor("blk.0.attn_v.weight", GgmlType.F32, EMBEDDING, EMBEDDING)
                    .tensor("blk.0.attn_output.weight", GgmlType.F32, EMBEDDING, EMBEDDING)
                    .tensor("blk.0.attn_q_norm.weight", GgmlType.F32, HEAD)
                    .tensor("blk.0.attn_k_norm.weight", GgmlType.F32, HEAD)
                    .tensor("blk.0.ffn_norm.weight", GgmlType.F32, EMBEDDING)
                    .tensor("blk.0.ffn_gate.weight", GgmlType.F32, EMBEDDING, FEED_FORWARD)
                    .tensor("blk.0.ffn_up.weight", GgmlType.F32, EMBEDDING, FEED_FORWARD)
                    .tensor("blk.0.ffn_down.weight", GgmlType.F32, FEED_FORWARD, EMBEDDING);
            Random random = new Random(1);
            writer.write(target, Progress.none(), (tensor, output) -> {
                ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
                while (bytes.hasRemaining()) {
                    bytes.putFloat((float) random.nextGaussian() / 8);
                }
                output.write(bytes.flip());
            });
        }
        return target;
    }
}
