package org.aethercreator.fit;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;

/**
 * The memory that a model needs on a machine, and whether it is there.
 *
 * <p>Weights and key-value cache are exact (checked: SmolLM2-135M with 2048 tokens has a cache of 45.00 MiB by
 * llama-server's log and by this formula). The compute buffer is an estimate of what llama.cpp reserves for the largest
 * batch: the residual stream, the widest of feed-forward and attention scores, and the attention mask; for the same
 * model 15.4 MiB against 15.5 measured. Builds before the middle of 2025 also reserve logits for a whole batch, which
 * is not counted. Not counted either: the state of recurrent layers, adapters, image projectors, and the program
 * itself.
 */
public record MemoryFit(ModelFootprint model, RunSettings settings, HardwareProfile hardware) {
    /** Left free on every GPU and in RAM: the driver's own memory, and room for the estimate to be wrong. */
    public static final long RESERVE_BYTES = 512L << 20;

    /** llama.cpp rounds the cache up to this many tokens. */
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

    /** What {@code file} needs on {@code hardware}. */
    public static MemoryFit of(GgufFile file, RunSettings settings, HardwareProfile hardware) {
        return new MemoryFit(ModelFootprint.of(file), settings, hardware);
    }

    /** Bytes of all weights, as in the file. */
    public long weightBytes() {
        return model.weightBytes();
    }

    /** Bytes of the key-value cache over all layers and sequences. */
    public long keyValueBytes() {
        return model.layers().stream().mapToLong(this::keyValueBytes).sum();
    }

    /** Estimated bytes of the buffer for intermediate results, with the logits of one token per sequence. */
    public long computeBytes() {
        long batch = Math.min(settings.batchTokens(), cells(0));
        long context = cells(0);
        long residual = 3 * model.embeddingLength();
        long feedForward = 2 * model.feedForwardLength();
        long scores = settings.flashAttention() ? 0 : context * model.headCount();
        // The mask is 32-bit; flash attention takes a 16-bit copy of it.
        long mask = context * (settings.flashAttention() ? 6 : 4);
        long activations = 4 * batch * (residual + Math.max(feedForward, scores)) + batch * mask;
        return activations + 4 * model.vocabularySize() * settings.sequences();
    }

    /** Bytes of everything, if all of it is in one memory. */
    public long totalBytes() {
        return weightBytes() + keyValueBytes() + computeBytes();
    }

    /**
     * How many layers fit on the GPUs: what llama.cpp calls {@code n-gpu-layers} and Ollama {@code num_gpu}. The output
     * counts as one more layer, so the largest value is one more than the model has layers.
     */
    public int gpuLayers() {
        return new GpuPacking(this).layers();
    }

    /** Layers that could be on GPUs: those of the model and the output. */
    public int offloadableLayers() {
        return model.layers().size() + 1;
    }

    /** Bytes that the layers on the GPUs take there, with a compute buffer on each GPU in use. */
    public long vramBytes() {
        return new GpuPacking(this).vramBytes();
    }

    /** Bytes in RAM beside what is on the GPUs. */
    public long ramBytes() {
        int onGpu = gpuLayers();
        if (onGpu == 0) {
            return totalBytes();
        }
        List<ModelFootprint.Layer> layers = model.layers();
        long inRam = model.inputBytes();
        int layersInRam = Math.max(0, layers.size() - onGpu);
        for (ModelFootprint.Layer layer : layers.subList(0, layersInRam)) {
            inRam += layer.weightBytes() + keyValueBytes(layer);
        }
        boolean outputInRam = onGpu <= layers.size();
        return inRam + (outputInRam ? (model.outputIsInput() ? 0 : model.outputBytes()) + computeBytes() : 0);
    }

    /** Where the model runs with these settings. */
    public Placement placement() {
        int onGpu = gpuLayers();
        if (ramBytes() > Math.max(0, hardware.availableRamBytes() - RESERVE_BYTES)) {
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

    /** The longest context, in steps of 256 tokens, with which all layers stay on the GPUs; empty if with none. */
    public OptionalInt largestGpuContextTokens() {
        return largestContext(fit -> fit.placement() == Placement.GPU);
    }

    /** The same question with other settings. */
    public MemoryFit withSettings(RunSettings others) {
        return new MemoryFit(model, others, hardware);
    }

    long keyValueBytes(ModelFootprint.Layer layer) {
        long cells = settings.slidingWindow() ? cells(layer.windowTokens()) : cells(0);
        return bytes(settings.keyType(), layer.keyElements() * cells)
                + bytes(settings.valueType(), layer.valueElements() * cells);
    }

    /** Tokens that a layer keeps: those of its window and of the batch being computed, or the whole context. */
    private long cells(long windowTokens) {
        long context = roundUp((long) settings.contextTokens() * settings.sequences());
        long windowed = windowTokens * settings.sequences() + settings.batchTokens();
        return windowTokens == 0 ? context : Math.min(context, roundUp(windowed));
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

    private static long bytes(GgmlType type, long elements) {
        return elements / type.blockSize() * type.blockBytes();
    }

    private static long roundUp(long tokens) {
        return (tokens + CONTEXT_STEP - 1) / CONTEXT_STEP * CONTEXT_STEP;
    }
}
