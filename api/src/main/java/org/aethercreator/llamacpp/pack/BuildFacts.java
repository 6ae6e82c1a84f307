package org.aethercreator.llamacpp.pack;

import java.util.List;

/**
 * What a build of llama.cpp says of itself once it runs on this machine.
 *
 * @param release of llama.cpp, such as {@code v0.5.0}; empty if the build does not know
 * @param commit of ggml's sources, abbreviated; empty if the build does not know
 * @param processorVariant the generation of processors that its code is for, such as {@code zen4}; empty if there is
 *     but one
 * @param systemInfo instruction sets and features, as {@code llama_print_system_info} writes them
 * @param devices what it can compute on
 */
public record BuildFacts(
        String release, String commit, String processorVariant, String systemInfo, List<Device> devices) {
    /** A processor or GPU as ggml sees it. */
    public record Device(String name, String description, boolean gpu, long freeBytes, long totalBytes) {}

    public BuildFacts {
        devices = List.copyOf(devices);
    }

    public boolean hasGpu() {
        return devices.stream().anyMatch(Device::gpu);
    }
}
