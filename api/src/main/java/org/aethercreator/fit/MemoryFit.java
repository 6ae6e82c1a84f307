package org.aethercreator.fit;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.aethercreator.gguf.GgufFile;

/**
 * The memory that a model needs on a machine, and whether it is there.
 *
 * <p>Weights and cache are exact; the compute buffer is an estimate within a few percent (both checked against what
 * llama.cpp allocates by {@code RealMemoryFitTest}). Not counted: the buffers of an image projector, and the program
 * itself.
 *
 * @param companions what is loaded beside the model; on a machine with GPUs it takes its memory on the first of them
 */
public record MemoryFit(
        ModelFootprint model, RunSettings settings, HardwareProfile hardware, List<Companion> companions) {
    /** Left free on every GPU and in RAM: the driver's own memory, and room for the estimate to be wrong. */
    public static final long RESERVE_BYTES = 512L << 20;

    /** llama.cpp rounds the cache up to so many tokens. */
    private static final int CONTEXT_STEP = 256;
    /** Where the search for the largest context ends for models that do not tell their trained one. */
    private static final int LARGEST_CONTEXT = 1 << 20;

    /** Where a model runs. */
    public enum Placement {
        /** Everything but the token embedding is in the memory of the GPUs: full speed. */
        GPU,
        /** Some layers are on the GPUs, the others in RAM. */
        GPU_AND_RAM,
        /** Everything is in RAM. */
        RAM,
        /** There is not enough memory. */
        NONE
    }

    public MemoryFit {
        companions = List.copyOf(companions);
    }

    /** Of a model that runs alone. */
    public MemoryFit(ModelFootprint model, RunSettings settings, HardwareProfile hardware) {
        this(model, settings, hardware, List.of());
    }

    /** What {@code file} needs on {@code hardware}. */
    public static MemoryFit of(GgufFile file, RunSettings settings, HardwareProfile hardware) {
        return new MemoryFit(ModelFootprint.of(file), settings, hardware);
    }

    /** Bytes of all weights, as in the file. */
    public long weightBytes() {
        return model.weightBytes();
    }

    /** Bytes of the key-value cache over all layers and sequences, and of the state of recurrent layers. */
    public long keyValueBytes() {
        return need().cacheBytes();
    }

    /** Estimated bytes of the buffers for intermediate results and logits. */
    public long computeBytes() {
        return need().computeBytes();
    }

    /** Bytes of adapters, projector and draft model. */
    public long companionBytes() {
        return companions.stream()
                .mapToLong(companion -> companion.bytes(settings))
                .sum();
    }

    /** Bytes of everything, if all of it is in one memory. */
    public long totalBytes() {
        return need().totalBytes() + companionBytes();
    }

    /**
     * How many layers fit on the GPUs, as far as the settings allow them there: what llama.cpp calls
     * {@code n-gpu-layers} and Ollama {@code num_gpu}. The output counts as one more layer, so the largest value is one
     * more than the model has layers.
     */
    public int gpuLayers() {
        return new GpuPacking(this).layers();
    }

    /** Layers that could be on GPUs: those of the model and the output. */
    public int offloadableLayers() {
        return model.layers().size() + 1;
    }

    /** What lies in the GPUs' memory, with a compute buffer on each GPU in use. */
    public MemoryShare onGpus() {
        return new GpuPacking(this).share();
    }

    /** What lies in RAM. */
    public MemoryShare inRam() {
        int onGpu = gpuLayers();
        if (onGpu == 0) {
            return new MemoryShare(weightBytes(), keyValueBytes(), computeBytes(), companionBytes());
        }
        MemoryShare share = new MemoryShare(model.inputBytes(), 0, 0, 0);
        List<ModelFootprint.Layer> layers = model.layers();
        for (ModelFootprint.Layer layer : layers.subList(0, Math.max(0, layers.size() - onGpu))) {
            share = share.plus(share(layer));
        }
        boolean outputInRam = onGpu <= layers.size();
        return outputInRam
                ? share.plus(new MemoryShare(model.outputIsInput() ? 0 : model.outputBytes(), 0, computeBytes(), 0))
                : share;
    }

    /** Bytes that are needed in the GPUs' memory. */
    public long vramBytes() {
        return onGpus().totalBytes();
    }

    /** Bytes that are needed in RAM. */
    public long ramBytes() {
        return inRam().totalBytes();
    }

    /** Bytes that are missing in RAM, after the GPUs have taken what they can; 0 if it fits. */
    public long missingBytes() {
        return Math.max(0, ramBytes() - Math.max(0, hardware.availableRamBytes() - RESERVE_BYTES));
    }

    /** Where the model runs with these settings. */
    public Placement placement() {
        int onGpu = gpuLayers();
        if (missingBytes() > 0) {
            return Placement.NONE;
        }
        if (onGpu == offloadableLayers()) {
            return Placement.GPU;
        }
        return onGpu == 0 ? Placement.RAM : Placement.GPU_AND_RAM;
    }

    /** Whether it runs at all. */
    public boolean fits() {
        return placement() != Placement.NONE;
    }

    /** The longest context, in steps of 256 tokens, with which it still runs; empty if with none. */
    public OptionalInt largestContextTokens() {
        return largestContext(MemoryFit::fits);
    }

    /**
     * The longest context, in steps of 256 tokens, with which all layers stay on the GPUs; empty if with none, or if
     * the settings allow fewer.
     */
    public OptionalInt largestGpuContextTokens() {
        return largestContext(fit -> fit.placement() == Placement.GPU);
    }

    /** The same question with other settings. */
    public MemoryFit withSettings(RunSettings others) {
        return new MemoryFit(model, others, hardware, companions);
    }

    /** The same question for another machine. */
    public MemoryFit withHardware(HardwareProfile other) {
        return new MemoryFit(model, settings, other, companions);
    }

    /** The same question with other files beside the model. */
    public MemoryFit withCompanions(List<Companion> others) {
        return new MemoryFit(model, settings, hardware, others);
    }

    MemoryShare share(ModelFootprint.Layer layer) {
        return new MemoryShare(layer.weightBytes(), need().cacheBytes(layer), 0, 0);
    }

    private MemoryNeed need() {
        return new MemoryNeed(model, settings);
    }

    private OptionalInt largestContext(Predicate<MemoryFit> good) {
        long limit = model.trainedContextTokens() == 0 ? LARGEST_CONTEXT : model.trainedContextTokens();
        int low = 0;
        int high = (int) (Math.min(limit, LARGEST_CONTEXT) / CONTEXT_STEP);
        // More context never needs less memory, so the largest good one can be found by halving.
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (good.test(withSettings(settings.withContextTokens(middle * CONTEXT_STEP)))) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low == 0 ? OptionalInt.empty() : OptionalInt.of(low * CONTEXT_STEP);
    }
}
