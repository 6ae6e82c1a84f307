/**
 * Numbers of weights in the types that files store them in, rounded as numpy and llama.cpp's converter round. Start at
 * {@link org.aethercreator.convert.numbers.NumberDecoder} and {@link org.aethercreator.convert.numbers.NumberEncoder}.
 * It knows no tensors and no files.
 */
@NullMarked
package org.aethercreator.convert.numbers;

import org.jspecify.annotations.NullMarked;
