package org.aethercreator.convert.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.aethercreator.convert.architecture.Architecture;
import org.aethercreator.convert.architecture.Architectures;

/** A family of models as {@code transformers} names it, and its settings. */
enum ExportedFamily {
    /** Llama 1 to 3, Mistral and SmolLM2: to llama.cpp they are the same. */
    LLAMA("llama", "LlamaForCausalLM", "llama", FamilySettings::llama),
    QWEN2("qwen2", "Qwen2ForCausalLM", "qwen2", FamilySettings::silu),
    QWEN3("qwen3", "Qwen3ForCausalLM", "qwen3", FamilySettings::qwen3),
    GEMMA2("gemma2", "Gemma2ForCausalLM", "gemma2", FamilySettings::gemma2),
    GEMMA3("gemma3", "Gemma3ForCausalLM", "gemma3_text", FamilySettings::gemma3),
    PHI3("phi3", "Phi3ForCausalLM", "phi3", FamilySettings::phi3),
    SMOLLM3("smollm3", "SmolLM3ForCausalLM", "smollm3", FamilySettings::smolLm3),
    GRANITE("granite", "GraniteForCausalLM", "granite", FamilySettings::granite),
    STABLELM("stablelm", "StableLmForCausalLM", "stablelm", FamilySettings::stableLm),
    OLMO2("olmo2", "Olmo2ForCausalLM", "olmo2", FamilySettings::olmo2);

    private final String ggufName;
    private final String className;
    private final String modelType;

    @SuppressWarnings("ImmutableEnumChecker") // references to methods have no state
    private final BiConsumer<FamilySettings, ObjectNode> settings;

    ExportedFamily(
            String ggufName, String className, String modelType, BiConsumer<FamilySettings, ObjectNode> settings) {
        this.ggufName = ggufName;
        this.className = className;
        this.modelType = modelType;
        this.settings = settings;
    }

    /** The family of {@code general.architecture}. */
    static Optional<ExportedFamily> of(String ggufName) {
        return Arrays.stream(values())
                .filter(family -> family.ggufName.equals(ggufName))
                .findFirst();
    }

    /** All that can be exported. */
    static String all() {
        return Arrays.stream(values()).map(family -> family.ggufName).collect(Collectors.joining(", "));
    }

    /** Its class in {@code transformers}. */
    String className() {
        return className;
    }

    String modelType() {
        return modelType;
    }

    /** Names and order of its tensors. */
    Architecture network() {
        return Architectures.ofGguf(ggufName)
                .orElseThrow(() -> new IllegalStateException(ggufName + " is exported and cannot be converted"));
    }

    void addSettings(FamilySettings facts, ObjectNode config) {
        settings.accept(facts, config);
    }
}
