package org.aethercreator.quantize;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.llamacpp.EncodableTypes;
import org.aethercreator.llamacpp.EncodeJob;
import org.aethercreator.llamacpp.EncodeTarget;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;

/** What to encode to learn how much each type changes each tensor. */
final class Measurement {
    private static final Set<GgmlType> NEED_IMPORTANCE = EncodableTypes.needingImportance();

    private final GgufFile source;
    private final MixtureTable table;
    private final Function<GgufTensor, List<GgmlType>> types;
    private final Optional<ImportanceMatrix> importance;

    /** @param types the candidates for a tensor; those that do not fit it are left out */
    Measurement(
            GgufFile source,
            MixtureTable table,
            Function<GgufTensor, List<GgmlType>> types,
            Optional<ImportanceMatrix> importance) {
        this.source = source;
        this.table = table;
        this.types = types;
        this.importance = importance;
    }

    List<EncodeJob> jobs() {
        List<GgufTensor> tensors = new ArrayList<>(source.tensors());
        tensors.sort(Planner.byLayerAndName());
        List<EncodeJob> jobs = new ArrayList<>();
        for (GgufTensor tensor : tensors) {
            Optional<FloatBuffer> weights =
                    importance.flatMap(matrix -> matrix.importanceOf(tensor)).map(FloatBuffer::wrap);
            List<EncodeTarget> targets = types.apply(tensor).stream()
                    .distinct()
                    .filter(type -> type.fits(tensor.rowElements()))
                    .filter(type -> weights.isPresent() || !NEED_IMPORTANCE.contains(type))
                    .map(EncodeTarget::measureOnly)
                    .toList();
            if (table.quantizes(tensor) && !targets.isEmpty()) {
                jobs.add(new EncodeJob(
                        tensor.name(),
                        tensor.path(),
                        tensor.offset(),
                        tensor.type(),
                        tensor.rowElements(),
                        tensor.rows(),
                        weights,
                        targets));
            }
        }
        return jobs;
    }
}
