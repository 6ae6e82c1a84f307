package org.aethercreator.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.HardwareProfile.Gpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardwareProbeTest {
    private static final HardwareProfile MACHINE =
            new HardwareProfile("m", "cpu", 8, 16, 64L << 30, 60L << 30, List.of());

    @TempDir
    Path root;

    @Test
    void thisMachineIsDetected() throws Exception {
        HardwareProfile machine = HardwareProbe.detect();
        assertThat(machine.logicalCores()).isGreaterThanOrEqualTo(machine.physicalCores());
        assertThat(machine.ramBytes()).isBetween(64L << 20, 1L << 50);
        assertThat(machine.availableRamBytes()).isPositive();
        assertThat(machine.cpuName()).isNotBlank();
    }

    @Test
    void version2LimitsOfAnyGroupAboveCount() throws Exception {
        write("proc/self/cgroup", "0::/user/pod\n");
        write("sys/fs/cgroup/user/memory.max", "4294967296\n");
        write("sys/fs/cgroup/user/memory.current", "2147483648\n");
        write("sys/fs/cgroup/user/memory.stat", "anon 1\ninactive_file 1073741824\n");
        write("sys/fs/cgroup/user/pod/memory.max", "max\n");
        write("sys/fs/cgroup/user/pod/cpu.max", "250000 100000\n");
        HardwareProfile limited = ContainerLimits.read(root).apply(MACHINE);
        assertThat(limited.ramBytes()).isEqualTo(4L << 30);
        assertThat(limited.availableRamBytes()).isEqualTo(3L << 30);
        assertThat(limited.logicalCores()).isEqualTo(3);
        assertThat(limited.physicalCores()).isEqualTo(3);
    }

    @Test
    void version1LimitsAreReadWhereTheContainerSeesItsOwnGroupAsTheRoot() throws Exception {
        write("proc/self/cgroup", "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1073741824\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "200000\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        HardwareProfile limited = ContainerLimits.read(root).apply(MACHINE);
        assertThat(limited.ramBytes()).isEqualTo(2L << 30);
        assertThat(limited.availableRamBytes()).isEqualTo(1L << 30);
        assertThat(limited.logicalCores()).isEqualTo(2);
    }

    @Test
    void withoutLimitsTheMachineStaysAsItIs() throws Exception {
        assertThat(ContainerLimits.read(root).apply(MACHINE)).isEqualTo(MACHINE);
        write("proc/self/cgroup", "5:memory:/\n0::/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory.max", "max\n");
        write("sys/fs/cgroup/cpu.max", "max 100000\n");
        assertThat(ContainerLimits.read(root).apply(MACHINE)).isEqualTo(MACHINE);
    }

    @Test
    void nvidiaSmiIsUnderstood() {
        assertThat(NvidiaSmi.parse(List.of("NVIDIA GeForce RTX 4070, 12282, 11013", "Orin, [N/A], [N/A]", "")))
                .containsExactly(new Gpu("NVIDIA GeForce RTX 4070", 12282L << 20, 11013L << 20));
    }

    @Test
    void nvidiaSmiThatIsAbsentFailsOrHangsMeansNoGpu() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(NvidiaSmi.gpus(List.of("no-such-program-anywhere"))).isEmpty();
            assertThat(NvidiaSmi.gpus(List.of("sh", "-c", "echo 'GPU, 2, 1'; exit 9")))
                    .isEmpty();
            assertThat(NvidiaSmi.gpus(List.of("sh", "-c", "echo 'GPU, 2, 1'; exec sleep 300")))
                    .isEmpty();
            assertThat(NvidiaSmi.gpus(List.of("echo", "GPU, 2, 1"))).containsExactly(new Gpu("GPU", 2 << 20, 1 << 20));
        });
    }

    @Test
    void amdCardsAreFoundInTheDriversFiles() throws Exception {
        write("drm/card0/device/mem_info_vram_total", "17163091968\n");
        write("drm/card0/device/mem_info_vram_used", "1073741824\n");
        write("drm/card1/device/mem_info_vram_total", "536870912\n");
        write("drm/card0-DP-1/status", "connected\n");
        assertThat(AmdGpus.gpus(root.resolve("drm")))
                .containsExactly(new Gpu("AMD card0", 17163091968L, 17163091968L - 1073741824L));
        assertThat(AmdGpus.gpus(root.resolve("absent"))).isEmpty();
    }

    private void write(String file, String content) throws Exception {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
