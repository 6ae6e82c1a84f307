package org.aethercreator.llamacpp;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.llamacpp.pack.PackLibraries;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code llama.h} that we use, under their own names, as far as all builds that we know have them;
 * others are behind {@link LlamaAbi}. Booleans are bytes.
 *
 * <p>For use in a worker process only: a wrong argument ends the process.
 */
final class LlamaLibrary {
    /**
     * {@code RTLD_LAZY | RTLD_LOCAL}: JNA's default would let the symbols of one build of llama.cpp replace those of
     * another in the same process.
     */
    private static final int OPEN_LAZY_LOCAL = 1;

    interface LogCallback extends Callback {
        void invoke(int level, @Nullable Pointer text, @Nullable Pointer userData);
    }

    interface ProgressCallback extends Callback {
        byte invoke(float fraction, @Nullable Pointer userData);
    }

    /** {@code ggml_backend_sched_eval_callback}: watches an evaluation operation by operation. */
    interface EvaluationCallback extends Callback {
        byte invoke(Pointer operation, byte ask, @Nullable Pointer userData);
    }

    private static volatile List<NativeLibrary> opened = List.of();
    private static volatile @Nullable LlamaAbi abi;

    private LlamaLibrary() {}

    static boolean isOpen() {
        return abi != null;
    }

    /** Loads and starts the library, once; every other method needs it. */
    static void open(PackLibraries files, LogCallback log) {
        NativeLibrary ggmlBase = open(files.ggmlBase());
        NativeLibrary ggml = open(files.ggml());
        NativeLibrary llama = open(files.llama());
        opened = List.of(llama, ggml, ggmlBase);
        LlamaAbi fitting = LlamaAbi.of(llama, files.llama());
        Native.register(GgmlLibrary.class, ggmlBase);
        Native.register(LlamaLibrary.class, llama);
        llama_log_set(log, null);
        if (files.hasBackendFolder()) {
            // of several builds for the processor it takes the fastest that this one can run
            ggml.getFunction("ggml_backend_load_all_from_path")
                    .invokeVoid(new Object[] {files.backendFolder().toString()});
        }
        llama_backend_init();
        abi = fitting;
    }

    private static NativeLibrary open(Path file) {
        Map<String, Object> options = new HashMap<>();
        if (!Platform.isWindows()) {
            options.put(Library.OPTION_OPEN_FLAGS, OPEN_LAZY_LOCAL);
        }
        return NativeLibrary.getInstance(file.toString(), options);
    }

    /** A function that not every build has, or has in the same file. */
    static Optional<Function> function(String name) {
        return opened.stream()
                .flatMap(library -> functionIn(library, name).stream())
                .findFirst();
    }

    private static Optional<Function> functionIn(NativeLibrary library, String name) {
        try {
            return Optional.of(library.getFunction(name));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    /** What is particular to the build that was opened. */
    static LlamaAbi abi() {
        LlamaAbi found = abi;
        if (found == null) {
            throw new IllegalStateException("no library was opened");
        }
        return found;
    }

    /** Fills ggml's table of half floats, too: without it every F16 is decoded as 0. */
    static native void llama_backend_init();

    static native void llama_log_set(LogCallback callback, @Nullable Pointer userData);

    static native Pointer llama_model_get_vocab(Pointer model);

    static native int llama_model_n_ctx_train(Pointer model);

    static native int llama_n_ctx(Pointer context);

    static native int llama_vocab_n_tokens(Pointer vocabulary);

    static native int llama_vocab_bos(Pointer vocabulary);

    static native byte llama_vocab_get_add_bos(Pointer vocabulary);

    static native byte llama_vocab_is_eog(Pointer vocabulary, int token);

    static native int llama_tokenize(
            Pointer vocabulary,
            byte[] text,
            int textBytes,
            int[] tokens,
            int tokensMax,
            byte addSpecial,
            byte parseSpecial);

    static native int llama_token_to_piece(
            Pointer vocabulary, int token, byte[] buffer, int length, int leftStrip, byte special);

    static native int llama_detokenize(
            Pointer vocabulary,
            int[] tokens,
            int count,
            byte[] text,
            int textMax,
            byte removeSpecial,
            byte unparseSpecial);

    static native LlamaStructures.Batch llama_batch_init(int tokens, int embeddings, int sequencesMax);

    static native int llama_decode(Pointer context, LlamaStructures.Batch batch);

    static native Pointer llama_get_logits(Pointer context);

    static native Pointer llama_get_logits_ith(Pointer context, int index);

    static native Pointer llama_get_embeddings_ith(Pointer context, int index);

    static native int llama_model_n_embd(Pointer model);

    static native @Nullable Pointer llama_adapter_lora_init(Pointer model, byte[] path);

    static native Pointer llama_sampler_chain_init(LlamaStructures.SamplerChainParameters parameters);

    static native void llama_sampler_chain_add(Pointer chain, Pointer sampler);

    static native void llama_sampler_accept(Pointer sampler, int token);

    static native int llama_sampler_sample(Pointer sampler, Pointer context, int index);

    static native void llama_sampler_free(Pointer sampler);

    static native void llama_sampler_apply(Pointer sampler, Pointer candidates);

    static native @Nullable Pointer llama_sampler_init_grammar(Pointer vocabulary, byte[] grammar, byte[] rootRule);

    static native Pointer llama_sampler_init_logit_bias(int vocabularySize, int count, Pointer biases);

    static native Pointer llama_sampler_init_greedy();

    static native Pointer llama_sampler_init_dist(int seed);

    static native Pointer llama_sampler_init_top_k(int k);

    static native Pointer llama_sampler_init_top_p(float p, long minKeep);

    static native Pointer llama_sampler_init_min_p(float p, long minKeep);

    static native Pointer llama_sampler_init_typical(float p, long minKeep);

    static native Pointer llama_sampler_init_temp(float temperature);

    static native Pointer llama_sampler_init_mirostat(int vocabularySize, int seed, float tau, float eta, int m);

    static native Pointer llama_sampler_init_mirostat_v2(int seed, float tau, float eta);
}
