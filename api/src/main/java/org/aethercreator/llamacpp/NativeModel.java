package org.aethercreator.llamacpp;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.aethercreator.worker.WorkerErrorException;
import org.aethercreator.worker.WorkerRequest;
import org.jspecify.annotations.Nullable;

/** A model with one context, in the worker. It lives as long as the process does, so nothing of it is ever freed. */
final class NativeModel {
    /** Texts whose embeddings are computed together. */
    static final int EMBEDDED_AT_ONCE = 16;

    private static final int ABORTED = 2;

    private final Pointer model;
    private final Pointer vocabulary;
    private final Pointer context;
    private final int batchTokens;
    private final LlamaStructures.Batch batch;
    private final AbortSwitch abort;
    private final KvCache cache;
    private final @Nullable Pooling pooling;

    private NativeModel(Pointer model, Pointer context, int batchTokens, AbortSwitch abort, @Nullable Pooling pooling) {
        this.model = model;
        this.context = context;
        this.batchTokens = batchTokens;
        this.abort = abort;
        this.vocabulary = LlamaLibrary.llama_model_get_vocab(model);
        this.batch = LlamaLibrary.llama_batch_init(batchTokens, 0, 1);
        this.cache = new KvCache(context);
        this.pooling = pooling;
    }

    /**
     * Loads model and context; progress is streamed to the caller in millionths.
     *
     * @param observer watches every evaluation, which slows it; the caller keeps it from being collected
     */
    static NativeModel load(
            Messages.Load options,
            WorkerRequest request,
            NativeLog log,
            LlamaLibrary.@Nullable EvaluationCallback observer) {
        LlamaLibrary.ProgressCallback onProgress = (fraction, userData) -> {
            request.send(new Messages.Step((long) (fraction * 1e6), 1_000_000, ""));
            return (byte) (request.isCancelled() ? 0 : 1);
        };
        LlamaAbi abi = LlamaLibrary.abi();
        Pointer model = abi.loadModel(zeroTerminated(options.model()), options.gpuLayers(), onProgress);
        request.throwIfCancelled();
        if (model == null) {
            throw failed("llama.cpp cannot load " + options.model(), log);
        }
        int trained = LlamaLibrary.llama_model_n_ctx_train(model);
        int contextTokens = options.contextTokens() > 0
                ? options.contextTokens()
                : Math.min(trained, LoadOptions.LARGEST_DEFAULT_CONTEXT_TOKENS);
        int batchTokens = Math.min(options.batchTokens(), contextTokens);
        AbortSwitch abort = new AbortSwitch();
        Pooling pooling = options.pooling();
        Pointer context = abi.newContext(
                model,
                new LlamaAbi.ContextSettings(
                        contextTokens,
                        batchTokens,
                        options.threads(),
                        options.cacheType(),
                        abort,
                        observer,
                        pooling == null ? 1 : EMBEDDED_AT_ONCE,
                        pooling != null));
        if (context == null) {
            throw failed(
                    "llama.cpp cannot make a context of " + contextTokens + " tokens for " + options.model()
                            + "; perhaps memory is short: load it with fewer contextTokens",
                    log);
        }
        addAdapters(options.adapters(), model, context, log);
        return new NativeModel(model, context, batchTokens, abort, pooling);
    }

    private static void addAdapters(
            List<Messages.LoadedAdapter> adapters, Pointer model, Pointer context, NativeLog log) {
        List<Pointer> loaded = new ArrayList<>();
        for (Messages.LoadedAdapter adapter : adapters) {
            Pointer pointer = LlamaLibrary.llama_adapter_lora_init(model, zeroTerminated(adapter.file()));
            if (pointer == null) {
                throw failed("llama.cpp cannot load the adapter " + adapter.file(), log);
            }
            loaded.add(pointer);
        }
        if (!loaded.isEmpty()) {
            LlamaLibrary.abi()
                    .setAdapters(
                            context,
                            loaded,
                            adapters.stream()
                                    .map(adapter -> (float) adapter.scale())
                                    .toList());
        }
    }

    int contextTokens() {
        return LlamaLibrary.llama_n_ctx(context);
    }

    int vocabularySize() {
        return LlamaLibrary.llama_vocab_n_tokens(vocabulary);
    }

    int trainedContextTokens() {
        return LlamaLibrary.llama_model_n_ctx_train(model);
    }

    int batchTokens() {
        return batchTokens;
    }

    /** The token that starts a text, if the model wants one. */
    int startToken() {
        return LlamaLibrary.llama_vocab_get_add_bos(vocabulary) != 0 ? LlamaLibrary.llama_vocab_bos(vocabulary) : -1;
    }

    boolean endsGeneration(int token) {
        return LlamaLibrary.llama_vocab_is_eog(vocabulary, token) != 0;
    }

    int[] tokenize(byte[] text, boolean addSpecial, boolean parseSpecial) {
        int[] tokens = new int[text.length / 2 + 16];
        int count = tokenize(text, addSpecial, parseSpecial, tokens);
        if (count < 0) { // so many are needed
            tokens = new int[-count];
            count = tokenize(text, addSpecial, parseSpecial, tokens);
        }
        return Arrays.copyOf(tokens, count);
    }

    /** The tokens to begin a generation with: as {@link #tokenize}, but with the start token once at most. */
    int[] tokenizePrompt(byte[] text) {
        int[] tokens = tokenize(text, true, true);
        int start = startToken();
        boolean doubled = start >= 0 && tokens.length > 1 && tokens[0] == start && tokens[1] == start;
        return doubled ? Arrays.copyOfRange(tokens, 1, tokens.length) : tokens;
    }

    private int tokenize(byte[] text, boolean addSpecial, boolean parseSpecial, int[] tokens) {
        return LlamaLibrary.llama_tokenize(
                vocabulary, text, text.length, tokens, tokens.length, bool(addSpecial), bool(parseSpecial));
    }

    String detokenize(int[] tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= vocabularySize()) {
                throw new IllegalArgumentException(
                        "token " + token + " is not in the vocabulary; its tokens are 0 to " + (vocabularySize() - 1));
            }
        }
        byte[] text = new byte[tokens.length * 8 + 16];
        int length = detokenize(tokens, text);
        if (length < 0) {
            text = new byte[-length];
            length = detokenize(tokens, text);
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    private int detokenize(int[] tokens, byte[] text) {
        return LlamaLibrary.llama_detokenize(vocabulary, tokens, tokens.length, text, text.length, (byte) 0, (byte) 1);
    }

    /** The bytes of one token, which may be part of a character; none for special tokens. */
    byte[] piece(int token) {
        byte[] buffer = new byte[64];
        int length = LlamaLibrary.llama_token_to_piece(vocabulary, token, buffer, buffer.length, 0, (byte) 0);
        if (length < 0) {
            buffer = new byte[-length];
            length = LlamaLibrary.llama_token_to_piece(vocabulary, token, buffer, buffer.length, 0, (byte) 0);
        }
        return Arrays.copyOf(buffer, length);
    }

    /** Refuses a model that was loaded for embeddings. */
    void requireText() {
        if (pooling != null) {
            throw new IllegalArgumentException("The model was loaded for embeddings and generates no text; load it with"
                    + " LoadOptions.standard() for that.");
        }
    }

    /** Refuses a model that was loaded for text. */
    Pooling requirePooling() {
        if (pooling == null) {
            throw new IllegalArgumentException(
                    "The model was loaded for text; load it with LoadOptions.forEmbeddings() to embed texts.");
        }
        return pooling;
    }

    /** Forgets all tokens evaluated before, and lets a cancel of {@code request} stop what is evaluated from now on. */
    void begin(WorkerRequest request) {
        stopOnCancel(request);
        cache.clear();
    }

    /**
     * Like {@link #begin(WorkerRequest)}, but keeps what {@code text} begins with; its last token is always to be
     * evaluated.
     *
     * @return how many tokens of {@code text} need no evaluation
     */
    int beginKeeping(WorkerRequest request, int[] text) {
        stopOnCancel(request);
        return cache.keepBeginningOf(text);
    }

    private void stopOnCancel(WorkerRequest request) {
        abort.reset();
        request.onCancel(abort::abort);
    }

    /**
     * Evaluates {@code tokens[from, to)} at these positions, at most {@link #batchTokens()}; logits are kept of those
     * from {@code firstLogits} on.
     */
    void evaluate(int[] tokens, int from, int to, int firstLogits) {
        batch.count = to - from;
        for (int i = from; i < to; i++) {
            set(i - from, tokens[i], i, i >= firstLogits);
        }
        decode();
        cache.evaluated(tokens, from, to);
    }

    /** Evaluates texts beside each other, together at most {@link #batchTokens()}. */
    void evaluateSequences(List<int[]> texts) {
        int index = 0;
        for (int sequence = 0; sequence < texts.size(); sequence++) {
            int[] tokens = texts.get(sequence);
            for (int position = 0; position < tokens.length; position++) {
                set(index, tokens[position], position, true);
                batch.sequences.getPointer((long) Native.POINTER_SIZE * index).setInt(0, sequence);
                index++;
            }
        }
        batch.count = index;
        decode();
    }

    /** The vector of a token of the last {@link #evaluateSequences}, counted over all texts. */
    float[] embedding(int index) {
        return LlamaLibrary.llama_get_embeddings_ith(context, index)
                .getFloatArray(0, LlamaLibrary.llama_model_n_embd(model));
    }

    /** Evaluates one more token and keeps its logits. */
    void evaluate(int token, int position) {
        batch.count = 1;
        set(0, token, position, true);
        decode();
        cache.evaluated(token, position);
    }

    TokenSampler sampler(GenerationOptions options) {
        return new TokenSampler(context, vocabulary, options);
    }

    /**
     * Logits of the last evaluation, a row of {@link #vocabularySize()} floats for each token that they were kept of.
     */
    Pointer logits() {
        return LlamaLibrary.llama_get_logits(context);
    }

    private void set(int index, int token, int position, boolean logits) {
        batch.tokens.setInt(4L * index, token);
        batch.positions.setInt(4L * index, position);
        batch.sequenceCounts.setInt(4L * index, 1);
        batch.sequences.getPointer((long) Native.POINTER_SIZE * index).setInt(0, 0);
        batch.logits.setByte(index, bool(logits));
    }

    private void decode() {
        int code = LlamaLibrary.llama_decode(context, batch);
        if (code == ABORTED) {
            throw new CancellationException();
        }
        if (code != 0) {
            throw new WorkerErrorException(
                    WorkerErrorException.Kind.FAILURE,
                    "llama.cpp could not evaluate " + batch.count + " tokens (llama_decode gave " + code
                            + "); its log says why.");
        }
    }

    private static WorkerErrorException failed(String what, NativeLog log) {
        List<String> errors = log.takeErrors();
        return new WorkerErrorException(
                WorkerErrorException.Kind.FAILURE, errors.isEmpty() ? what : what + ": " + String.join("; ", errors));
    }

    static byte bool(boolean value) {
        return (byte) (value ? 1 : 0);
    }

    static byte[] zeroTerminated(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
