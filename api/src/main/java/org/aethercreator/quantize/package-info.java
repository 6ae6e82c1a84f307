/**
 * Making a model smaller: stores the tensors of a GGUF model as types with fewer bits. Start at
 * {@link org.aethercreator.quantize.Quantizer}, and at {@link org.aethercreator.quantize.imatrix.ImportanceMatrices}
 * for what makes few bits lose less. It decides which tensor gets which type and writes the file's header; the numbers
 * are encoded by llama.cpp's own code in a worker process, about which it knows nothing.
 *
 * <p>Why our own driver and rules instead of llama.cpp's {@code llama_model_quantize}: the bundled natives do not
 * export it, and a driver of ours streams, can be cancelled, leaves no half-written file, and gives the same bytes
 * (compared with {@code llama-quantize} file by file in {@code RefereeTest}).
 */
@NullMarked
package org.aethercreator.quantize;

import org.jspecify.annotations.NullMarked;
