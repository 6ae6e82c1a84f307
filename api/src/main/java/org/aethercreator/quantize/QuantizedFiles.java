package org.aethercreator.quantize;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.llamacpp.EncodeJob;
import org.aethercreator.llamacpp.EncodeTarget;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.aethercreator.storage.AtomicFile;

/** The files of a request while they are made: all appear under their names when all are complete, or none does. */
final class QuantizedFiles implements AutoCloseable {
    /** The version of ggml's block formats, which has been 2 since May 2023. */
    private static final long QUANTIZATION_VERSION = 2;

    /** llama.cpp keeps strings of this length here. */
    private static final int MOST_CHARACTERS = 127;

    private final QuantizeRequest request;
    private final GgufFile source;
    private final boolean unsignedCounts;
    private final List<AtomicFile> files = new ArrayList<>();
    /** For each plan the places of its tensors, in the order of its steps. */
    private final List<List<GgufTensor>> places = new ArrayList<>();

    private final List<QuantizationPlan> plans = new ArrayList<>();

    QuantizedFiles(QuantizeRequest request, GgufFile source, boolean unsignedCounts) {
        this.request = request;
        this.source = source;
        this.unsignedCounts = unsignedCounts;
    }

    /** Creates the files of a plan, and writes everything but the tensors' data. */
    void create(QuantizationPlan plan) throws IOException, InterruptedException {
        List<GgufTensor> placed = new ArrayList<>();
        for (int i = 0; i < plan.shards().size(); i++) {
            AtomicFile file = AtomicFile.create(plan.files().get(i));
            files.add(file);
            GgufWriter writer = i == 0 ? metadata(plan.type()) : GgufWriter.create();
            if (plan.shards().size() > 1) {
                addShardKeys(writer, i, plan);
            }
            for (QuantizationPlan.Step step : plan.shards().get(i)) {
                GgufTensor tensor = step.tensor();
                writer.tensor(tensor.name(), step.type(), tensor.shape().subList(0, tensor.dimensions()));
            }
            placed.addAll(writer.writeHeader(file.temporary()));
        }
        plans.add(plan);
        places.add(placed);
    }

    /** What is to be encoded to where; each tensor of the source once, with all its targets. */
    List<EncodeJob> jobs() {
        List<EncodeJob> jobs = new ArrayList<>();
        for (int i = 0; i < places.get(0).size(); i++) {
            GgufTensor from = plans.get(0).steps().get(i).tensor();
            List<EncodeTarget> targets = new ArrayList<>();
            boolean weighted = false;
            for (int plan = 0; plan < plans.size(); plan++) {
                GgufTensor to = places.get(plan).get(i);
                boolean changed = to.type() != from.type();
                targets.add(
                        EncodeTarget.to(to.type(), to.path(), to.offset()).withMeasured(request.measured() && changed));
                weighted |= changed;
            }
            Optional<FloatBuffer> importance = weighted
                    ? request.importance()
                            .flatMap(matrix -> matrix.importanceOf(from))
                            .map(FloatBuffer::wrap)
                    : Optional.empty();
            jobs.add(new EncodeJob(
                    from.name(),
                    from.path(),
                    from.offset(),
                    from.type(),
                    from.rowElements(),
                    from.rows(),
                    importance,
                    targets));
        }
        return jobs;
    }

    /** Gives the files their names; shards in order, so that the first is there when a later one fails. */
    void commit() throws IOException, InterruptedException {
        try {
            for (AtomicFile file : files) {
                file.commit();
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            InterruptedException exception =
                    new InterruptedException("interrupted while the files were forced to disk");
            exception.initCause(e);
            throw exception;
        }
    }

    private GgufWriter metadata(QuantizationType type) {
        GgufWriter writer = GgufWriter.metadataOf(source)
                .setLast("general.quantization_version", GgufValue.uint32(QUANTIZATION_VERSION))
                .setLast("general.file_type", GgufValue.uint32(type.fileType().id()));
        request.importance().ifPresent(matrix -> addImportanceKeys(writer, matrix));
        return writer;
    }

    private void addImportanceKeys(GgufWriter writer, ImportanceMatrix matrix) {
        request.importanceFile()
                .ifPresent(file -> writer.setLast("quantize.imatrix.file", shortened(String.valueOf(file))));
        matrix.datasets().stream()
                .filter(dataset -> !dataset.isEmpty())
                .findFirst()
                .ifPresent(dataset -> writer.setLast("quantize.imatrix.dataset", shortened(dataset)));
        GgufType counts = unsignedCounts ? GgufType.UINT32 : GgufType.INT32;
        writer.setLast(
                "quantize.imatrix.entries_count",
                GgufValue.integer(counts, matrix.tensorNames().size()));
        if (matrix.chunkCount() > 0) {
            writer.setLast("quantize.imatrix.chunks_count", GgufValue.integer(counts, matrix.chunkCount()));
        }
    }

    private static GgufValue shortened(String text) {
        return GgufValue.string(text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text);
    }

    /** In the order in which llama-quantize and llama-gguf-split write them. */
    private void addShardKeys(GgufWriter writer, int index, QuantizationPlan plan) {
        GgufValue count = GgufValue.integer(GgufType.UINT16, plan.shards().size());
        GgufValue tensors = GgufValue.integer(GgufType.INT32, plan.steps().size());
        writer.setLast("split.no", GgufValue.integer(GgufType.UINT16, index));
        if (request.shards().asSource()) {
            writer.setLast("split.count", count).setLast("split.tensors.count", tensors);
        } else {
            writer.setLast("split.tensors.count", tensors).setLast("split.count", count);
        }
    }

    /** Deletes what was not committed. */
    @Override
    public void close() throws IOException {
        for (AtomicFile file : files) {
            file.close();
        }
    }
}
