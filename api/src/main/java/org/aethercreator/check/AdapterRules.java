package org.aethercreator.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Instruction.Adapter;
import org.jspecify.annotations.Nullable;

/** Whether ADAPTER was made for the model that FROM names. */
final class AdapterRules {
    private static final String CONFIGURATION = "adapter_config.json";
    /** Architectures whose adapters {@code ollama create} converts from safetensors. */
    private static final Set<String> CONVERTED = Set.of("llama", "gemma2");

    private final CheckedModelfile modelfile;
    private final @Nullable GgufModel model;
    private final List<String> problems;
    private final Findings findings;

    AdapterRules(CheckedModelfile modelfile, @Nullable GgufModel model, List<String> problems, Findings findings) {
        this.modelfile = modelfile;
        this.model = model;
        this.problems = problems;
        this.findings = findings;
    }

    void check(@Nullable Path folder) {
        modelfile.last(Adapter.class).ifPresent(located -> {
            for (String problem : problems) {
                findings.error(
                        located.entry(),
                        problem,
                        "ollama create accepts the pair; loading the model then fails.",
                        "Change FROM or ADAPTER so that they belong together.",
                        null);
            }
            if (folder != null && model != null) {
                peft(located, folder, model);
            }
        });
    }

    /** A folder as PEFT writes it. */
    private void peft(Located<Adapter> located, Path folder, GgufModel base) {
        String trainedOn;
        try {
            Path file = folder.resolve(located.instruction().path()).resolve(CONFIGURATION);
            if (!Files.isRegularFile(file)) {
                return;
            }
            JsonNode configuration = new ObjectMapper().readTree(Files.readAllBytes(file));
            trainedOn = configuration.path("base_model_name_or_path").asText("");
        } catch (IOException | InvalidPathException unreadable) {
            return; // said by the rules for paths
        }
        if (!CONVERTED.contains(base.architecture())) {
            findings.error(
                    located.entry(),
                    "The adapter is a folder of safetensors, and the model's architecture is " + base.architecture()
                            + ".",
                    "ollama create converts adapters of llama and gemma2 only.",
                    "Convert it with llama.cpp's convert_lora_to_gguf.py and name that GGUF file.",
                    null);
        }
        String name = base.name().orElse("");
        if (!trainedOn.isEmpty() && !name.isEmpty() && !sameModel(trainedOn, name)) {
            findings.warning(
                    located.entry(),
                    "The adapter was trained on " + Quoted.of(trainedOn) + ", and the model calls itself "
                            + Quoted.of(name) + ".",
                    "On another base the changes land on weights that they were not made for, and answers become"
                            + " worse without an error.",
                    "Name the base that it was trained on in FROM.",
                    null);
        }
    }

    /** Whether one name, without owner, size of quantization and punctuation, begins like the other. */
    private static boolean sameModel(String trainedOn, String name) {
        String one = plain(trainedOn.substring(trainedOn.replace('\\', '/').lastIndexOf('/') + 1));
        String other = plain(name);
        return one.contains(other) || other.contains(one);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
