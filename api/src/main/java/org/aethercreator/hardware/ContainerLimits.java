package org.aethercreator.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.aethercreator.fit.HardwareProfile;

/**
 * What the container of this process may use of the machine. A limit may be set on any group above the process's own;
 * the tightest counts.
 *
 * <p>Source: {@code Documentation/admin-guide/cgroup-v2.rst} and {@code cgroup-v1/memory.rst} of Linux.
 *
 * @param memoryBytes most memory; empty if unlimited
 * @param usedBytes memory in use under that limit, without file pages that can be dropped
 * @param cores processor time, in cores
 */
record ContainerLimits(OptionalLong memoryBytes, long usedBytes, OptionalDouble cores) {
    /** Version 1 writes a huge number for "no limit". */
    private static final long NO_LIMIT = 1L << 60;

    private static final ContainerLimits NONE = new ContainerLimits(OptionalLong.empty(), 0, OptionalDouble.empty());

    /** Reads the limits of this process below {@code root}, which is {@code /} but in tests. */
    static ContainerLimits read(Path root) {
        ContainerLimits tightest = NONE;
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length != 3) {
                continue;
            }
            Path mount = root.resolve("sys/fs/cgroup");
            List<String> controllers = List.of(parts[1].split(","));
            if (parts[0].equals("0")) {
                tightest = tightest.and(mount, parts[2], ContainerLimits::version2);
            } else if (controllers.contains("memory")) {
                tightest = tightest.and(mount.resolve("memory"), parts[2], ContainerLimits::version1Memory);
            } else if (controllers.contains("cpu")) {
                tightest = tightest.and(mount.resolve("cpu"), parts[2], ContainerLimits::version1Cores);
            }
        }
        return tightest;
    }

    HardwareProfile apply(HardwareProfile machine) {
        int most = (int) Math.ceil(cores.orElse(machine.logicalCores()));
        int logical = Math.max(1, Math.min(machine.logicalCores(), most));
        int physical = Math.min(machine.physicalCores(), logical);
        long ram = Math.min(machine.ramBytes(), memoryBytes.orElse(Long.MAX_VALUE));
        long left = memoryBytes.isEmpty() ? Long.MAX_VALUE : Math.max(0, memoryBytes.getAsLong() - usedBytes);
        long available = Math.min(ram, Math.min(machine.availableRamBytes(), left));
        return new HardwareProfile(
                machine.name(), machine.cpuName(), physical, logical, ram, available, machine.gpus());
    }

    @FunctionalInterface
    private interface GroupReader {
        ContainerLimits read(Path group);
    }

    /** Goes from the process's group up to the mount. Inside a container the path may not exist below the mount. */
    private ContainerLimits and(Path mount, String group, GroupReader reader) {
        List<Path> groups = new ArrayList<>(List.of(mount));
        for (Path part : Path.of(group.replaceFirst("^/+", ""))) {
            groups.add(groups.get(groups.size() - 1).resolve(part));
        }
        ContainerLimits tightest = this;
        for (Path path : groups) {
            tightest = tightest.tighter(reader.read(path));
        }
        return tightest;
    }

    private ContainerLimits tighter(ContainerLimits other) {
        boolean lessMemory =
                other.memoryBytes.orElse(NO_LIMIT) - other.usedBytes < memoryBytes.orElse(NO_LIMIT) - usedBytes;
        ContainerLimits memory = lessMemory ? other : this;
        boolean fewerCores = other.cores.orElse(Double.MAX_VALUE) < cores.orElse(Double.MAX_VALUE);
        return new ContainerLimits(memory.memoryBytes, memory.usedBytes, fewerCores ? other.cores : cores);
    }

    private static ContainerLimits version2(Path group) {
        String[] quota = String.join("", lines(group.resolve("cpu.max"))).split(" ");
        return new ContainerLimits(
                limit(group.resolve("memory.max")),
                used(group, "memory.current", "inactive_file "),
                quota.length == 2 ? cores(quota[0], quota[1]) : OptionalDouble.empty());
    }

    private static ContainerLimits version1Memory(Path group) {
        return new ContainerLimits(
                limit(group.resolve("memory.limit_in_bytes")),
                used(group, "memory.usage_in_bytes", "total_inactive_file "),
                OptionalDouble.empty());
    }

    private static ContainerLimits version1Cores(Path group) {
        return new ContainerLimits(
                OptionalLong.empty(),
                0,
                cores(
                        String.join("", lines(group.resolve("cpu.cfs_quota_us"))),
                        String.join("", lines(group.resolve("cpu.cfs_period_us")))));
    }

    private static OptionalLong limit(Path file) {
        OptionalLong value = number(String.join("", lines(file)));
        return value.isPresent() && value.getAsLong() < NO_LIMIT ? value : OptionalLong.empty();
    }

    private static long used(Path group, String usageFile, String droppableKey) {
        long usage = number(String.join("", lines(group.resolve(usageFile)))).orElse(0);
        long droppable = lines(group.resolve("memory.stat")).stream()
                .filter(line -> line.startsWith(droppableKey))
                .mapToLong(line -> number(line.substring(droppableKey.length())).orElse(0))
                .sum();
        return Math.max(0, usage - droppable);
    }

    /** A quota of {@code max} (version 2) or -1 (version 1) is none. */
    private static OptionalDouble cores(String quota, String period) {
        OptionalLong micros = number(quota);
        OptionalLong per = number(period);
        return micros.isPresent() && per.isPresent() && per.getAsLong() > 0
                ? OptionalDouble.of((double) micros.getAsLong() / per.getAsLong())
                : OptionalDouble.empty();
    }

    private static OptionalLong number(String text) {
        String digits = text.trim();
        return digits.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /** No lines if there is no such file: then there is no such limit. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
