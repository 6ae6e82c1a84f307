package org.aethercreator.hardware;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.HardwareProfile.Gpu;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/**
 * Finds out what machine this is. The limits of a container (cgroup v1 and v2) count as the machine's own.
 *
 * <p>NVIDIA GPUs are asked through {@code nvidia-smi}, AMD ones through Linux' {@code amdgpu} driver. Memory that GPU
 * and processor share, as Apple's, is RAM here.
 */
public final class HardwareProbe {
    private HardwareProbe() {}

    /** Looks at the machine as it is now. Takes less than a second; at most five if a GPU's driver does not answer. */
    public static HardwareProfile detect() throws InterruptedException {
        SystemInfo system = new SystemInfo();
        CentralProcessor processor = system.getHardware().getProcessor();
        GlobalMemory memory = system.getHardware().getMemory();
        ContainerLimits limits = ContainerLimits.read(Path.of("/"));
        List<Gpu> gpus = new ArrayList<>(NvidiaSmi.gpus(NvidiaSmi.COMMAND, NvidiaSmi.TIMEOUT));
        gpus.addAll(AmdGpus.gpus(Path.of("/sys/class/drm")));
        return limits.apply(new HardwareProfile(
                "this machine",
                processor.getProcessorIdentifier().getName().trim(),
                Math.max(1, processor.getPhysicalProcessorCount()),
                Math.max(processor.getPhysicalProcessorCount(), processor.getLogicalProcessorCount()),
                memory.getTotal(),
                Math.min(memory.getTotal(), memory.getAvailable()),
                gpus));
    }

    /** Whether {@code nvidia-smi} lists a GPU; at most five seconds if its driver does not answer. */
    public static boolean hasNvidiaGpu() throws InterruptedException {
        return !NvidiaSmi.gpus(NvidiaSmi.COMMAND, NvidiaSmi.TIMEOUT).isEmpty();
    }

    /** Whether Linux' driver {@code amdgpu} has a GPU. */
    public static boolean hasAmdGpu() {
        return !AmdGpus.gpus(Path.of("/sys/class/drm")).isEmpty();
    }
}
