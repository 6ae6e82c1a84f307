package org.aethercreator.modelfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that Ollama 0.33 knows, and the instruction that each makes. */
final class Keywords {
    /** In the order of Ollama's own message. */
    static final List<String> ALL = List.of(
            "from",
            "license",
            "template",
            "system",
            "adapter",
            "draft",
            "renderer",
            "parser",
            "parameter",
            "message",
            "requires");

    private Keywords() {}

    /**
     * @param name Ollama's name of the instruction: {@code model}, {@code system}, …, or that of a parameter, which may
     *     be the same ({@code PARAMETER system x} is a SYSTEM line to Ollama)
     * @param role who speaks, for a MESSAGE
     */
    static Instruction instruction(String name, Instruction.Message.@Nullable Role role, String value) {
        if (role != null) {
            return new Instruction.Message(role, value);
        }
        return switch (name) {
            case "model" -> new Instruction.From(value);
            case "license" -> new Instruction.License(value);
            case "template" -> new Instruction.Template(value);
            case "system" -> new Instruction.System(value);
            case "adapter" -> new Instruction.Adapter(value);
            case "draft" -> new Instruction.Draft(value);
            case "renderer" -> new Instruction.Renderer(value);
            case "parser" -> new Instruction.Parser(value);
            case "requires" -> new Instruction.Requires(value);
            case "message" ->
                Instruction.Message.of(value)
                        .<Instruction>map(message -> message)
                        .orElseGet(() -> new Instruction.Parameter(name, value));
            default -> new Instruction.Parameter(name, value);
        };
    }
}
