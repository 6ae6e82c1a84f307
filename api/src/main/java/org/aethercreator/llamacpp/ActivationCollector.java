package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Watches llama.cpp multiply, in the worker: for each weight matrix, adds up the squares of the activations that it is
 * multiplied by. What is watched, and in which order floats are added, is as in {@code llama-imatrix}, so that sums are
 * equal to the last bit where the same library computes on the same processor.
 *
 * <p>Rows of activations are taken over in bulk; their squares are added by all cores, each for its own columns.
 */
final class ActivationCollector implements LlamaLibrary.EvaluationCallback {
    private static final String LAYERS = "blk.";
    private static final String OUTPUT = "output.weight";

    /** What the output matrix is multiplied by. All watched multiplications come before. */
    private static final String LAST_HIDDEN = "result_norm";

    /** As in llama-imatrix: smaller batches are of generation. */
    private static final int FEWEST_ROWS = 16;

    private static final int PARALLEL_ELEMENTS = 1 << 16;

    private final int multiply = NativeTensor.operation("MUL_MAT");
    private final int multiplyByExpert = NativeTensor.operation("MUL_MAT_ID");
    private final Map<String, ActivationSums> sums = new TreeMap<>();
    private final NativeTensor.GrowingMemory activations = new NativeTensor.GrowingMemory();
    private final NativeTensor.GrowingMemory chosen = new NativeTensor.GrowingMemory();
    private final int cores = Runtime.getRuntime().availableProcessors();
    private float[] rows = new float[0];
    private boolean withOutput;
    private boolean layoutChecked;
    private @Nullable Throwable failure;

    /**
     * Continues from these sums.
     *
     * @param observeOutput whether {@code output.weight} is observed
     */
    void begin(Collection<ActivationSums> known, boolean observeOutput) {
        withOutput = observeOutput;
        sums.clear();
        known.forEach(tensor -> sums.put(tensor.name(), tensor));
    }

    Collection<ActivationSums> sums() {
        return sums.values();
    }

    /**
     * Called twice for each operation: first to ask whether its result is wanted, then, if so, after it was computed.
     *
     * @return whether it is wanted; then, whether to go on with the evaluation
     */
    @Override
    public byte invoke(Pointer operation, byte ask, @Nullable Pointer userData) {
        if (failure != null) {
            return 0;
        }
        try {
            NativeTensor result = new NativeTensor(operation);
            if (ask != 0) {
                return NativeModel.bool(isWatched(result) || isEnd(result));
            }
            if (isEnd(result)) {
                return 0; // nobody needs the predictions, whose computation takes long with a large vocabulary
            }
            watch(result);
            return 1;
        } catch (Throwable e) { // must not pass through llama.cpp
            failure = e;
            return 0;
        }
    }

    /** Throws what went wrong while llama.cpp was evaluating. */
    void rethrowFailure() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private boolean isEnd(NativeTensor result) {
        return !withOutput && result.name().equals(LAST_HIDDEN);
    }

    private boolean isWatched(NativeTensor result) {
        if (result.operation() == multiplyByExpert) {
            return true;
        }
        if (result.operation() != multiply) {
            return false;
        }
        NativeTensor input = result.source(1);
        if (input.size(1) < FEWEST_ROWS || input.type() != NativeTensor.TYPE_F32) {
            return false;
        }
        String name = result.source(0).name();
        return name.startsWith(LAYERS) || (withOutput && name.equals(OUTPUT));
    }

    private void watch(NativeTensor result) {
        NativeTensor weights = result.source(0);
        NativeTensor input = result.source(1);
        if (!layoutChecked) {
            result.checkLayout();
            input.checkLayout();
            layoutChecked = true;
        }
        boolean experts = result.operation() == multiplyByExpert;
        int columns = Math.toIntExact(input.size(0));
        int matrices = Math.toIntExact(weights.size(2) * weights.size(3));
        ActivationSums known = sums.computeIfAbsent(
                weights.name(),
                name -> new ActivationSums(name, new float[columns * matrices], new long[experts ? matrices : 1]));
        if (known.sums().length != columns * matrices) {
            throw new IllegalArgumentException("tensor " + known.name() + " has " + columns * matrices
                    + " columns, but the sums so far are for " + known.sums().length
                    + "; they are of another model: begin anew");
        }
        read(input, columns);
        List<int[]> rowsOfMatrix = experts
                ? rowsByExpert(result.source(2), input, matrices)
                : rowsByMatrix(input, Math.toIntExact(weights.size(2)), Math.toIntExact(weights.size(3)));
        add(known, columns, rowsOfMatrix);
    }

    /** Reads all rows of {@code input}, in the order of their indices. */
    private void read(NativeTensor input, int columns) {
        int count = Math.toIntExact(input.size(1) * input.size(2) * input.size(3));
        int elements = Math.multiplyExact(count, columns);
        if (rows.length < elements) {
            rows = new float[elements];
        }
        Pointer data = input.hostData(activations);
        long rowBytes = (long) Float.BYTES * columns;
        boolean dense = input.stride(1) == rowBytes
                && input.stride(2) == rowBytes * input.size(1)
                && input.stride(3) == rowBytes * input.size(1) * input.size(2);
        if (dense) {
            data.read(0, rows, 0, elements);
            return;
        }
        int at = 0;
        for (long i3 = 0; i3 < input.size(3); i3++) {
            for (long i2 = 0; i2 < input.size(2); i2++) {
                for (long i1 = 0; i1 < input.size(1); i1++) {
                    data.read(i1 * input.stride(1) + i2 * input.stride(2) + i3 * input.stride(3), rows, at, columns);
                    at += columns;
                }
            }
        }
    }

    /** Which rows of the activations meet which expert: {@code chosen} is (experts a token meets, tokens). */
    private List<int[]> rowsByExpert(NativeTensor choices, NativeTensor input, int experts) {
        int perToken = Math.toIntExact(choices.size(0));
        int tokens = Math.toIntExact(choices.size(1));
        Pointer data = choices.hostData(chosen);
        List<List<Integer>> rowsOf = new ArrayList<>();
        for (int expert = 0; expert < experts; expert++) {
            rowsOf.add(new ArrayList<>());
        }
        int inputsPerToken = Math.toIntExact(input.size(1));
        for (int choice = 0; choice < perToken; choice++) {
            for (int token = 0; token < tokens; token++) {
                int expert = data.getInt(token * choices.stride(1) + choice * choices.stride(0));
                rowsOf.get(expert).add(token * inputsPerToken + choice % inputsPerToken);
            }
        }
        return rowsOf.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** Which rows meet which matrix of a stack of {@code depth} by {@code breadth}; all rows meet a single one. */
    private static List<int[]> rowsByMatrix(NativeTensor input, int depth, int breadth) {
        int rowsPerPlane = Math.toIntExact(input.size(1));
        int planes = Math.toIntExact(input.size(2));
        int count = Math.toIntExact(input.size(1) * input.size(2) * input.size(3));
        List<int[]> rowsOf = new ArrayList<>();
        for (int matrix = 0; matrix < depth * breadth; matrix++) {
            int wanted = matrix;
            rowsOf.add(IntStream.range(0, count)
                    .filter(row -> {
                        int plane = row / rowsPerPlane;
                        return plane / planes % breadth * depth + plane % planes % depth == wanted;
                    })
                    .toArray());
        }
        return rowsOf;
    }

    private void add(ActivationSums known, int columns, List<int[]> rowsOfMatrix) {
        float[] target = known.sums();
        long[] counts = known.counts();
        int total = 0;
        for (int matrix = 0; matrix < rowsOfMatrix.size(); matrix++) {
            int met = rowsOfMatrix.get(matrix).length;
            total += met;
            if (counts.length > 1) {
                counts[matrix] += met;
            }
        }
        if (counts.length == 1) {
            counts[0] += total / rowsOfMatrix.size();
        }
        if ((long) total * columns < PARALLEL_ELEMENTS) {
            for (int matrix = 0; matrix < rowsOfMatrix.size(); matrix++) {
                addSquares(target, matrix * columns, rowsOfMatrix.get(matrix), columns, 0, columns);
            }
            return;
        }
        int parts = rowsOfMatrix.size() > 1 ? 1 : cores;
        IntStream.range(0, rowsOfMatrix.size() * parts).parallel().forEach(task -> {
            int matrix = task / parts;
            int part = task % parts;
            addSquares(
                    target,
                    matrix * columns,
                    rowsOfMatrix.get(matrix),
                    columns,
                    columns * part / parts,
                    columns * (part + 1) / parts);
        });
    }

    private void addSquares(float[] target, int start, int[] rowsMet, int columns, int from, int to) {
        float[] source = rows;
        for (int row : rowsMet) {
            int first = row * columns;
            for (int column = from; column < to; column++) {
                float value = source[first + column];
                target[start + column] += value * value;
            }
        }
    }
}
