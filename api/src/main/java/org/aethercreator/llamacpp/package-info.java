/**
 * llama.cpp's C API, called in a worker process: load a GGUF, tokenize, generate, perplexity, what activations meet its
 * weights, and ggml's quantizers. Start at {@link org.aethercreator.llamacpp.LlamaCpp}. It does not know which tensor
 * should get which type, what a Modelfile is, or how results are shown.
 *
 * <p>Why JNA on the C API and not the Java classes of the library that carries the natives: those abort the process on
 * bad arguments, keep it alive after use, and sweep the shared temporary folder.
 */
@NullMarked
package org.aethercreator.llamacpp;

import org.jspecify.annotations.NullMarked;
