package org.aethercreator.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The machines that can be called by name. First among them the one that AetherCreator has in mind. */
final class NamedProfiles {
    private static final long GIB = 1L << 30;
    private static final String RYZEN_9 = "AMD Ryzen 9";
    private static final Map<String, HardwareProfile> PROFILES = new LinkedHashMap<>();

    static {
        ryzen9("ryzen9-rtx-32gb", "NVIDIA GeForce RTX 4070", 12);
        ryzen9("ryzen9-rtx4060", "NVIDIA GeForce RTX 4060", 8);
        ryzen9("ryzen9-rtx4070", "NVIDIA GeForce RTX 4070", 12);
        ryzen9("ryzen9-rtx4080", "NVIDIA GeForce RTX 4080", 16);
        ryzen9("ryzen9-rtx4090", "NVIDIA GeForce RTX 4090", 24);
        add("laptop-8gb", "4-core laptop", 4, 8, 8, List.of());
        add("laptop-16gb", "8-core laptop", 8, 16, 16, List.of());
    }

    private NamedProfiles() {}

    static Set<String> names() {
        return Collections.unmodifiableSet(PROFILES.keySet());
    }

    static Optional<HardwareProfile> find(String name) {
        return Optional.ofNullable(PROFILES.get(name));
    }

    private static void ryzen9(String name, String gpu, int vramGib) {
        add(name, RYZEN_9, 12, 24, 32, List.of(new HardwareProfile.Gpu(gpu, vramGib * GIB, (vramGib - 1) * GIB)));
    }

    private static void add(
            String name, String cpu, int cores, int threads, int ramGib, List<HardwareProfile.Gpu> gpus) {
        long ram = ramGib * GIB;
        PROFILES.put(name, new HardwareProfile(name, cpu, cores, threads, ram, ram / 5 * 4, gpus));
    }
}
