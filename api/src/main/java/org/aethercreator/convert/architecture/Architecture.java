package org.aethercreator.convert.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.aethercreator.convert.vocabulary.VocabularyStyle;
import org.aethercreator.gguf.GgufFileType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.safetensors.SafetensorsTensor;

/**
 * A family of models: how its tensors and parameters are called at Hugging Face, and how in GGUF. A subclass says what
 * differs from the usual.
 */
public abstract class Architecture {
    private final String ggufName;
    private final VocabularyStyle vocabularyStyle;
    private final List<String> names;

    /** @param names classes at Hugging Face */
    Architecture(String ggufName, VocabularyStyle vocabularyStyle, String... names) {
        this.ggufName = ggufName;
        this.vocabularyStyle = vocabularyStyle;
        this.names = List.of(names);
    }

    /** What {@code general.architecture} says, such as {@code llama}. */
    public final String ggufName() {
        return ggufName;
    }

    /** Classes at Hugging Face, such as {@code LlamaForCausalLM}. */
    public final List<String> names() {
        return names;
    }

    /** How the family keeps its tokenizer. */
    public final VocabularyStyle vocabularyStyle() {
        return vocabularyStyle;
    }

    /**
     * What the file's tensors are made of, in its order.
     *
     * @param stored in the order in which the reference reads them: by file, then by name
     */
    public final List<PlannedTensor> plan(ModelConfig config, List<SafetensorsTensor> stored) {
        Planning planning = new Planning(config, tensorNames(), blocks(config));
        generated(config).forEach(planning::add);
        for (SafetensorsTensor tensor : stored) {
            storedName(tensor.name()).ifPresent(name -> add(planning, name, tensor));
        }
        planning.finish();
        return List.copyOf(planning.tensors());
    }

    /**
     * The name under which a stored tensor is converted; empty if it is left out.
     *
     * <p>Weights saved from a class without a head have no {@code model.} in front of their names.
     */
    public final Optional<String> storedName(String name) {
        return Optional.of(name)
                .filter(any -> !isSkipped(any))
                .map(kept -> kept.replace("language_model.", ""))
                .filter(any -> !SkippedTensors.areUseless(any))
                .map(kept -> kept.startsWith("layers.") || kept.startsWith("embed_tokens.") || kept.startsWith("norm.")
                        ? "model." + kept
                        : kept);
    }

    /** Metadata that stands in front of everything but {@code general.architecture}. */
    public Map<String, GgufValue> firstEntries(ModelConfig config) {
        return Map.of();
    }

    /** Metadata of the family, in the order of the file. */
    public final Map<String, GgufValue> entries(ModelConfig config, GgufFileType fileType) {
        Parameters parameters = new Parameters(ggufName, fileType);
        addParameters(config, parameters);
        return parameters.entries();
    }

    /** What is odd about the model, in whole sentences. */
    public final List<String> warnings(ModelConfig config, List<PlannedTensor> plan) {
        List<String> warnings = new ArrayList<>(RopeParameters.of(config).warnings());
        List<Long> empty = LongStream.range(0, blocks(config))
                .filter(block -> plan.stream().noneMatch(tensor -> tensor.name().startsWith("blk." + block + ".")))
                .boxed()
                .toList();
        if (!empty.isEmpty()) {
            warnings.add("there are no weights for these blocks: " + empty
                    + "; the model is incomplete: download its weights again");
        }
        return warnings;
    }

    /** How many blocks the model has. */
    public final long blocks(ModelConfig config) {
        return config.needCount("n_layers", "num_hidden_layers", "n_layer", "num_layers");
    }

    abstract TensorNames tensorNames();

    boolean isSkipped(String name) {
        return SkippedTensors.areNotOfText(name);
    }

    /** Tensors that are computed from the configuration; they come first. */
    Stream<PlannedTensor> generated(ModelConfig config) {
        return Stream.of();
    }

    void add(Planning planning, String name, SafetensorsTensor tensor) {
        planning.add(planning.named(name, tensor));
    }

    /** {@code TextModel.set_gguf_parameters} of the reference. */
    void addParameters(ModelConfig config, Parameters parameters) {
        parameters.count("block_count", blocks(config));
        parameters.count("context_length", config.integer("max_position_embeddings", "n_ctx", "n_positions"));
        parameters.count("embedding_length", config.integer("hidden_size", "n_embd", "dim"));
        parameters.count("feed_forward_length", config.integer("intermediate_size", "n_inner", "hidden_dim"));
        parameters.count("attention.head_count", config.integer("num_attention_heads", "n_head", "n_heads"));
        parameters.count("attention.head_count_kv", config.integer("num_key_value_heads", "n_kv_heads"));
        if (!config.truth("is_causal").orElse(true)) {
            parameters.truth("attention.causal", false);
        }
        RopeParameters rope = RopeParameters.of(config);
        rope.addScaling(parameters);
        parameters.real("rope.freq_base", rope.theta());
        parameters.real("rope.freq_base_swa", rope.slidingTheta());
        parameters.real("attention.layer_norm_rms_epsilon", config.real("rms_norm_eps", "norm_eps"));
        parameters.real(
                "attention.layer_norm_epsilon", config.real("layer_norm_eps", "layer_norm_epsilon", "norm_epsilon"));
        parameters.count("expert_count", config.integer("num_local_experts", "num_experts", "n_routed_experts"));
        parameters.count("expert_used_count", config.integer("num_experts_per_tok", "num_experts_per_token"));
        parameters.count("attention.key_length", config.integer("head_dim"));
        parameters.count("attention.value_length", config.integer("head_dim"));
        parameters.fileType();
    }
}
