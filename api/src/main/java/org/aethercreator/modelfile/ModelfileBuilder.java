package org.aethercreator.modelfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aethercreator.modelfile.Instruction.Message;

/**
 * Puts a Modelfile together, instruction by instruction. A preset fills in what is not set explicitly, before or after
 * it; of two presets the later one wins. Values that Ollama would refuse or read differently are refused at once.
 */
public final class ModelfileBuilder {
    private final List<Step> steps = new ArrayList<>();

    /** An instruction that was asked for, or one that a preset proposes. */
    private record Step(Instruction instruction, boolean proposed) {}

    ModelfileBuilder() {}

    /** A file or folder as Ollama recognises it: a relative path begins with a dot. */
    static String pathText(Path path) {
        String text = path.toString();
        return path.isAbsolute() || text.startsWith(".") ? text : "./" + text;
    }

    public ModelfileBuilder from(String model) {
        return add(new Instruction.From(model));
    }

    /** One more base file, such as a vision projector. */
    public ModelfileBuilder from(Path model) {
        return from(pathText(model));
    }

    public ModelfileBuilder preset(Preset preset) {
        preset.values().forEach(value -> steps.add(new Step(value.instruction(), true)));
        return this;
    }

    public ModelfileBuilder parameter(ModelParameter parameter, long value) {
        return parameter(parameter, Long.toString(value));
    }

    public ModelfileBuilder parameter(ModelParameter parameter, double value) {
        return parameter(parameter, Float.toString((float) value));
    }

    public ModelfileBuilder parameter(ModelParameter parameter, boolean value) {
        return parameter(parameter, Boolean.toString(value));
    }

    /** @throws IllegalArgumentException if the text is no value of the parameter's type */
    public ModelfileBuilder parameter(ModelParameter parameter, String value) {
        try {
            Object parsed = parameter.type().parse(value);
            if (parsed instanceof Float number && !Float.isFinite(number)) {
                throw new IllegalArgumentException(
                        value + " is no number that Ollama can send to its server. Write a" + " finite number.");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("PARAMETER " + parameter.key() + ": " + e.getMessage(), e);
        }
        return add(new Instruction.Parameter(parameter.key(), value));
    }

    /** One more text at which an answer ends. */
    public ModelfileBuilder stop(String text) {
        return parameter(ModelParameter.STOP, text);
    }

    public ModelfileBuilder system(String message) {
        return add(new Instruction.System(message));
    }

    public ModelfileBuilder template(String template) {
        return add(new Instruction.Template(template));
    }

    public ModelfileBuilder adapter(Path adapter) {
        return add(new Instruction.Adapter(pathText(adapter)));
    }

    public ModelfileBuilder draft(Path model) {
        return add(new Instruction.Draft(pathText(model)));
    }

    public ModelfileBuilder license(String license) {
        return add(new Instruction.License(license));
    }

    public ModelfileBuilder message(Message.Role role, String content) {
        return add(new Message(role, content));
    }

    public ModelfileBuilder renderer(String renderer) {
        return add(new Instruction.Renderer(renderer));
    }

    public ModelfileBuilder parser(String parser) {
        return add(new Instruction.Parser(parser));
    }

    public ModelfileBuilder requires(OllamaVersion version) {
        return add(new Instruction.Requires(version.toString()));
    }

    public ModelfileBuilder add(Instruction instruction) {
        steps.add(new Step(instruction, false));
        return this;
    }

    public Modelfile build() {
        Set<String> explicit = new HashSet<>();
        for (Step step : steps) {
            if (!step.proposed()) {
                explicit.add(step.instruction().name());
            }
        }
        List<Instruction> built = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!step.proposed() || !(explicit.contains(step.instruction().name()) || isProposedAgain(i))) {
                built.add(step.instruction());
            }
        }
        return Modelfile.of(built);
    }

    private boolean isProposedAgain(int index) {
        String name = steps.get(index).instruction().name();
        return !name.equals(ModelParameter.STOP.key())
                && steps.subList(index + 1, steps.size()).stream()
                        .anyMatch(step -> step.instruction().name().equals(name));
    }
}
