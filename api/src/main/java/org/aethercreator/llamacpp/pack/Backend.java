package org.aethercreator.llamacpp.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a build of llama.cpp computes on. */
public enum Backend {
    /** The processor alone. */
    CPU,
    /** NVIDIA GPUs. */
    CUDA,
    /** GPUs of any maker, through their Vulkan driver. */
    VULKAN,
    /** Apple's GPUs. */
    METAL;

    /** The name in lower case, as in file names and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The backend of this {@link #id()}, in upper or lower case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Backend parse(String id) {
        for (Backend backend : values()) {
            if (backend.id().equals(id.strip().toLowerCase(Locale.ROOT))) {
                return backend;
            }
        }
        String known = Arrays.stream(values()).map(Backend::id).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "\"" + id + "\" is no backend of llama.cpp that AetherCreator knows; choose one of " + known);
    }
}
