package org.aethercreator.llamacpp;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.llamacpp.LlamaLibrary.EvaluationCallback;
import org.aethercreator.llamacpp.LlamaLibrary.ProgressCallback;
import org.aethercreator.worker.WorkerErrorException;
import org.jspecify.annotations.Nullable;

/**
 * What differs between builds of llama.cpp: the layout of structures that are passed by value, and functions that were
 * renamed or got other arguments. One subclass for each layout that we know; what is the same in all of them is in
 * {@link LlamaLibrary}, {@link GgmlLibrary} and {@link LlamaStructures}.
 *
 * <p>Which one fits is not believed but seen: the library's own {@code *_default_params} must have the known defaults
 * at the places where we would write.
 */
abstract class LlamaAbi {
    /** No pooling: b4916 stops at making the graph of a mean. */
    static final int EACH_TOKEN = 0;

    /**
     * How a context is made; what is not here stays as llama.cpp has it.
     *
     * @param cacheType of keys and values; quantized ones need flash attention
     * @param observer watches every evaluation
     * @param sequences texts evaluated beside each other; the context is shared out to them
     * @param embeddings makes an embedding of each token, not logits
     */
    record ContextSettings(
            int contextTokens,
            int batchTokens,
            int threads,
            GgmlType cacheType,
            AbortSwitch abort,
            @Nullable EvaluationCallback observer,
            int sequences,
            boolean embeddings) {}

    /** A by-value structure that is larger than any we ask for, so that an unknown build cannot write past its end. */
    @Structure.FieldOrder("bytes")
    public static class Defaults extends Structure implements Structure.ByValue {
        private static final int LARGEST_STRUCTURE_BYTES = 512;

        public byte[] bytes = new byte[LARGEST_STRUCTURE_BYTES];
    }

    private static List<LlamaAbi> known() {
        return List.of(new LlamaAbiV04(), new LlamaAbiB4916());
    }

    /**
     * The one that fits a library, with its functions bound to it.
     *
     * @throws WorkerErrorException if none fits
     */
    static LlamaAbi of(NativeLibrary llama, Path file) {
        Defaults model = defaults(llama, "llama_model_default_params");
        Defaults context = defaults(llama, "llama_context_default_params");
        LlamaAbi abi = fitting(model.getPointer(), context.getPointer(), file);
        abi.bind(llama);
        return abi;
    }

    static LlamaAbi fitting(Pointer modelParameters, Pointer contextParameters, Path file) {
        List<String> misfits = new ArrayList<>();
        for (LlamaAbi abi : known()) {
            Optional<String> misfit = abi.misfit(modelParameters, contextParameters);
            if (misfit.isEmpty()) {
                return abi;
            }
            misfits.add("for " + abi.builds() + ", " + misfit.get());
        }
        throw new WorkerErrorException(
                WorkerErrorException.Kind.FAILURE,
                file + " is a build of llama.cpp that AetherCreator does not know: its default parameters do not lie "
                        + "where they should (" + String.join("; ", misfits) + "). Use a build of "
                        + known().stream().map(LlamaAbi::builds).collect(Collectors.joining(" or "))
                        + ": \"%llama install cpu\" gets one.");
    }

    private static Defaults defaults(NativeLibrary llama, String function) {
        return (Defaults) llama.getFunction(function).invoke(Defaults.class, new Object[0]);
    }

    /** The releases of llama.cpp that have this layout, in words. */
    abstract String builds();

    /** The first default that is not where it should be, in words. */
    abstract Optional<String> misfit(Pointer modelParameters, Pointer contextParameters);

    /** Binds the native methods of the subclass. */
    abstract void bind(NativeLibrary llama);

    /** @param gpuLayers -1 = as many as possible */
    abstract @Nullable Pointer loadModel(byte[] path, int gpuLayers, ProgressCallback onProgress);

    abstract @Nullable Pointer newContext(Pointer model, ContextSettings settings);

    /** Empties the context of all tokens. */
    abstract void clear(Pointer context);

    /** Forgets the tokens from a position on, of all sequences; false if the model cannot go back to there. */
    abstract boolean forgetFrom(Pointer context, int position);

    /** Adds adapters to the weights, each with its scale. */
    abstract void setAdapters(Pointer context, List<Pointer> adapters, List<Float> scales);

    abstract Pointer penaltiesSampler(
            int vocabularySize, int lastTokens, float repeat, float frequency, float presence);

    /** Whether device type 2 is a GPU that shares the processor's memory; it was an accelerator such as BLAS before. */
    abstract boolean hasIntegratedGpus();

    /** The first field of {@code structure}, laid over {@code memory}, that has not its default. */
    static Optional<String> misfit(Structure structure, Pointer memory, List<Map.Entry<String, Number>> defaults) {
        Structure laidOver = Structure.newInstance(structure.getClass(), memory);
        for (Map.Entry<String, Number> entry : defaults) {
            Number found = (Number) laidOver.readField(entry.getKey());
            if (found.doubleValue() != entry.getValue().doubleValue()) {
                return Optional.of(entry.getKey() + " is " + found + " and not " + entry.getValue());
            }
        }
        return Optional.empty();
    }
}
