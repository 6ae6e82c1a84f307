/**
 * Importance matrices: how strongly a text drives each column of a model's weights, which tells a quantizer where to
 * spend its bits. Start at {@link org.aethercreator.quantize.imatrix.ImportanceMatrices}, which collects one, or
 * {@link org.aethercreator.quantize.imatrix.ImportanceMatrix}, which reads, merges and writes them in both of
 * llama.cpp's formats. It does not know what is made of them.
 */
@NullMarked
package org.aethercreator.quantize.imatrix;

import org.jspecify.annotations.NullMarked;
