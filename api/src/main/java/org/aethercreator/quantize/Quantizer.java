package org.aethercreator.quantize;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.llamacpp.EncodeError;
import org.aethercreator.llamacpp.EncodeJob;
import org.aethercreator.llamacpp.EncodeResult;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaEncoder;
import org.aethercreator.llamacpp.pack.NativePack;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUpdate;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;

/**
 * Quantizes GGUF models: any model to any {@link QuantizationType}, the same bytes as {@code llama-quantize} writes.
 *
 * <p>All types of a request are made in one pass over the source. Their files appear when all are complete; after a
 * failure, or when the thread is interrupted, nothing is left of them.
 */
public final class Quantizer {
    /** Encodes tensors: what llama.cpp does in its worker. */
    @FunctionalInterface
    interface Encoder {
        EncodeResult encode(List<EncodeJob> jobs, int threads, Progress progress)
                throws IOException, InterruptedException;
    }

    private static final System.Logger LOGGER = System.getLogger(Quantizer.class.getName());

    /** What is used for one call. */
    record Build(MixtureTable table, Encoder encoder) {}

    /** Says which build of llama.cpp that is. */
    @FunctionalInterface
    interface Choice {
        Build choose() throws IOException, InterruptedException;
    }

    private final Choice choice;

    Quantizer(Choice choice) {
        this.choice = choice;
    }

    /** Quantizes with the llama.cpp that {@link LlamaCpp#standard()} gives at each use. */
    public static Quantizer standard() {
        return of(LlamaCpp.standard());
    }

    /** Quantizes with the llama.cpp that comes with AetherCreator. */
    public static Quantizer bundled() {
        return of(LlamaCpp.bundled());
    }

    /** Quantizes with this llama.cpp, and by the rules of its release. */
    public static Quantizer of(LlamaCpp llama) {
        return new Quantizer(() -> {
            NativePack pack = llama.pack();
            return new Build(MixtureTable.forRelease(pack.release()), inWorkerOf(LlamaCpp.of(pack)));
        });
    }

    /** Quantizes in this worker, which saves its start at each use; who opened it closes it. */
    public static Quantizer in(LlamaEncoder encoder) {
        Build build = new Build(MixtureTable.forRelease(encoder.release()), encoder::encode);
        return new Quantizer(() -> build);
    }

    private static Encoder inWorkerOf(LlamaCpp llama) {
        return (jobs, threads, progress) -> {
            try (LlamaEncoder encoder = llama.encoder()) {
                return encoder.encode(jobs, threads, progress);
            }
        };
    }

    /**
     * What {@link #quantize} would make of the source: each tensor's type and size, for every type of the request.
     * Reads only the header.
     *
     * @throws IllegalArgumentException if the request does not fit the source
     * @throws org.aethercreator.gguf.GgufFormatException if the source is no GGUF model or is damaged
     */
    public List<QuantizationPlan> plan(QuantizeRequest request) throws IOException, InterruptedException {
        MixtureTable table = choice.choose().table();
        try (GgufFile source = GgufFile.open(request.source())) {
            return plans(request, source, table);
        }
    }

    /**
     * Makes one model for each type of the request, in one pass over the source.
     *
     * @throws IllegalArgumentException if the request does not fit the source, a target is the source itself, or the
     *     source is a LoRA adapter
     * @throws org.aethercreator.gguf.GgufFormatException if the source is no GGUF model or is damaged
     * @throws java.nio.file.FileAlreadyExistsException if a target exists and must not be overwritten
     * @throws IOException if the source cannot be read, the folder cannot be written, or the disk is too full
     */
    public List<QuantizedModel> quantize(QuantizeRequest request, Progress progress)
            throws IOException, InterruptedException {
        Build build = choice.choose();
        try (GgufFile source = GgufFile.open(request.source())) {
            List<QuantizationPlan> plans = plans(request, source, build.table());
            QuantizeChecks.check(request, source, plans, build.table());
            if (plans.stream().anyMatch(QuantizationPlan::requantizes)) {
                LOGGER.log(
                        Level.DEBUG, "{0} is quantized already; errors of both quantizations add up", request.source());
            }
            long startedNanos = System.nanoTime();
            EncodeResult result = write(request, source, plans, build, progress);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
            return models(plans, result, elapsed);
        }
    }

    /**
     * How far each tensor would be from the source as each of {@code types}, without writing anything. Left out are
     * tensors that are not quantized, types whose blocks a tensor's rows do not fill, and types that need an importance
     * that the matrix does not have.
     *
     * @param threads 0 for one on each processor
     * @return by tensor, in the order of layers, then by type
     */
    public List<TensorError> measure(
            Path model, List<GgmlType> types, Optional<ImportanceMatrix> importance, int threads, Progress progress)
            throws IOException, InterruptedException {
        try (GgufFile source = GgufFile.open(model)) {
            return measure(source, tensor -> types, importance, threads, progress);
        }
    }

    /**
     * How much each tensor loses as each of the types that are worth considering: the ground on which
     * {@link Sensitivity#fit} chooses types for a size. Reads the model once and writes nothing.
     *
     * @param importance with it, errors count where the model feels them
     * @param threads 0 for one on each processor
     */
    public Sensitivity sensitivity(Path model, Optional<ImportanceMatrix> importance, int threads, Progress progress)
            throws IOException, InterruptedException {
        try (GgufFile source = GgufFile.open(model)) {
            return Sensitivity.of(source, measure(source, Sensitivity::candidates, importance, threads, progress));
        }
    }

    private List<TensorError> measure(
            GgufFile source,
            Function<GgufTensor, List<GgmlType>> types,
            Optional<ImportanceMatrix> importance,
            int threads,
            Progress progress)
            throws IOException, InterruptedException {
        QuantizeChecks.checkModel(source);
        importance.ifPresent(matrix -> matrix.check(source));
        Build build = choice.choose();
        List<EncodeJob> jobs = new Measurement(source, build.table(), types, importance).jobs();
        EncodeResult result = build.encoder().encode(jobs, threads, named("measure errors", progress));
        return result.errors().stream().map(sums -> error(source, sums)).toList();
    }

    private static List<QuantizationPlan> plans(QuantizeRequest request, GgufFile source, MixtureTable table) {
        QuantizeChecks.checkModel(source);
        return new Planner(request, source, table).plans();
    }

    private static EncodeResult write(
            QuantizeRequest request, GgufFile source, List<QuantizationPlan> plans, Build build, Progress progress)
            throws IOException, InterruptedException {
        String types = plans.stream().map(plan -> plan.type().name()).collect(Collectors.joining(", "));
        try (QuantizedFiles files =
                new QuantizedFiles(request, source, build.table().writesUnsignedCounts())) {
            for (QuantizationPlan plan : plans) {
                files.create(plan);
            }
            EncodeResult result =
                    build.encoder().encode(files.jobs(), request.threads(), named("quantize " + types, progress));
            files.commit();
            return result;
        }
    }

    private static List<QuantizedModel> models(List<QuantizationPlan> plans, EncodeResult result, Duration elapsed)
            throws IOException {
        List<QuantizedModel> models = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            QuantizationPlan plan = plans.get(i);
            long sizeBytes = 0;
            for (Path file : plan.files()) {
                sizeBytes += Files.size(file);
            }
            models.add(new QuantizedModel(
                    plan.files().get(0),
                    plan.files(),
                    plan.type(),
                    sizeBytes,
                    plan.bitsPerWeight(),
                    plan.tensorTypes(),
                    plan.requantizes(),
                    elapsed,
                    result.peakResidentBytes(),
                    errors(plans, i, result)));
        }
        return List.copyOf(models);
    }

    /** The errors of one plan, of those of all plans tensor by tensor. */
    private static List<TensorError> errors(List<QuantizationPlan> plans, int wanted, EncodeResult result) {
        List<TensorError> errors = new ArrayList<>();
        Iterator<EncodeError> all = result.errors().iterator();
        for (int step = 0; step < plans.get(wanted).steps().size() && all.hasNext(); step++) {
            for (int plan = 0; plan < plans.size(); plan++) {
                QuantizationPlan.Step done = plans.get(plan).steps().get(step);
                if (done.isChanged()) {
                    TensorError error = TensorError.of(all.next(), done.sizeBytes());
                    if (plan == wanted) {
                        errors.add(error);
                    }
                }
            }
        }
        return errors;
    }

    private static TensorError error(GgufFile source, EncodeError sums) {
        GgufTensor tensor = source.tensor(sums.tensor()).orElseThrow();
        return TensorError.of(sums, tensor.rows() * sums.type().rowBytes(tensor.rowElements()));
    }

    /** Passes updates on under the name of what the user asked for. */
    private static Progress named(String stage, Progress progress) {
        return update -> progress.update(new ProgressUpdate(
                stage, update.done(), update.total(), update.unit(), update.detail(), update.elapsed()));
    }
}
