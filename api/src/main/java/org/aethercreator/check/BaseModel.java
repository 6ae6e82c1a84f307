package org.aethercreator.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aethercreator.check.template.SpecialTokens;
import org.aethercreator.fit.Companion;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.ModelFootprint;
import org.aethercreator.fit.RunSettings;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.llamacpp.AdapterCheck;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.Modelfile;

/**
 * What the GGUF files tell that a Modelfile names: FROM, ADAPTER and DRAFT. It needs no open file.
 *
 * @param model of the first FROM that is a language model
 * @param tokens that begin its prompts and end its answers
 * @param companions the other files
 * @param adapterProblems why an adapter does not fit the model, in sentences
 */
public record BaseModel(
        GgufModel model,
        ModelFootprint footprint,
        Vocabulary vocabulary,
        SpecialTokens tokens,
        List<Companion> companions,
        List<String> adapterProblems) {
    /** The context counts from the Modelfile; this takes its place until it is known. */
    private static final int PROVISIONAL_CONTEXT_TOKENS = 4096;

    public BaseModel {
        companions = List.copyOf(companions);
        adapterProblems = List.copyOf(adapterProblems);
    }

    /** Reads the files of a Modelfile that lies in {@code folder}; empty if its base is no GGUF file there. */
    public static Optional<BaseModel> of(Modelfile modelfile, Path folder) throws IOException {
        List<Path> files = modelfile.bases().stream()
                .flatMap(text -> file(folder, text).stream())
                .toList();
        for (Path base : files) {
            try (GgufFile file = GgufFile.open(base)) {
                if (Companion.of(file) instanceof Companion.Draft) { // neither adapter nor projector
                    List<Path> others =
                            files.stream().filter(other -> !other.equals(base)).toList();
                    return Optional.of(read(file, others, modelfile, folder));
                }
            }
        }
        return Optional.empty();
    }

    private static BaseModel read(GgufFile base, List<Path> others, Modelfile modelfile, Path folder)
            throws IOException {
        List<Path> adapters = modelfile
                .adapter()
                .flatMap(text -> file(folder, text))
                .map(List::of)
                .orElse(List.of());
        List<Path> drafts = modelfile
                .last(Instruction.Draft.class)
                .flatMap(draft -> file(folder, draft.path()))
                .map(List::of)
                .orElse(List.of());
        List<Companion> companions = new ArrayList<>();
        for (Path path :
                Stream.of(others, adapters, drafts).flatMap(List::stream).toList()) {
            try (GgufFile file = GgufFile.open(path)) {
                companions.add(Companion.of(file));
            }
        }
        List<String> problems = new ArrayList<>();
        for (Path adapter : adapters) {
            AdapterCheck.problem(adapter, base).ifPresent(problems::add);
        }
        return new BaseModel(
                base.model(),
                ModelFootprint.of(base),
                Vocabulary.of(base),
                SpecialTokens.of(base.metadata()),
                companions,
                problems);
    }

    private static Optional<Path> file(Path folder, String text) {
        try {
            return Optional.of(folder.resolve(text).normalize()).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The model and what is loaded beside it on a machine, as Ollama runs it. */
    public MemoryFit on(HardwareProfile hardware) {
        return new MemoryFit(footprint, RunSettings.standard(PROVISIONAL_CONTEXT_TOKENS), hardware, companions);
    }
}
