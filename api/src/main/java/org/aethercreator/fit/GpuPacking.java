package org.aethercreator.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * Fills GPUs with layers from the last to the first, as llama.cpp chooses them, each GPU with its own compute buffer.
 * The output comes last: it is placed only when all layers are. Companions take their memory on the first GPU
 * beforehand. No more layers are placed than the settings allow.
 */
final class GpuPacking {
    private final List<Long> free = new ArrayList<>();
    private final MemoryShare compute;
    private final int most;
    private int layers;
    private MemoryShare share = MemoryShare.NOTHING;
    private int current;
    private boolean currentInUse;

    GpuPacking(MemoryFit fit) {
        most = fit.settings().mostGpuLayers();
        compute = new MemoryShare(0, 0, fit.computeBytes(), 0);
        for (HardwareProfile.Gpu gpu : fit.hardware().gpus()) {
            long taken = free.isEmpty() ? fit.companionBytes() : 0;
            free.add(gpu.freeVramBytes() - MemoryFit.RESERVE_BYTES - fit.computeBytes() - taken);
        }
        List<ModelFootprint.Layer> all = fit.model().layers();
        int next = all.size() - 1;
        while (next >= 0 && place(fit.share(all.get(next)))) {
            next--;
        }
        if (next < 0) {
            place(new MemoryShare(fit.model().outputBytes(), 0, 0, 0));
        }
        if (layers > 0) {
            share = share.plus(new MemoryShare(0, 0, 0, fit.companionBytes()));
        }
    }

    int layers() {
        return layers;
    }

    MemoryShare share() {
        return share;
    }

    private boolean place(MemoryShare part) {
        while (current < free.size() && layers < most) {
            if (free.get(current) >= part.totalBytes()) {
                free.set(current, free.get(current) - part.totalBytes());
                share = share.plus(part).plus(currentInUse ? MemoryShare.NOTHING : compute);
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
