package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import org.aethercreator.llamacpp.grammar.Grammar;
import org.aethercreator.worker.WorkerErrorException;
import org.jspecify.annotations.Nullable;

/**
 * Draws a generation's tokens. With a grammar, a token is drawn without it first and the grammar asked about that one
 * alone; only if it says no are all tokens asked about and another one is drawn, as in llama.cpp's
 * {@code common_sampler_sample}: asking about all of them takes longer than evaluating a small model.
 */
final class TokenSampler implements AutoCloseable {
    /** No token may follow, not even an end token. */
    static final int NONE = -1;

    private final Pointer context;
    private final int vocabularySize;
    private final SamplerChain chain;
    private final @Nullable Constraint constraint;

    private record Constraint(Pointer sampler, Candidates all, Candidates one) {}

    TokenSampler(Pointer context, Pointer vocabulary, GenerationOptions options) {
        this.context = context;
        this.vocabularySize = LlamaLibrary.llama_vocab_n_tokens(vocabulary);
        this.chain = new SamplerChain(options, LlamaLibrary.llama_n_ctx(context), vocabularySize);
        this.constraint = options.grammar() == null ? null : constraint(options.grammar(), vocabulary);
    }

    private Constraint constraint(Grammar grammar, Pointer vocabulary) {
        Pointer sampler = LlamaLibrary.llama_sampler_init_grammar(
                vocabulary, NativeModel.zeroTerminated(grammar.gbnf()), NativeModel.zeroTerminated(Grammar.ROOT_RULE));
        if (sampler == null) {
            chain.close();
            throw new WorkerErrorException(
                    WorkerErrorException.Kind.FAILURE,
                    "llama.cpp refuses the grammar; its log says why. The grammar is:\n" + grammar.gbnf());
        }
        return new Constraint(sampler, new Candidates(vocabularySize), new Candidates(1));
    }

    /** Lets the penalties know of a token of the prompt. */
    void acceptPrompt(int token) {
        chain.accept(token);
    }

    /** The next token, from the last evaluation's logits, or {@link #NONE}. */
    int sample() {
        return constraint == null ? chain.sample(context) : sample(constraint);
    }

    private int sample(Constraint grammar) {
        Pointer logits = LlamaLibrary.llama_get_logits_ith(context, -1);
        Candidates candidates = grammar.all();
        candidates.fill(logits, vocabularySize);
        chain.apply(candidates);
        if (candidates.selectedIsForbidden() || !allows(grammar, candidates.selectedToken())) {
            candidates.fill(logits, vocabularySize);
            LlamaLibrary.llama_sampler_apply(grammar.sampler(), candidates.array());
            chain.apply(candidates);
            if (candidates.selectedIsForbidden()) {
                return NONE;
            }
        }
        int token = candidates.selectedToken();
        LlamaLibrary.llama_sampler_accept(grammar.sampler(), token);
        chain.accept(token);
        return token;
    }

    private static boolean allows(Constraint grammar, int token) {
        grammar.one().fill(token);
        LlamaLibrary.llama_sampler_apply(grammar.sampler(), grammar.one().array());
        return !grammar.one().firstIsForbidden();
    }

    @Override
    public void close() {
        chain.close();
        if (constraint != null) {
            LlamaLibrary.llama_sampler_free(constraint.sampler());
        }
    }
}
