package org.aethercreator.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aethercreator.check.template.SpecialTokens;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.modelfile.OllamaVersion;
import org.aethercreator.modelfile.template.GoTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Looks a Modelfile over for a version of Ollama; the more it is told (the folder, the model, the memory), the more it
 * can see. Immutable; nothing is read before {@link #findings()}.
 */
public final class ModelfileCheck {
    private final ModelfileSource source;
    private final OllamaVersion version;
    private final @Nullable Path folder;
    private final @Nullable GgufModel model;
    private final @Nullable MemoryFit memory;
    private final @Nullable Vocabulary vocabulary;
    private final @Nullable SpecialTokens tokens;
    private final List<String> adapterProblems;

    private ModelfileCheck(
            ModelfileSource source,
            OllamaVersion version,
            @Nullable Path folder,
            @Nullable GgufModel model,
            @Nullable MemoryFit memory,
            @Nullable Vocabulary vocabulary,
            @Nullable SpecialTokens tokens,
            List<String> adapterProblems) {
        this.source = source;
        this.version = version;
        this.folder = folder;
        this.model = model;
        this.memory = memory;
        this.vocabulary = vocabulary;
        this.tokens = tokens;
        this.adapterProblems = adapterProblems;
    }

    /** A check for the newest known Ollama. */
    public static ModelfileCheck of(Modelfile modelfile) {
        return of(modelfile.source());
    }

    /** A check of a text that may be no valid Modelfile; what Ollama refuses is among the findings. */
    public static ModelfileCheck of(ModelfileSource source) {
        return new ModelfileCheck(source, OllamaVersion.NEWEST_KNOWN, null, null, null, null, null, List.of());
    }

    public ModelfileCheck withVersion(OllamaVersion ollama) {
        return new ModelfileCheck(source, ollama, folder, model, memory, vocabulary, tokens, adapterProblems);
    }

    /** Where the Modelfile lies: its paths are looked at. */
    public ModelfileCheck withFolder(Path modelfileFolder) {
        return new ModelfileCheck(source, version, modelfileFolder, model, memory, vocabulary, tokens, adapterProblems);
    }

    /** What FROM names: context length, layers and chat template are compared. */
    public ModelfileCheck withModel(GgufModel base) {
        return new ModelfileCheck(source, version, folder, base, memory, vocabulary, tokens, adapterProblems);
    }

    /**
     * The model on a machine: whether it has a place there with the context of the Modelfile, which takes the place of
     * that in the fit's settings.
     */
    public ModelfileCheck withMemory(MemoryFit fit) {
        return new ModelfileCheck(source, version, folder, model, fit, vocabulary, tokens, adapterProblems);
    }

    /** The tokens of what FROM names: stops are looked up there. */
    public ModelfileCheck withVocabulary(Vocabulary words) {
        return new ModelfileCheck(source, version, folder, model, memory, words, tokens, adapterProblems);
    }

    /**
     * The special tokens of what FROM names: the model's chat template prints them, and llama.cpp begins prompts and
     * ends answers with them. Without them a chat template that prints them is not compared with TEMPLATE.
     */
    public ModelfileCheck withTokens(SpecialTokens specialTokens) {
        return new ModelfileCheck(source, version, folder, model, memory, vocabulary, specialTokens, adapterProblems);
    }

    /** All that the files tell which the Modelfile names. */
    public ModelfileCheck withBase(BaseModel base) {
        return new ModelfileCheck(
                source,
                version,
                folder,
                base.model(),
                memory,
                base.vocabulary(),
                base.tokens(),
                base.adapterProblems());
    }

    /** The memory with the context, batch and layers that the Modelfile sets; empty without {@link #withMemory}. */
    public Optional<MemoryFit> memory() {
        return Optional.ofNullable(memory)
                .map(fit -> new MemoryRules(new CheckedModelfile(source, version), fit, new Findings()).fit());
    }

    /** Everything found, by line, the worst of a line first. */
    public List<Finding> findings() {
        CheckedModelfile modelfile = new CheckedModelfile(source, version);
        Findings findings = new Findings();
        new SyntaxRules(modelfile, findings).check();
        new ParameterRules(modelfile, findings).check();
        new CombinationRules(modelfile, findings).check();
        new TextRules(modelfile, findings).check();
        Optional<GoTemplate> template = new TemplateRules(modelfile, model, findings).check();
        new StopRules(modelfile, model, vocabulary, findings).check();
        if (model != null) {
            new ModelRules(modelfile, model, findings).check();
            new OwnTemplateRules(modelfile, template, model, tokens, findings).check();
        }
        new AdapterRules(modelfile, model, adapterProblems, findings).check(folder);
        if (memory != null) {
            new MemoryRules(modelfile, memory, findings).check();
        }
        if (folder != null) {
            new PathRules(modelfile, folder, findings).check();
        }
        return findings.inOrder();
    }
}
