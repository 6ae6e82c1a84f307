package org.aethercreator.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/**
 * Memory figures of another process: Linux keeps both itself; elsewhere the peak is the largest value that was read.
 */
final class ProcessMemory {
    private final long processId;
    private long peakResidentBytes;

    ProcessMemory(long processId) {
        this.processId = processId;
    }

    /**
     * Reads them.
     *
     * @throws IOException if the process is gone
     */
    synchronized WorkerMemory read() throws IOException {
        Path status = Path.of("/proc", Long.toString(processId), "status");
        if (Files.exists(Path.of("/proc/self/status"))) {
            List<String> lines = Files.readAllLines(status);
            return new WorkerMemory(bytes(lines, "VmRSS:"), bytes(lines, "VmHWM:"));
        }
        OSProcess process = new SystemInfo().getOperatingSystem().getProcess(Math.toIntExact(processId));
        if (process == null) {
            throw new IOException("process " + processId + " is gone");
        }
        long residentBytes = process.getResidentSetSize();
        peakResidentBytes = Math.max(peakResidentBytes, residentBytes);
        return new WorkerMemory(residentBytes, peakResidentBytes);
    }

    private static long bytes(List<String> lines, String field) throws IOException {
        for (String line : lines) {
            if (line.startsWith(field)) {
                String kibibytes =
                        line.substring(field.length()).replace("kB", "").strip();
                return Long.parseLong(kibibytes) << 10;
            }
        }
        throw new IOException("the process is gone"); // one that ended and was not yet waited for has no such lines
    }
}
