package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.llamacpp.pack.BuildFacts;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.aethercreator.llamacpp.pack.PackLibraries;
import org.aethercreator.worker.WorkerErrorException;
import org.aethercreator.worker.WorkerRequest;
import org.aethercreator.worker.WorkerService;
import org.jspecify.annotations.Nullable;

/** What runs in the worker process: llama.cpp, and at most one model. */
final class LlamaService implements WorkerService {
    private final NativeLog log = new NativeLog(); // a field, so that the callback is never collected
    private @Nullable NativeModel model;
    private @Nullable ActivationCollector collector; // a field for the same reason
    private volatile List<Messages.Tensor> encoding = List.of();

    @Override
    public Object handle(WorkerRequest request) throws Exception {
        return switch (request.operation()) {
            case Messages.LOAD -> load(request, false);
            case Messages.LOAD_OBSERVED -> load(request, true);
            case Messages.TOKENIZE -> tokenize(request.body(Messages.Tokenize.class));
            case Messages.DETOKENIZE -> model().detokenize(request.body(int[].class));
            case Messages.GENERATE -> generate(request);
            case Messages.PERPLEXITY -> perplexity(request);
            case Messages.EMBED -> embed(request);
            case Messages.SAVE_PROBABILITIES -> saveProbabilities(request);
            case Messages.DIVERGENCE ->
                new DivergenceRun(model(), request)
                        .run(Path.of(
                                request.body(Messages.MeasureDivergence.class).file()));
            case Messages.ENCODE -> encode(request);
            case Messages.COLLECT -> collect(request);
            case Messages.INSPECT -> inspect(request.body(Messages.Inspect.class));
            default -> throw new IllegalArgumentException("unknown operation " + request.operation());
        };
    }

    private Messages.Loaded load(WorkerRequest request, boolean observed) {
        Messages.Load load = request.body(Messages.Load.class);
        openLibrary(load.libraries());
        long startedNanos = System.nanoTime();
        collector = observed ? new ActivationCollector() : null;
        NativeModel loaded = NativeModel.load(load, request, log, collector);
        model = loaded;
        return new Messages.Loaded(System.nanoTime() - startedNanos, loaded.contextTokens(), loaded.vocabularySize());
    }

    private int[] tokenize(Messages.Tokenize tokenize) {
        return model().tokenize(
                        tokenize.text().getBytes(StandardCharsets.UTF_8),
                        tokenize.addSpecial(),
                        tokenize.parseSpecial());
    }

    private Messages.Generated generate(WorkerRequest request) {
        Messages.Generate generate = request.body(Messages.Generate.class);
        return new GenerationRun(model(), request, generate.options()).run(generate.prompt());
    }

    private Messages.Measured perplexity(WorkerRequest request) throws IOException {
        Messages.MeasurePerplexity measure = request.body(Messages.MeasurePerplexity.class);
        return new PerplexityRun(model(), request).run(payload(request), measure.windowTokens(), measure.maxWindows());
    }

    private Messages.Measured saveProbabilities(WorkerRequest request) throws IOException {
        Messages.SaveProbabilities save = request.body(Messages.SaveProbabilities.class);
        return new ProbabilitiesRun(model(), request)
                .run(payload(request), save.windowTokens(), save.maxWindows(), Path.of(save.file()));
    }

    private Messages.Embedded embed(WorkerRequest request) {
        long startedNanos = System.nanoTime();
        new EmbeddingRun(model(), request)
                .run(request.body(Messages.Embed.class).texts());
        return new Messages.Embedded(System.nanoTime() - startedNanos);
    }

    private Messages.Collected collect(WorkerRequest request) throws IOException {
        Messages.Collect collect = request.body(Messages.Collect.class);
        if (collector == null) {
            throw new IllegalStateException("no model is loaded for observing its activations");
        }
        return new ActivationRun(model(), collector, request).run(payload(request), collect);
    }

    private static byte[] payload(WorkerRequest request) {
        ByteBuffer payload = request.payload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private Messages.Encoded encode(WorkerRequest request) throws IOException {
        Messages.Encode encode = request.body(Messages.Encode.class);
        openLibrary(encode.libraries());
        encoding = encode.tensors();
        Messages.Encoded encoded = new EncodeRun(encoding, request).run(encode.threads());
        encoding = List.of();
        return encoded;
    }

    /** Deletes the files that hold part of their tensors: the one who asked for them cannot any more. */
    @Override
    public void abandon() {
        for (Messages.Tensor tensor : encoding) {
            for (EncodeTarget target : tensor.targets()) {
                if (target.file() != null) {
                    target.file().toFile().delete();
                }
            }
        }
    }

    private BuildFacts inspect(Messages.Inspect inspect) {
        openLibrary(inspect.libraries());
        return BuildInspection.run(log.processorVariant());
    }

    private NativeModel model() {
        if (model == null) {
            throw new IllegalStateException("no model is loaded");
        }
        return model;
    }

    /** The first time: a process keeps to one build. */
    private void openLibrary(PackLibraries files) {
        if (LlamaLibrary.isOpen()) {
            return;
        }
        // JNA puts its own library there for a moment; the folder is this process's own
        System.setProperty("jna.tmpdir", System.getProperty("java.io.tmpdir"));
        System.setProperty("jna.nosys", "true");
        try {
            LlamaLibrary.open(files, log);
        } catch (UnsatisfiedLinkError e) {
            throw new WorkerErrorException(
                    WorkerErrorException.Kind.FAILURE,
                    whyNotLoaded(files.llama().toString(), e.getMessage()));
        }
    }

    static String whyNotLoaded(String file, @Nullable String message) {
        String reason = String.valueOf(message);
        if (reason.contains("libgomp")) {
            return "llama.cpp needs GNU's OpenMP library (libgomp.so.1), which this machine lacks; install it with "
                    + "\"apt-get install libgomp1\" (Debian, Ubuntu) or \"dnf install libgomp\" (Fedora).";
        }
        if (reason.contains("GLIBC")) {
            return "llama.cpp's library needs a newer C library than this machine has (" + reason.strip()
                    + "); use a newer release of the operating system, or the bundled llama.cpp: set "
                    + NativePacks.FOLDER_VARIABLE + " to " + NativePacks.BUNDLED + ".";
        }
        return "llama.cpp's library " + file + " cannot be loaded: " + reason.strip();
    }
}
