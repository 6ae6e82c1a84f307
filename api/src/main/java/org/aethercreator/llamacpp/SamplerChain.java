package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;

/** llama.cpp's samplers for some {@link SamplingOptions}, in the order of its own {@code common/sampling.cpp}. */
final class SamplerChain implements AutoCloseable {
    private static final int MIROSTAT_M = 100; // as in the paper and in llama.cpp

    private final Pointer chain = LlamaLibrary.llama_sampler_chain_init(new LlamaStructures.SamplerChainParameters());

    SamplerChain(SamplingOptions options, int contextTokens, int vocabularySize) {
        int seed = (int) options.seed();
        if (options.temperature() > 0 && options.mirostat() > 0) {
            add(LlamaLibrary.llama_sampler_init_temp((float) options.temperature()));
            float tau = (float) options.mirostatTau();
            float eta = (float) options.mirostatEta();
            add(
                    options.mirostat() == 1
                            ? LlamaLibrary.llama_sampler_init_mirostat(vocabularySize, seed, tau, eta, MIROSTAT_M)
                            : LlamaLibrary.llama_sampler_init_mirostat_v2(seed, tau, eta));
            return;
        }
        int last = options.repeatLastTokens() == -1 ? contextTokens : options.repeatLastTokens();
        add(LlamaLibrary.abi()
                .penaltiesSampler(
                        vocabularySize,
                        last,
                        (float) options.repeatPenalty(),
                        (float) options.frequencyPenalty(),
                        (float) options.presencePenalty()));
        if (options.temperature() == 0) {
            add(LlamaLibrary.llama_sampler_init_greedy());
            return;
        }
        add(LlamaLibrary.llama_sampler_init_top_k(options.topK()));
        add(LlamaLibrary.llama_sampler_init_typical((float) options.typicalP(), 1));
        add(LlamaLibrary.llama_sampler_init_top_p((float) options.topP(), 1));
        add(LlamaLibrary.llama_sampler_init_min_p((float) options.minP(), 1));
        add(LlamaLibrary.llama_sampler_init_temp((float) options.temperature()));
        add(LlamaLibrary.llama_sampler_init_dist(seed));
    }

    /** The next token, from the last evaluation's logits. */
    int sample(Pointer context) {
        return LlamaLibrary.llama_sampler_sample(chain, context, -1);
    }

    /** Lets the penalties know of a token of the prompt. */
    void accept(int token) {
        LlamaLibrary.llama_sampler_accept(chain, token);
    }

    @Override
    public void close() {
        LlamaLibrary.llama_sampler_free(chain);
    }

    private void add(Pointer sampler) {
        LlamaLibrary.llama_sampler_chain_add(chain, sampler);
    }
}
