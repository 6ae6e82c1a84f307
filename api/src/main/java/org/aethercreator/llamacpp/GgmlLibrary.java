package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code ggml.h} and its sister headers that we use, under their own names: those of
 * {@code ggml-base}, which most builds have in a library of its own. {@link LlamaLibrary#open} binds them.
 */
final class GgmlLibrary {
    private GgmlLibrary() {}

    static native Pointer ggml_get_type_traits(int type);

    static native long ggml_quantize_chunk(
            int type,
            Pointer source,
            Pointer target,
            long start,
            long rows,
            long rowElements,
            @Nullable Pointer importance);

    static native byte ggml_validate_row_data(int type, Pointer data, long bytes);

    static native String ggml_op_name(int operation);

    static native String ggml_op_desc(Pointer tensor);

    static native Pointer ggml_get_name(Pointer tensor);

    static native Pointer ggml_get_data(Pointer tensor);

    static native long ggml_nelements(Pointer tensor);

    static native long ggml_nbytes(Pointer tensor);

    static native byte ggml_backend_buffer_is_host(Pointer buffer);

    static native void ggml_backend_tensor_get(Pointer tensor, Pointer data, long offset, long bytes);
}
