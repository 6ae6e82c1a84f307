package org.aethercreator.llamacpp;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A {@code struct ggml_tensor}, in the worker. Its layout on 64-bit machines has been the same from b4916 (March 2025)
 * to the builds of today; {@link #checkLayout} asks the library itself whether that holds.
 */
final class NativeTensor {
    static final int TYPE_F32 = 0;

    private static final int TYPE = 0;
    private static final int BUFFER = 8;
    private static final int SIZES = 16;
    private static final int STRIDES = 48;
    private static final int OPERATION = 80;
    private static final int SOURCES = 152;
    private static final int DATA = 248;
    private static final int NAME = 256;

    private static final int NAME_BYTES = 64;

    private final Pointer struct;

    NativeTensor(Pointer struct) {
        this.struct = struct;
    }

    /** Number of an operation, which changes from build to build. */
    static int operation(String name) {
        for (int number = 0; number < 64; number++) {
            if (GgmlLibrary.ggml_op_name(number).equals(name)) {
                return number;
            }
        }
        throw new IllegalStateException("this build of llama.cpp has no operation " + name);
    }

    /** Compares what the library says about a tensor in F32 that has data with what lies at the offsets. */
    void checkLayout() {
        boolean fits = NAME == Pointer.nativeValue(GgmlLibrary.ggml_get_name(struct)) - Pointer.nativeValue(struct)
                && Pointer.nativeValue(GgmlLibrary.ggml_get_data(struct)) == Pointer.nativeValue(data())
                && GgmlLibrary.ggml_op_desc(struct).equals(GgmlLibrary.ggml_op_name(operation()))
                && GgmlLibrary.ggml_nelements(struct) == size(0) * size(1) * size(2) * size(3)
                && GgmlLibrary.ggml_nbytes(struct) == lastByte();
        if (!fits) {
            throw new IllegalStateException("this build of llama.cpp lays out its tensors in another way than the "
                    + "builds that importance matrices can be collected with; use another native pack");
        }
    }

    private long lastByte() {
        long last = Float.BYTES;
        for (int dimension = 0; dimension < 4; dimension++) {
            last += (size(dimension) - 1) * stride(dimension);
        }
        return last;
    }

    /** The name without what schedulers put around it: {@code CUDA0#blk.0.attn_q.weight#0}. */
    String name() {
        byte[] bytes = struct.getByteArray(NAME, NAME_BYTES);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return plainName(new String(bytes, 0, end, StandardCharsets.UTF_8));
    }

    static String plainName(String name) {
        int start = name.indexOf('#') + 1;
        int end = name.indexOf('#', start);
        return name.substring(start, start > 0 && end >= 0 ? end : name.length());
    }

    int type() {
        return struct.getInt(TYPE);
    }

    int operation() {
        return struct.getInt(OPERATION);
    }

    /** Elements in a dimension, of which there are four; the first is that within a row. */
    long size(int dimension) {
        return struct.getLong(SIZES + 8L * dimension);
    }

    /** Bytes from one element of a dimension to the next. */
    long stride(int dimension) {
        return struct.getLong(STRIDES + 8L * dimension);
    }

    NativeTensor source(int index) {
        return new NativeTensor(struct.getPointer(SOURCES + 8L * index));
    }

    private @Nullable Pointer data() {
        return struct.getPointer(DATA);
    }

    /** Where its bytes are in this machine's memory: its own place, or {@code copy}, filled if it is on a GPU. */
    Pointer hostData(GrowingMemory copy) {
        Pointer buffer = struct.getPointer(BUFFER);
        Pointer data = data();
        if (data != null && buffer != null && GgmlLibrary.ggml_backend_buffer_is_host(buffer) != 0) {
            return data;
        }
        long bytes = GgmlLibrary.ggml_nbytes(struct);
        Memory target = copy.atLeast(bytes);
        GgmlLibrary.ggml_backend_tensor_get(struct, target, 0, bytes);
        return target;
    }

    /** Memory that is kept for the next tensor. */
    static final class GrowingMemory {
        private Memory memory = new Memory(1);

        Memory atLeast(long bytes) {
            if (memory.size() < bytes) {
                memory.close();
                memory = new Memory(bytes);
            }
            return memory;
        }
    }
}
