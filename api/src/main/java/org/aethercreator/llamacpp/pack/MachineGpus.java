package org.aethercreator.llamacpp.pack;

import org.aethercreator.hardware.HardwareProbe;

/** Which backends the GPUs of a machine are good for. */
record MachineGpus(boolean nvidia, boolean amd, boolean apple) {
    static MachineGpus ofThisMachine(Platform platform) throws InterruptedException {
        boolean apple = platform.system() == Platform.OperatingSystem.MAC
                && platform.processor().equals("aarch64");
        return new MachineGpus(HardwareProbe.hasNvidiaGpu(), HardwareProbe.hasAmdGpu(), apple);
    }

    boolean suit(Backend backend) {
        return switch (backend) {
            case CPU -> true;
            case CUDA -> nvidia;
            case VULKAN -> nvidia || amd;
            case METAL -> apple;
        };
    }
}
