package org.aethercreator.quantize;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;

/**
 * What to quantize to what.
 *
 * @param source a GGUF model, or the first of its shards
 * @param types at least one; each gives a file of its own
 * @param folder where the files go
 * @param overwrite whether files of the same name are replaced
 * @param threads 0 for one on each processor
 * @param importance of the source's weights; used for every type that takes it
 * @param importanceFile what the files' metadata name as its origin
 * @param tensorTypes what differs from the types' own mixtures
 * @param shards whether each result is one file or several
 * @param measured whether the error of every tensor is measured; takes little time
 * @param label what stands in the file's name in place of the type; only for a single type
 */
public record QuantizeRequest(
        Path source,
        List<QuantizationType> types,
        Path folder,
        boolean overwrite,
        int threads,
        Optional<ImportanceMatrix> importance,
        Optional<Path> importanceFile,
        TensorTypes tensorTypes,
        Shards shards,
        boolean measured,
        Optional<String> label) {
    private static final Pattern SHARD = Pattern.compile("-\\d{5}-of-\\d{5}$");

    private static final Pattern LABEL = Pattern.compile("[\\w.-]+");

    /** Names of types at the end of a file name, also of those that we do not make. */
    private static final Pattern TYPE = Pattern.compile(
            "[-._](?:UD-)?(?:I?Q\\d_\\w+|TQ\\d_0|BF16|F16|F32|FP16|FP32|MXFP4(?:_MOE)?|NVFP4)$",
            Pattern.CASE_INSENSITIVE);

    public QuantizeRequest {
        types = types.stream().distinct().toList();
        if (types.isEmpty()) {
            throw new IllegalArgumentException("there is no type to quantize to; name at least one, such as Q4_K_M");
        }
        if (label.isPresent()
                && (types.size() > 1 || !LABEL.matcher(label.get()).matches())) {
            throw new IllegalArgumentException("the label is '" + label.get() + "' and there are " + types.size()
                    + " types; a label is for one type, and of letters, digits, dots, hyphens and underscores");
        }
        if (threads < 0) {
            throw new IllegalArgumentException("threads is " + threads + "; give at least 1, or 0 for all processors");
        }
    }

    /** Beside the source, without replacing anything, on all processors, by the types' own mixtures. */
    public static QuantizeRequest of(Path source, QuantizationType... types) {
        Path folder = source.toAbsolutePath().normalize().getParent();
        return new QuantizeRequest(
                source,
                List.of(types),
                folder == null ? Path.of("") : folder,
                false,
                0,
                Optional.empty(),
                Optional.empty(),
                TensorTypes.ofMixture(),
                Shards.none(),
                false,
                Optional.empty());
    }

    public QuantizeRequest withFolder(Path other) {
        return new QuantizeRequest(
                source,
                types,
                other,
                overwrite,
                threads,
                importance,
                importanceFile,
                tensorTypes,
                shards,
                measured,
                label);
    }

    public QuantizeRequest withOverwrite(boolean replace) {
        return new QuantizeRequest(
                source,
                types,
                folder,
                replace,
                threads,
                importance,
                importanceFile,
                tensorTypes,
                shards,
                measured,
                label);
    }

    public QuantizeRequest withThreads(int count) {
        return new QuantizeRequest(
                source,
                types,
                folder,
                overwrite,
                count,
                importance,
                importanceFile,
                tensorTypes,
                shards,
                measured,
                label);
    }

    /** With an importance matrix that the files' metadata do not name. */
    public QuantizeRequest withImportance(ImportanceMatrix matrix) {
        return new QuantizeRequest(
                source,
                types,
                folder,
                overwrite,
                threads,
                Optional.of(matrix),
                Optional.empty(),
                tensorTypes,
                shards,
                measured,
                label);
    }

    /** With an importance matrix that was read from {@code file}, which the files' metadata name. */
    public QuantizeRequest withImportance(ImportanceMatrix matrix, Path file) {
        return new QuantizeRequest(
                source,
                types,
                folder,
                overwrite,
                threads,
                Optional.of(matrix),
                Optional.of(file),
                tensorTypes,
                shards,
                measured,
                label);
    }

    public QuantizeRequest withTensorTypes(TensorTypes others) {
        return new QuantizeRequest(
                source, types, folder, overwrite, threads, importance, importanceFile, others, shards, measured, label);
    }

    public QuantizeRequest withShards(Shards others) {
        return new QuantizeRequest(
                source,
                types,
                folder,
                overwrite,
                threads,
                importance,
                importanceFile,
                tensorTypes,
                others,
                measured,
                label);
    }

    public QuantizeRequest withMeasured(boolean on) {
        return new QuantizeRequest(
                source, types, folder, overwrite, threads, importance, importanceFile, tensorTypes, shards, on, label);
    }

    public QuantizeRequest withLabel(String text) {
        return new QuantizeRequest(
                source,
                types,
                folder,
                overwrite,
                threads,
                importance,
                importanceFile,
                tensorTypes,
                shards,
                measured,
                Optional.of(text));
    }

    /**
     * What {@code fit} chose, in a file of its own name, for instance {@code model-6GB.gguf}.
     *
     * @param name of the size
     */
    public static QuantizeRequest of(Path source, SizeFit fit, String name) {
        return of(source, fit.closestType()).withTensorTypes(fit.tensorTypes()).withLabel(name);
    }

    /** The file of {@code type}: the source's name with its own type, if it names one, replaced. */
    public Path target(QuantizationType type) {
        String name = String.valueOf(source.getFileName()).replaceFirst("(?i)\\.gguf$", "");
        name = SHARD.matcher(name).replaceFirst("");
        name = TYPE.matcher(name).replaceFirst("");
        return folder.resolve(name + "-" + label.orElse(type.name()) + ".gguf");
    }
}
