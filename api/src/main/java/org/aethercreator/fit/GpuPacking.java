package org.aethercreator.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * Fills GPUs with layers from the last to the first, as llama.cpp chooses them, each GPU with its own compute buffer.
 * The output comes last: it is placed only when all layers are.
 */
final class GpuPacking {
    private final List<Long> free = new ArrayList<>();
    private final long computeBytes;
    private int layers;
    private long vramBytes;
    private int current;
    private boolean currentInUse;

    GpuPacking(MemoryFit fit) {
        computeBytes = fit.computeBytes();
        fit.hardware().gpus().forEach(gpu -> free.add(gpu.freeVramBytes() - MemoryFit.RESERVE_BYTES - computeBytes));
        List<ModelFootprint.Layer> all = fit.model().layers();
        for (int i = all.size() - 1; i >= 0; i--) {
            ModelFootprint.Layer layer = all.get(i);
            if (!place(layer.weightBytes() + fit.keyValueBytes(layer))) {
                return;
            }
        }
        place(fit.model().outputBytes());
    }

    int layers() {
        return layers;
    }

    long vramBytes() {
        return vramBytes;
    }

    private boolean place(long bytes) {
        while (current < free.size()) {
            if (free.get(current) >= bytes) {
                free.set(current, free.get(current) - bytes);
                vramBytes += bytes + (currentInUse ? 0 : computeBytes);
                currentInUse = true;
                layers++;
                return true;
            }
            current++;
            currentInUse = false;
        }
        return false;
    }
}
