/**
 * The way back: a GGUF model as the folder that {@code transformers} and other trainers read, so that it can be the
 * base of a fine-tuning. Start at {@link org.aethercreator.convert.export.HuggingFaceExporter}. It does not know where
 * the model came from: all it writes is read from the GGUF file.
 */
@NullMarked
package org.aethercreator.convert.export;

import org.jspecify.annotations.NullMarked;
