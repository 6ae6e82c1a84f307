/**
 * Text to token ids and back, exactly as Hugging Face's {@code tokenizers} does it, because it is that library. Start
 * at {@link org.aethercreator.tokenizer.Tokenizer}; {@link org.aethercreator.tokenizer.TokenizerFile} reads what a
 * {@code tokenizer.json} says without starting the library. It knows nothing of chat templates or of other tokenizer
 * files.
 *
 * <p>Why DJL's binding: it carries the library for Linux (x86_64, aarch64), macOS (aarch64) and Windows (x86_64) in one
 * jar of 19 MB, so nothing is downloaded. Its usage tracking is switched off, and its natives lie in our own cache.
 */
@NullMarked
package org.aethercreator.tokenizer;

import org.jspecify.annotations.NullMarked;
