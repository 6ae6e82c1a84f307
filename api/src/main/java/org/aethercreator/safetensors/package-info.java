/**
 * The safetensors file format: what Hugging Face keeps weights in. Start at
 * {@link org.aethercreator.safetensors.SafetensorsFile} to read a file or a model of several, and at
 * {@link org.aethercreator.safetensors.SafetensorsWriter} to write. It knows names, types, shapes and where bytes lie,
 * not what a model does with them: nothing here decodes a number.
 *
 * <p>Why a header is read token by token and not as a tree: a header comes from strangers and may have 100 MB, and a
 * tree of it takes ten times that.
 *
 * <p>Source: the <a href="https://github.com/huggingface/safetensors">format's description and reference
 * implementation</a> ({@code safetensors/src/tensor.rs}), as of version 0.8.
 */
@NullMarked
package org.aethercreator.safetensors;

import org.jspecify.annotations.NullMarked;
