package org.aethercreator.quantize.imatrix;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to collect an importance matrix from.
 *
 * @param model a GGUF model, or the first of its shards; the less it is quantized, the better the matrix
 * @param output the file to write; {@linkplain ImatrixFormat#of its name} says in which format
 * @param chunkTokens tokens that are evaluated together
 * @param maxChunks the text's first so many chunks are evaluated; 0 = all whole ones
 * @param observeOutput whether {@code output.weight} is observed as well, which {@code llama-imatrix} does not by
 *     itself
 * @param checkpointChunks how often a {@link #checkpoint()} is written, which also happens every minute
 * @param continueFrom a checkpoint or an importance matrix of the same model, text and settings to go on from
 * @param overwrite whether the output, or the checkpoint of an earlier collection, is replaced
 * @param threads 0 = the machine's physical cores
 * @param gpuLayers layers given to the GPU; 0 = none, -1 = as many as the native library can
 */
public record ImatrixRequest(
        Path model,
        CalibrationText text,
        Path output,
        int chunkTokens,
        int maxChunks,
        boolean observeOutput,
        int checkpointChunks,
        Optional<Path> continueFrom,
        boolean overwrite,
        int threads,
        int gpuLayers) {
    private static final int SMALLEST_CHUNK_TOKENS = 32;
    private static final Pattern ENDING = Pattern.compile("(-\\d{5}-of-\\d{5})?\\.gguf$", Pattern.CASE_INSENSITIVE);

    public ImatrixRequest {
        if (chunkTokens < SMALLEST_CHUNK_TOKENS) {
            throw new IllegalArgumentException(
                    "chunkTokens is " + chunkTokens + "; give at least " + SMALLEST_CHUNK_TOKENS + ", such as 512");
        }
        if (maxChunks < 0) {
            throw new IllegalArgumentException(
                    "maxChunks is " + maxChunks + "; give a positive number of chunks, or 0 for the whole text");
        }
        if (checkpointChunks < 1) {
            throw new IllegalArgumentException(
                    "checkpointChunks is " + checkpointChunks + "; give a positive number of chunks, such as 10");
        }
        if (threads < 0) {
            throw new IllegalArgumentException(
                    "threads is " + threads + "; give a positive number, or 0 for the machine's physical cores");
        }
    }

    /** The whole text in chunks of 512 tokens, with {@code MODEL.imatrix.gguf} beside the model as output. */
    public static ImatrixRequest of(Path model, CalibrationText text) {
        String name = ENDING.matcher(String.valueOf(model.getFileName())).replaceFirst("");
        Path output = model.toAbsolutePath().resolveSibling(name + ".imatrix.gguf");
        return new ImatrixRequest(model, text, output, 512, 0, false, 10, Optional.empty(), false, 0, -1);
    }

    /** Where the work so far is kept until it is complete: always a GGUF file, and itself an importance matrix. */
    public Path checkpoint() {
        return output.resolveSibling(output.getFileName() + ".checkpoint");
    }

    public ImatrixRequest withOutput(Path file) {
        return new ImatrixRequest(
                model,
                text,
                file,
                chunkTokens,
                maxChunks,
                observeOutput,
                checkpointChunks,
                continueFrom,
                overwrite,
                threads,
                gpuLayers);
    }

    public ImatrixRequest withChunkTokens(int tokens) {
        return new ImatrixRequest(
                model,
                text,
                output,
                tokens,
                maxChunks,
                observeOutput,
                checkpointChunks,
                continueFrom,
                overwrite,
                threads,
                gpuLayers);
    }

    public ImatrixRequest withMaxChunks(int chunks) {
        return new ImatrixRequest(
                model,
                text,
                output,
                chunkTokens,
                chunks,
                observeOutput,
                checkpointChunks,
                continueFrom,
                overwrite,
                threads,
                gpuLayers);
    }

    public ImatrixRequest withObserveOutput(boolean observed) {
        return new ImatrixRequest(
                model,
                text,
                output,
                chunkTokens,
                maxChunks,
                observed,
                checkpointChunks,
                continueFrom,
                overwrite,
                threads,
                gpuLayers);
    }

    public ImatrixRequest withCheckpointChunks(int chunks) {
        return new ImatrixRequest(
                model,
                text,
                output,
                chunkTokens,
                maxChunks,
                observeOutput,
                chunks,
                continueFrom,
                overwrite,
                threads,
                gpuLayers);
    }

    public ImatrixRequest withContinueFrom(Path earlier) {
        return new ImatrixRequest(
                model,
                text,
                output,
                chunkTokens,
                maxChunks,
                observeOutput,
                checkpointChunks,
                Optional.of(earlier),
                overwrite,
                threads,
                gpuLayers);
    }

    public ImatrixRequest withOverwrite(boolean replace) {
        return new ImatrixRequest(
                model,
                text,
                output,
                chunkTokens,
                maxChunks,
                observeOutput,
                checkpointChunks,
                continueFrom,
                replace,
                threads,
                gpuLayers);
    }

    public ImatrixRequest withThreads(int count) {
        return new ImatrixRequest(
                model,
                text,
                output,
                chunkTokens,
                maxChunks,
                observeOutput,
                checkpointChunks,
                continueFrom,
                overwrite,
                count,
                gpuLayers);
    }

    public ImatrixRequest withGpuLayers(int layers) {
        return new ImatrixRequest(
                model,
                text,
                output,
                chunkTokens,
                maxChunks,
                observeOutput,
                checkpointChunks,
                continueFrom,
                overwrite,
                threads,
                layers);
    }
}
