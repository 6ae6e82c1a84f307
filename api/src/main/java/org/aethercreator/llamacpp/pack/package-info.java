/**
 * Which llama.cpp is used: the one that comes with AetherCreator, one installed from npm's prebuilt packages, or a
 * folder of the user's. Start at {@link org.aethercreator.llamacpp.pack.NativePacks}. It does not load libraries, and
 * does not know llama.cpp's functions or structures.
 *
 * <p>Why npm: {@code @node-llama-cpp} is the one registry package with current builds of llama.cpp for every platform,
 * with variants for each generation of processors and builds for GPUs, under the MIT licence.
 */
@NullMarked
package org.aethercreator.llamacpp.pack;

import org.jspecify.annotations.NullMarked;
