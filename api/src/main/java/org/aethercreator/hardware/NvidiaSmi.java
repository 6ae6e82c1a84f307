package org.aethercreator.hardware;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aethercreator.fit.HardwareProfile.Gpu;

/** Asks NVIDIA's driver for its GPUs through the program that comes with it. */
final class NvidiaSmi {
    static final List<String> COMMAND =
            List.of("nvidia-smi", "--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits");

    private static final System.Logger LOGGER = System.getLogger(NvidiaSmi.class.getName());
    private static final int TIMEOUT_SECONDS = 5;
    private static final long MIB = 1L << 20;

    private NvidiaSmi() {}

    /** The GPUs that {@code command} lists; none if it is absent, fails, or does not end in time. */
    static List<Gpu> gpus(List<String> command) throws InterruptedException {
        try {
            // A file, because reading a pipe cannot time out: a driver that hangs would hang us.
            Path output = Files.createTempFile("nvidia-smi", ".csv");
            try {
                return run(command, output) ? parse(Files.readAllLines(output)) : List.of();
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "no NVIDIA GPU: {0}", e.getMessage());
            return List.of();
        }
    }

    private static boolean run(List<String> command, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.log(
                        Level.WARNING,
                        "{0} did not answer within {1} s; its GPUs are not counted",
                        command.get(0),
                        TIMEOUT_SECONDS);
                return false;
            }
            return process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Lines such as {@code NVIDIA GeForce RTX 4070, 12282, 11013}, in MiB; others are passed over. */
    static List<Gpu> parse(List<String> lines) {
        List<Gpu> gpus = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split("\\s*,\\s*");
            int last = parts.length - 1;
            if (last >= 2 && parts[last].matches("\\d{1,9}") && parts[last - 1].matches("\\d{1,9}")) {
                long total = Long.parseLong(parts[last - 1]) * MIB;
                long free = Long.parseLong(parts[last]) * MIB;
                gpus.add(new Gpu(String.join(", ", List.of(parts).subList(0, last - 1)), total, Math.min(free, total)));
            }
        }
        return gpus;
    }
}
