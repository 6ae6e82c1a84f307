package org.aethercreator.llamacpp;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Map;

/** llama.cpp's samplers for some {@link GenerationOptions}, in the order of its own {@code common/sampling.cpp}. */
final class SamplerChain implements AutoCloseable {
    private static final int MIROSTAT_M = 100; // as in the paper and in llama.cpp
    private static final int LOGIT_BIAS_BYTES = 8; // struct llama_logit_bias: int32 token, float bias

    private final Pointer chain = LlamaLibrary.llama_sampler_chain_init(new LlamaStructures.SamplerChainParameters());

    SamplerChain(GenerationOptions options, int contextTokens, int vocabularySize) {
        addLogitBias(options.logitBias(), vocabularySize);
        Sampling sampling = options.sampling();
        int seed = (int) options.seed();
        if (sampling.temperature() > 0 && sampling.mirostat().version() > 0) {
            add(LlamaLibrary.llama_sampler_init_temp((float) sampling.temperature()));
            add(mirostat(sampling.mirostat(), seed, vocabularySize));
            return;
        }
        Penalties penalties = options.penalties();
        add(LlamaLibrary.abi()
                .penaltiesSampler(
                        vocabularySize,
                        penalties.lastTokens() == -1 ? contextTokens : penalties.lastTokens(),
                        (float) penalties.repeat(),
                        (float) penalties.frequency(),
                        (float) penalties.presence()));
        if (sampling.temperature() == 0) {
            add(LlamaLibrary.llama_sampler_init_greedy());
            return;
        }
        add(LlamaLibrary.llama_sampler_init_top_k(sampling.topK()));
        add(LlamaLibrary.llama_sampler_init_typical((float) sampling.typicalP(), 1));
        add(LlamaLibrary.llama_sampler_init_top_p((float) sampling.topP(), 1));
        add(LlamaLibrary.llama_sampler_init_min_p((float) sampling.minP(), 1));
        add(LlamaLibrary.llama_sampler_init_temp((float) sampling.temperature()));
        add(LlamaLibrary.llama_sampler_init_dist(seed));
    }

    private static Pointer mirostat(Mirostat mirostat, int seed, int vocabularySize) {
        float tau = (float) mirostat.tau();
        float eta = (float) mirostat.eta();
        return mirostat.version() == 1
                ? LlamaLibrary.llama_sampler_init_mirostat(vocabularySize, seed, tau, eta, MIROSTAT_M)
                : LlamaLibrary.llama_sampler_init_mirostat_v2(seed, tau, eta);
    }

    private void addLogitBias(Map<Integer, Float> biases, int vocabularySize) {
        if (biases.isEmpty()) {
            return;
        }
        Memory array = new Memory((long) LOGIT_BIAS_BYTES * biases.size()); // is copied
        long offset = 0;
        for (Map.Entry<Integer, Float> bias : biases.entrySet()) {
            Range.check(
                    bias.getKey() >= 0 && bias.getKey() < vocabularySize,
                    "a token of logitBias",
                    bias.getKey(),
                    "0 to " + (vocabularySize - 1));
            array.setInt(offset, bias.getKey());
            array.setFloat(offset + Integer.BYTES, bias.getValue());
            offset += LOGIT_BIAS_BYTES;
        }
        add(LlamaLibrary.llama_sampler_init_logit_bias(vocabularySize, biases.size(), array));
    }

    /** The next token, from the last evaluation's logits; the penalties know of it. */
    int sample(Pointer context) {
        return LlamaLibrary.llama_sampler_sample(chain, context, -1);
    }

    /** Selects one of the candidates; the penalties do not know of it. */
    void apply(Candidates candidates) {
        LlamaLibrary.llama_sampler_apply(chain, candidates.array());
    }

    /** Lets the penalties know of a token. */
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
