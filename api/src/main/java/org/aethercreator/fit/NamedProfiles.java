package org.aethercreator.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The machines that can be called by name. First among them the one that AetherCreator has in mind. Memory of the cards
 * by NVIDIA's product pages, in GB that are powers of two: RTX 4050 Laptop 6, 4060 8, 4070 12, 4080 16, 4090 24, 5090
 * 32; the Ryzen 9 is a 7900X, that of the laptop a 7940HS.
 */
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
        ryzen9("ryzen9-rtx5090", "NVIDIA GeForce RTX 5090", 32);
        add("ryzen9-laptop-rtx4050", RYZEN_9, 8, 16, 32, List.of(gpu("NVIDIA GeForce RTX 4050 Laptop GPU", 6)));
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
        add(name, RYZEN_9, 12, 24, 32, List.of(gpu(gpu, vramGib)));
    }

    private static HardwareProfile.Gpu gpu(String name, int vramGib) {
        return new HardwareProfile.Gpu(name, vramGib * GIB, (vramGib - 1) * GIB);
    }

    private static void add(
            String name, String cpu, int cores, int threads, int ramGib, List<HardwareProfile.Gpu> gpus) {
        long ram = ramGib * GIB;
        PROFILES.put(name, new HardwareProfile(name, cpu, cores, threads, ram, ram / 5 * 4, gpus));
    }
}
