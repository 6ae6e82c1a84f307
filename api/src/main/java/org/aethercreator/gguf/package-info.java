/**
 * The GGUF file format: what llama.cpp, Ollama and others keep a model in. Start at
 * {@link org.aethercreator.gguf.GgufFile} to read and {@link org.aethercreator.gguf.GgufWriter} to write. It knows
 * metadata, shapes and where bytes lie, not what a tensor's numbers mean: nothing here decodes a quantized block.
 *
 * <p>Why the header is read by plain reads and only tensor data is memory-mapped: a file that shrinks while it is
 * mapped faults inside the JVM, and headers come from strangers; a header is small, so nothing is lost.
 *
 * <p>Source: the <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF specification</a>, and
 * llama.cpp's {@code ggml/src/gguf.cpp} where the two differ.
 */
@NullMarked
package org.aethercreator.gguf;

import org.jspecify.annotations.NullMarked;
