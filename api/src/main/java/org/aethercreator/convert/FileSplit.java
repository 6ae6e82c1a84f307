package org.aethercreator.convert;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.gguf.GgufTensor;

/**
 * When a model goes into several files: the reference's {@code --split-max-size} and {@code --split-max-tensors}.
 *
 * @param mostBytes of tensors in a file; a larger tensor has a file of its own; 0 = no limit
 * @param mostTensors in a file; 0 = no limit
 */
public record FileSplit(long mostBytes, int mostTensors) {
    /** The count is stored in 16 bits. */
    private static final int MOST_FILES = 65_535;

    public FileSplit {
        if (mostBytes < 0 || mostTensors < 0) {
            throw new IllegalArgumentException("files of at most " + mostBytes + " bytes and " + mostTensors
                    + " tensors cannot hold anything; give positive numbers, or 0 for no limit");
        }
    }

    /** One file. */
    public static FileSplit none() {
        return new FileSplit(0, 0);
    }

    /** As many files as it takes. */
    public static FileSplit ofAtMost(long bytes) {
        return new FileSplit(bytes, 0);
    }

    /** The tensors of each file, in order. */
    List<List<GgufTensor>> divide(List<GgufTensor> tensors) {
        List<List<GgufTensor>> files = new ArrayList<>();
        List<GgufTensor> file = new ArrayList<>();
        long bytes = 0;
        for (GgufTensor tensor : tensors) {
            boolean full = (mostTensors > 0 && file.size() >= mostTensors)
                    || (mostBytes > 0 && bytes + tensor.sizeBytes() > mostBytes);
            if (full && !file.isEmpty()) {
                files.add(file);
                file = new ArrayList<>();
                bytes = 0;
            }
            file.add(tensor);
            bytes += tensor.sizeBytes();
        }
        files.add(file);
        if (files.size() > MOST_FILES) {
            throw new IllegalArgumentException("the model would take " + files.size() + " files; llama.cpp takes "
                    + MOST_FILES + ": allow larger ones");
        }
        return files;
    }
}
