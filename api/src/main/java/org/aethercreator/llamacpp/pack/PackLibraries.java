package org.aethercreator.llamacpp.pack;

import java.nio.file.Path;

/**
 * The files of a pack, in the order in which they are to be opened: each needs the ones before it. A build may have all
 * in one file, which then stands for all three.
 *
 * @param ggmlBase types, quantizers and tensors
 * @param ggml finds the backends, which lie in its folder as libraries of their own
 * @param llama models, contexts and samplers
 */
public record PackLibraries(Path ggmlBase, Path ggml, Path llama) {
    public PackLibraries {
        ggmlBase = ggmlBase.toAbsolutePath();
        ggml = ggml.toAbsolutePath();
        llama = llama.toAbsolutePath();
    }

    static PackLibraries inOneFile(Path library) {
        return new PackLibraries(library, library, library);
    }

    /** Whether the backends are libraries of their own, to be loaded from {@link #backendFolder()}. */
    public boolean hasBackendFolder() {
        return !ggml.equals(llama);
    }

    /** Where libraries such as {@code libggml-cpu-haswell.so} and {@code libggml-cuda.so} lie. */
    public Path backendFolder() {
        return ggml.resolveSibling("");
    }
}
