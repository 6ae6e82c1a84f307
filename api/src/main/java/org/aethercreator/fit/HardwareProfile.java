package org.aethercreator.fit;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A machine as far as language models care.
 *
 * @param name how a user calls it, such as {@code ryzen9-rtx-32gb}
 * @param physicalCores cores that compute; generation is fastest with one thread each
 * @param logicalCores hardware threads, at least as many
 * @param ramBytes memory of the machine, or the limit of the container that it is
 * @param availableRamBytes what new processes can take without swapping
 */
public record HardwareProfile(
        String name,
        String cpuName,
        int physicalCores,
        int logicalCores,
        long ramBytes,
        long availableRamBytes,
        List<Gpu> gpus) {
    /**
     * A graphics processor with memory of its own.
     *
     * @param freeVramBytes what is not taken by the desktop and other programs
     */
    public record Gpu(String name, long vramBytes, long freeVramBytes) {
        public Gpu {
            if (freeVramBytes < 0 || vramBytes < freeVramBytes) {
                throw new IllegalArgumentException("GPU '" + name + "' has " + freeVramBytes + " free bytes of "
                        + vramBytes + "; give sizes in bytes with free at most the whole");
            }
        }
    }

    public HardwareProfile {
        gpus = List.copyOf(gpus);
        if (physicalCores < 1 || logicalCores < physicalCores) {
            throw new IllegalArgumentException("machine '" + name + "' has " + physicalCores + " physical and "
                    + logicalCores + " logical cores; give at least 1, and as many logical as physical ones");
        }
        if (availableRamBytes < 0 || ramBytes < availableRamBytes) {
            throw new IllegalArgumentException("machine '" + name + "' has " + availableRamBytes
                    + " available bytes of " + ramBytes + "; give sizes in bytes with available at most the whole");
        }
    }

    /** Names that {@link #named} takes. */
    public static Set<String> names() {
        return NamedProfiles.names();
    }

    /**
     * A typical machine. Of its memory the operating system and a browser are taken to use a fifth, and a desktop to
     * use 1 GiB of the GPU's.
     *
     * @throws IllegalArgumentException if there is no profile of that name
     */
    public static HardwareProfile named(String name) {
        return NamedProfiles.find(name.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no hardware profile '" + name + "'; choose one of " + String.join(", ", names())
                                + ", or describe the machine with new HardwareProfile(…)"));
    }

    /** Free memory of all GPUs. */
    public long freeVramBytes() {
        return gpus.stream().mapToLong(Gpu::freeVramBytes).sum();
    }

    /** The same machine with another amount of available memory. */
    public HardwareProfile withAvailableRamBytes(long bytes) {
        return new HardwareProfile(name, cpuName, physicalCores, logicalCores, ramBytes, bytes, gpus);
    }

    /** The same machine with other GPUs. */
    public HardwareProfile withGpus(List<Gpu> others) {
        return new HardwareProfile(name, cpuName, physicalCores, logicalCores, ramBytes, availableRamBytes, others);
    }
}
