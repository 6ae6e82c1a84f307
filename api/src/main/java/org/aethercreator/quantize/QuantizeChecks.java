package org.aethercreator.quantize;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;

/** Finds out before hours of work what would go wrong at their end. */
final class QuantizeChecks {
    /** Padding, and what a header gets in addition. */
    private static final long SLACK_BYTES = 1L << 20;

    private QuantizeChecks() {}

    static void check(QuantizeRequest request, GgufFile source, List<QuantizationPlan> plans, MixtureTable table)
            throws IOException {
        plans.forEach(plan -> plan.steps().forEach(step -> checkReadable(step, table)));
        checkFolder(request.folder());
        for (QuantizationPlan plan : plans) {
            for (Path file : plan.files()) {
                checkTarget(request, file, source);
            }
        }
        long free = Files.getFileStore(request.folder()).getUsableSpace();
        long headerBytes = Math.max(0, source.sizeBytes() - source.model().weightBytes());
        checkSpace(request.folder(), free, headerBytes, plans);
    }

    static void checkModel(GgufFile source) {
        String kind = source.metadata().string("general.type").orElse("model");
        if (kind.equals("adapter")) {
            throw new IllegalArgumentException(source.path() + " is a LoRA adapter, which is used unquantized; "
                    + "quantize the model that it belongs to");
        }
        if (source.tensors().isEmpty()) {
            throw new IllegalArgumentException(
                    source.path() + " has no tensors, only a vocabulary; " + "name a model with weights");
        }
    }

    private static void checkReadable(QuantizationPlan.Step step, MixtureTable table) {
        GgmlType from = step.tensor().type();
        if (from != step.type() && !table.reads(from)) {
            throw new IllegalArgumentException("tensor '" + step.tensor().name() + "' is stored as " + from
                    + ", which the llama.cpp in use cannot decode; quantize from an F16, BF16 or F32 model");
        }
    }

    private static void checkFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(
                    folder.toString(), null, "the folder does not exist; create it or name another one");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": not a folder; name a folder to write in");
        }
        try {
            // Asking for permissions is not enough: the whole file system may be read-only.
            Files.delete(Files.createTempFile(folder, ".quantize", ".part"));
        } catch (IOException e) {
            throw new IOException(
                    folder + ": cannot write in this folder; change its permissions or name another one", e);
        }
    }

    private static void checkTarget(QuantizeRequest request, Path target, GgufFile source) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        for (Path file : source.files()) {
            if (Files.isSameFile(file, target)) {
                throw new IllegalArgumentException(target + " is both source and target; "
                        + "choose another type, or another folder for the result");
            }
        }
        if (!request.overwrite()) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "the file exists; delete it, name another folder, or ask to overwrite it");
        }
    }

    /** @param headerBytes of the source, which every result has as well */
    static void checkSpace(Path folder, long free, long headerBytes, List<QuantizationPlan> plans) throws IOException {
        long needed = plans.stream()
                .mapToLong(plan -> plan.weightBytes() + headerBytes + SLACK_BYTES)
                .sum();
        if (free < needed) {
            throw new IOException(folder + ": the disk has " + mib(free) + " MiB free, but the result takes up to "
                    + mib(needed) + " MiB; free some space or name a folder on another disk");
        }
    }

    private static long mib(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
