package org.aethercreator.convert;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.storage.AtomicFile;

/** The files of a conversion while they are made: all appear under their names when all are complete, or none does. */
final class OutputFiles implements AutoCloseable {
    /** Padding between tensors, and a header with a large vocabulary. */
    private static final long SLACK_BYTES = 64L << 20;

    private final List<Path> paths;
    private final List<List<GgufTensor>> tensors;
    private final List<AtomicFile> files = new ArrayList<>();
    private final List<GgufTensor> placed = new ArrayList<>();

    /** @param tensors of each file, in order */
    OutputFiles(Path target, List<List<GgufTensor>> tensors) {
        this.tensors = tensors;
        this.paths = IntStream.range(0, tensors.size())
                .mapToObj(i -> GgufFile.shard(target, i, tensors.size()))
                .toList();
    }

    List<Path> paths() {
        return paths;
    }

    /** Says what stands in the way before any work is done. */
    void check(boolean overwrite) throws IOException {
        for (Path path : paths) {
            if (Files.exists(path) && !overwrite) {
                throw new FileAlreadyExistsException(
                        path.toString(), null, "the file exists; name another one, or allow to overwrite it");
            }
        }
        Path folder = paths.get(0).toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return; // creating the file says what is wrong
        }
        long needed = SLACK_BYTES
                + tensors.stream()
                        .flatMap(List::stream)
                        .mapToLong(GgufTensor::sizeBytes)
                        .sum();
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new IOException(folder + ": the disk has " + mib(free) + " MiB free, but the result takes up to "
                    + mib(needed) + " MiB; free some space or name a folder on another disk");
        }
    }

    /** Writes everything but the tensors' data; keys and values go into the first file. */
    void writeHeaders(Map<String, GgufValue> entries) throws IOException, InterruptedException {
        int tensorCount = tensors.stream().mapToInt(List::size).sum();
        for (int i = 0; i < paths.size(); i++) {
            AtomicFile file = AtomicFile.create(paths.get(i));
            files.add(file);
            GgufWriter writer = GgufWriter.create();
            if (i == 0) {
                entries.forEach(writer::set);
            }
            if (paths.size() > 1) {
                writer.set("split.no", GgufValue.integer(GgufType.UINT16, i));
                writer.set("split.count", GgufValue.integer(GgufType.UINT16, paths.size()));
                writer.set("split.tensors.count", GgufValue.integer(GgufType.INT32, tensorCount));
            }
            for (GgufTensor tensor : tensors.get(i)) {
                writer.tensor(tensor.name(), tensor.type(), tensor.shape());
            }
            placed.addAll(writer.writeHeader(file.temporary()));
        }
    }

    /** Where each tensor's data belongs. */
    List<GgufTensor> placed() {
        return placed;
    }

    void commit() throws IOException, InterruptedException {
        for (AtomicFile file : files) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before " + paths.get(0) + " was complete");
            }
            file.commit();
        }
    }

    @Override
    public void close() throws IOException {
        for (AtomicFile file : files) {
            file.close();
        }
    }

    private static long mib(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
