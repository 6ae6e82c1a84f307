package org.aethercreator.quantize;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.llamacpp.EncodeJob;
import org.aethercreator.llamacpp.EncodeResult;
import org.aethercreator.llamacpp.EncodeTarget;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaEncoder;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUpdate;
import org.aethercreator.storage.AtomicFile;

/**
 * Quantizes GGUF models: any model to any {@link QuantizationType}, the same bytes as {@code llama-quantize} writes.
 *
 * <p>A file appears under its name when it is complete. Interrupting the thread ends the work and leaves no trace of
 * the file at work; files of earlier types stay.
 */
public final class Quantizer {
    /** Encodes tensors: what llama.cpp does in its worker. */
    @FunctionalInterface
    interface Encoder {
        EncodeResult encode(List<EncodeJob> jobs, int threads, Progress progress)
                throws IOException, InterruptedException;
    }

    /** The version of ggml's block formats, which has been 2 since May 2023. */
    private static final long QUANTIZATION_VERSION = 2;

    private static final System.Logger LOGGER = System.getLogger(Quantizer.class.getName());

    private final Encoder encoder;
    private final MixtureTable table;

    Quantizer(Encoder encoder, MixtureTable table) {
        this.encoder = encoder;
        this.table = table;
    }

    /** Quantizes with the llama.cpp that comes with AetherCreator. */
    public static Quantizer bundled() {
        return new Quantizer(inWorkerOf(LlamaCpp.bundled()), MixtureTable.build4916());
    }

    /** Quantizes with {@link LlamaCpp#standard()}: the same bytes, perhaps sooner. */
    public static Quantizer standard() {
        return new Quantizer(inWorkerOf(LlamaCpp.standard()), MixtureTable.build4916());
    }

    private static Encoder inWorkerOf(LlamaCpp llama) {
        return (jobs, threads, progress) -> {
            try (LlamaEncoder encoder = llama.encoder()) {
                return encoder.encode(jobs, threads, progress);
            }
        };
    }

    /**
     * Makes one file for each type of the request.
     *
     * @throws IllegalArgumentException if a target is the source itself, or the source is a LoRA adapter
     * @throws org.aethercreator.gguf.GgufFormatException if the source is no GGUF model or is damaged
     * @throws java.nio.file.FileAlreadyExistsException if a target exists and must not be overwritten
     * @throws IOException if the source cannot be read, the folder cannot be written, or the disk is too full
     */
    public List<QuantizedModel> quantize(QuantizeRequest request, Progress progress)
            throws IOException, InterruptedException {
        try (GgufFile source = GgufFile.open(request.source())) {
            List<QuantizationPlan> plans = new ArrayList<>();
            for (QuantizationType type : request.types()) {
                plans.add(QuantizationPlan.of(source, type, table));
            }
            QuantizeChecks.check(request, source, plans);
            List<QuantizedModel> models = new ArrayList<>();
            for (int i = 0; i < plans.size(); i++) {
                models.add(write(request, source, request.types().get(i), plans.get(i), progress));
            }
            return List.copyOf(models);
        }
    }

    private QuantizedModel write(
            QuantizeRequest request, GgufFile source, QuantizationType type, QuantizationPlan plan, Progress progress)
            throws IOException, InterruptedException {
        boolean requantized = plan.steps().stream()
                .anyMatch(step -> step.tensor().type().isQuantized()
                        && step.type() != step.tensor().type());
        if (requantized) {
            LOGGER.log(Level.DEBUG, "{0} is quantized already; errors of both quantizations add up", request.source());
        }
        long started = System.nanoTime();
        Path target = request.target(type);
        EncodeResult result;
        try (AtomicFile file = AtomicFile.create(target)) {
            List<EncodeJob> jobs = header(source, type, plan, file.temporary());
            result = encoder.encode(jobs, request.threads(), named("quantize " + type, progress));
            file.commit();
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while writing " + target);
        }
        long parameters = plan.steps().stream()
                .mapToLong(step -> step.tensor().elements())
                .sum();
        return new QuantizedModel(
                target,
                type,
                Files.size(target),
                8.0 * plan.weightBytes() / Math.max(1, parameters),
                count(plan),
                requantized,
                Duration.ofNanos(System.nanoTime() - started),
                result.peakResidentBytes());
    }

    /** Writes everything but the tensors' data, and says where which data goes. */
    private static List<EncodeJob> header(GgufFile source, QuantizationType type, QuantizationPlan plan, Path target)
            throws IOException, InterruptedException {
        GgufWriter writer = GgufWriter.metadataOf(source)
                .setLast("general.quantization_version", GgufValue.uint32(QUANTIZATION_VERSION))
                .setLast("general.file_type", GgufValue.uint32(type.fileType().id()));
        for (QuantizationPlan.Step step : plan.steps()) {
            GgufTensor tensor = step.tensor();
            writer.tensor(tensor.name(), step.type(), tensor.shape().subList(0, tensor.dimensions()));
        }
        List<GgufTensor> placed = writer.writeHeader(target);
        List<EncodeJob> jobs = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            GgufTensor from = plan.steps().get(i).tensor();
            GgufTensor to = placed.get(i);
            jobs.add(EncodeJob.of(
                    from.name(),
                    from.path(),
                    from.offset(),
                    from.type(),
                    from.rowElements(),
                    from.rows(),
                    EncodeTarget.to(to.type(), to.path(), to.offset())));
        }
        return jobs;
    }

    private static Map<GgmlType, Integer> count(QuantizationPlan plan) {
        Map<GgmlType, Integer> types = new EnumMap<>(GgmlType.class);
        plan.steps().forEach(step -> types.merge(step.type(), 1, Integer::sum));
        return types;
    }

    /** Passes updates on under the name of what the user asked for. */
    private static Progress named(String stage, Progress progress) {
        return update -> progress.update(new ProgressUpdate(
                stage, update.done(), update.total(), update.unit(), update.detail(), update.elapsed()));
    }
}
