package org.aethercreator.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.progress.Progress;

/** Small files with every metadata type, and a mixture of tensor types. */
final class SampleGguf {
    private SampleGguf() {}

    static GgufWriter writer() {
        return GgufWriter.create()
                .set("general.architecture", GgufValue.string("llama"))
                .set("general.name", GgufValue.string("Größe 1"))
                .set("general.file_type", GgufValue.uint32(15))
                .set("llama.block_count", GgufValue.uint32(2))
                .set("llama.context_length", GgufValue.uint32(128))
                .set("llama.embedding_length", GgufValue.uint32(32))
                .set("llama.attention.head_count", GgufValue.uint32(4))
                .set("llama.attention.head_count_kv", GgufValue.integers(GgufType.INT32, 2, 1))
                .set("tokenizer.ggml.tokens", GgufValue.strings(List.of("<s>", "", "hé", "llo")))
                .set("tokenizer.chat_template", GgufValue.string("{{ messages }}"))
                .set("all.uint8", GgufValue.integer(GgufType.UINT8, 255))
                .set("all.int8", GgufValue.integer(GgufType.INT8, -128))
                .set("all.uint16", GgufValue.integer(GgufType.UINT16, 65535))
                .set("all.int16", GgufValue.integer(GgufType.INT16, -32768))
                .set("all.uint32", GgufValue.integer(GgufType.UINT32, 4294967295L))
                .set("all.int32", GgufValue.integer(GgufType.INT32, Integer.MIN_VALUE))
                .set("all.float32", GgufValue.real(GgufType.FLOAT32, 1e-5f))
                .set("all.bool", GgufValue.bool(true))
                .set("all.uint64", GgufValue.integer(GgufType.UINT64, -1))
                .set("all.int64", GgufValue.integer(GgufType.INT64, Long.MIN_VALUE))
                .set("all.float64", GgufValue.real(GgufType.FLOAT64, Math.PI))
                .set("all.floats", GgufValue.reals(GgufType.FLOAT32, 0.5, -2))
                .set("all.bools", GgufValue.bools(true, false))
                .set("all.empty", GgufValue.strings(List.of()))
                .tensor("token_embd.weight", GgmlType.Q8_0, 32, 4)
                .tensor("blk.0.attn_norm.weight", GgmlType.F32, 32)
                .tensor("blk.0.attn_q.weight", GgmlType.Q4_0, 32, 3, 2);
    }

    /** Writes the sample; byte {@code i} of every tensor is {@code i} modulo 256. */
    static Path write(Path target) throws IOException, InterruptedException {
        return write(writer(), target);
    }

    static Path write(GgufWriter writer, Path target) throws IOException, InterruptedException {
        writer.write(target, Progress.none(), (tensor, output) -> {
            byte[] data = new byte[(int) tensor.sizeBytes()];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) i;
            }
            output.write(ByteBuffer.wrap(data));
        });
        return target;
    }

    /** A buffer with the beginning of a header; the caller goes on putting. */
    static ByteBuffer header(int version, long tensors, long keys) {
        return ByteBuffer.allocate(4096)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'G', 'G', 'U', 'F'})
                .putInt(version)
                .putLong(tensors)
                .putLong(keys);
    }

    static ByteBuffer text(ByteBuffer buffer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return buffer.putLong(bytes.length).put(bytes);
    }
}
