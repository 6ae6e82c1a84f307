package org.aethercreator.modelfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.storage.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * A Modelfile: the instructions from which {@code ollama create} makes a model. Immutable; two are equal when Ollama
 * reads the same instructions from them, whatever comments and quotes their texts have.
 */
public final class Modelfile {
    private final List<Instruction> instructions;
    private final @Nullable ModelfileSource parsed;

    private Modelfile(List<Instruction> instructions, @Nullable ModelfileSource parsed) {
        if (instructions.stream().noneMatch(Instruction.From.class::isInstance)) {
            throw new IllegalArgumentException("A Modelfile of " + instructions.size()
                    + " instructions names no base model; add a From with a GGUF file, a folder or a model's name.");
        }
        this.instructions = List.copyOf(instructions);
        this.parsed = parsed;
    }

    /** A Modelfile of these instructions; one of them is a {@link Instruction.From}. */
    public static Modelfile of(List<Instruction> instructions) {
        return new Modelfile(instructions, null);
    }

    static Modelfile of(ModelfileSource source) {
        List<Instruction> read = new ArrayList<>();
        for (ModelfileSource.Entry entry : source.entries()) {
            if (entry.instruction() != null) {
                read.add(entry.instruction());
            }
        }
        return new Modelfile(read, source);
    }

    /**
     * Reads a Modelfile as Ollama does. Use {@link ModelfileSource#of(String)} for a text that may be wrong.
     *
     * @throws ModelfileFormatException where Ollama would stop
     */
    public static Modelfile parse(String text) {
        return ModelfileSource.of(text).modelfile();
    }

    /** Reads UTF-8, or UTF-16 with a byte order mark; undecodable bytes become U+FFFD as in Ollama. */
    public static Modelfile parse(byte[] bytes) {
        return ModelfileSource.of(bytes).modelfile();
    }

    /** @throws NoSuchFileException if there is no such file */
    public static Modelfile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            String found = Files.isDirectory(file) ? "a folder, not a Modelfile" : "no such file";
            throw new NoSuchFileException(
                    file.toString(), null, found + "; name the Modelfile itself, for example ./Modelfile");
        }
        return parse(Files.readAllBytes(file));
    }

    /** Begins a Modelfile on a GGUF file or a model folder. */
    public static ModelfileBuilder from(Path model) {
        return from(ModelfileBuilder.pathText(model));
    }

    /** Begins a Modelfile on the name of a model, or on a path as it shall stand in the file. */
    public static ModelfileBuilder from(String model) {
        return new ModelfileBuilder().from(model);
    }

    public List<Instruction> instructions() {
        return instructions;
    }

    /** The instructions of one kind, in order. */
    public <T extends Instruction> List<T> all(Class<T> kind) {
        return instructions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The instruction of one kind that counts where Ollama takes the last. */
    public <T extends Instruction> Optional<T> last(Class<T> kind) {
        List<T> all = all(kind);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** What the FROM lines name; several files (a model and its projector) make one model. */
    public List<String> bases() {
        return all(Instruction.From.class).stream().map(Instruction.From::model).toList();
    }

    public Optional<String> system() {
        return last(Instruction.System.class).map(Instruction.System::message);
    }

    public Optional<String> template() {
        return last(Instruction.Template.class).map(Instruction.Template::template);
    }

    public Optional<String> adapter() {
        return last(Instruction.Adapter.class).map(Instruction.Adapter::path);
    }

    public List<Instruction.Message> messages() {
        return all(Instruction.Message.class);
    }

    /** The texts at which an answer ends. */
    public List<String> stops() {
        return all(Instruction.Parameter.class).stream()
                .filter(parameter -> parameter.parameter().equals(ModelParameter.STOP.key()))
                .map(Instruction.Parameter::value)
                .toList();
    }

    /** Every parameter but the stops, with the value that counts: the last. In the order of first mention. */
    public Map<String, String> parameters() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Instruction.Parameter parameter : all(Instruction.Parameter.class)) {
            if (!parameter.parameter().equals(ModelParameter.STOP.key())) {
                values.put(parameter.parameter(), parameter.value());
            }
        }
        return values;
    }

    /** The value that counts, as written. */
    public Optional<String> parameter(ModelParameter parameter) {
        return parameter == ModelParameter.STOP
                ? stops().stream().reduce((first, last) -> last)
                : Optional.ofNullable(parameters().get(parameter.key()));
    }

    /** A builder that goes on after the last instruction. */
    public ModelfileBuilder toBuilder() {
        ModelfileBuilder builder = new ModelfileBuilder();
        instructions.forEach(builder::add);
        return builder;
    }

    /** This text, comments and all, followed by those values of the preset that it does not set itself. */
    public Modelfile withPreset(Preset preset) {
        String added = preset.textFor(this);
        String text = source().text();
        return added.isEmpty() ? this : parse(text + (text.endsWith("\n") ? "\n" : "\n\n") + added);
    }

    /**
     * This text, comments and all, followed by a TEMPLATE and those of its stops that are not there yet.
     *
     * @throws IllegalArgumentException if there is a TEMPLATE already
     */
    public Modelfile withTemplate(String template, List<String> stops) {
        if (template().isPresent()) {
            throw new IllegalArgumentException("The Modelfile has a TEMPLATE; remove it before another is added.");
        }
        String text = source().text();
        StringBuilder added = new StringBuilder(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
        added.append(new Instruction.Template(template).text()).append('\n');
        List<String> there = stops();
        stops.stream()
                .filter(stop -> !there.contains(stop))
                .map(stop -> new Instruction.Parameter(ModelParameter.STOP.key(), stop))
                .forEach(stop -> added.append(stop.text()).append('\n'));
        return parse(added.toString());
    }

    /** The text that it was parsed from; of a built one, the text that {@link #text()} writes. */
    public ModelfileSource source() {
        return parsed == null ? ModelfileSource.of(text()) : parsed;
    }

    /** Every instruction and comment of the {@link #source()} explained, for the newest known Ollama. */
    public List<LineExplanation> explain() {
        return explain(OllamaVersion.NEWEST_KNOWN);
    }

    public List<LineExplanation> explain(OllamaVersion version) {
        return source().explain(version);
    }

    /**
     * What {@code ollama create} would send to the server, were the Modelfile in {@code folder}; nothing is sent.
     *
     * @throws ModelfileFormatException where {@code ollama create} would stop
     * @throws IOException if files cannot be listed
     */
    public CreateRequest createRequest(Path folder) throws IOException {
        return createRequest(folder, OllamaVersion.NEWEST_KNOWN);
    }

    /** The same for a server that knows other parameters. */
    public CreateRequest createRequest(Path folder, OllamaVersion version) throws IOException {
        return new CreateRequestAssembler(this, folder, version).assemble();
    }

    /** The instructions, one after the other, so that {@code parse(text())} equals this. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Instruction instruction : instructions) {
            text.append(instruction.text()).append('\n');
        }
        return text.toString();
    }

    /** Writes {@link #text()} as UTF-8, whole or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Modelfile modelfile && modelfile.instructions.equals(instructions);
    }

    @Override
    public int hashCode() {
        return instructions.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
