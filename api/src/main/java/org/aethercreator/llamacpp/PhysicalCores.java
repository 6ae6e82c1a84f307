package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.aethercreator.hardware.HardwareProbe;

/**
 * How many cores compute without sharing their arithmetic units: llama.cpp gets slower with a thread for each
 * hyper-thread.
 */
final class PhysicalCores {
    private static final Path LINUX_PROCESSORS = Path.of("/sys/devices/system/cpu");

    private PhysicalCores() {}

    /** At least 1, and at most what this process may use. */
    static int count() throws InterruptedException {
        int allowed = Runtime.getRuntime().availableProcessors();
        int cores;
        try {
            cores = Files.isDirectory(LINUX_PROCESSORS)
                    ? onLinux(LINUX_PROCESSORS)
                    : HardwareProbe.detect().physicalCores();
        } catch (IOException e) {
            return allowed;
        }
        return cores > 0 ? Math.min(cores, allowed) : allowed;
    }

    /** Processors that share a core name the same siblings; 0 if the kernel does not tell. */
    static int onLinux(Path processors) throws IOException {
        List<Path> folders;
        try (Stream<Path> children = Files.list(processors)) {
            folders = children.filter(child -> child.getFileName().toString().matches("cpu\\d+"))
                    .toList();
        }
        Set<String> cores = new HashSet<>();
        for (Path folder : folders) {
            Path siblings = folder.resolve("topology/thread_siblings_list"); // lacking: the processor is switched off
            if (Files.exists(siblings)) {
                cores.add(Files.readString(siblings));
            }
        }
        return cores.size();
    }
}
