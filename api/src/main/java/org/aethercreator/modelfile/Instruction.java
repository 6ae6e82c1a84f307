package org.aethercreator.modelfile;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One instruction of a Modelfile, with its value as Ollama understands it (quotes removed). A value that no Modelfile
 * can hold is refused when the record is made, so that whatever exists can be written.
 */
public sealed interface Instruction {
    /** The word that it begins with. */
    Keyword keyword();

    /** What follows the keyword, as Ollama stores it: {@code user: Hello} for a message. */
    String argument();

    /** The name under which Ollama stores the instruction: {@code model} for FROM, a parameter's own name. */
    default String name() {
        return keyword().key();
    }

    /**
     * The instruction that Ollama makes of a name and a value. Parameters and other instructions share one list of
     * names: {@code PARAMETER system x} is a SYSTEM line to Ollama.
     *
     * @param name {@code model} for FROM, {@code system}, …, or that of a parameter
     */
    static Instruction of(String name, String value) {
        return switch (name) {
            case "model" -> new From(value);
            case "license" -> new License(value);
            case "template" -> new Template(value);
            case "system" -> new System(value);
            case "adapter" -> new Adapter(value);
            case "draft" -> new Draft(value);
            case "renderer" -> new Renderer(value);
            case "parser" -> new Parser(value);
            case "requires" -> new Requires(value);
            case "message" ->
                Message.of(value).<Instruction>map(message -> message).orElseGet(() -> new Parameter(name, value));
            default -> new Parameter(name, value);
        };
    }

    /** The instruction as it stands in a Modelfile, without the final line break. */
    default String text() {
        return keyword() + " " + ValueQuoting.write(argument(), false);
    }

    /**
     * The base: a GGUF file, a folder, or the name of a model that Ollama has or can pull. The empty value is the
     * folder of the Modelfile.
     */
    record From(String model) implements Instruction {
        public From {
            ValueQuoting.require("FROM", model);
        }

        @Override
        public Keyword keyword() {
            return Keyword.FROM;
        }

        @Override
        public String name() {
            return "model";
        }

        @Override
        public String argument() {
            return model;
        }
    }

    /**
     * A setting of the model; see {@link ModelParameter}. Names are case-sensitive and any name of letters, digits and
     * underscores can be parsed; whether Ollama knows it is another question.
     */
    record Parameter(String parameter, String value) implements Instruction {
        private static final Set<String> OTHERS =
                Set.of("license", "template", "system", "adapter", "draft", "renderer", "parser", "requires");

        public Parameter {
            if (!parameter.matches("[A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("PARAMETER name \"" + parameter
                        + "\" holds a character that Ollama refuses; letters, digits and underscores are allowed."
                        + " Names are listed in ModelParameter.");
            }
            if (isOtherInstruction(parameter, value)) {
                throw new IllegalArgumentException("PARAMETER " + parameter + " is read by Ollama as another"
                        + " instruction, not as a parameter. Use the instruction of that name.");
            }
            ValueQuoting.require("PARAMETER " + parameter, value);
        }

        // Ollama's name of FROM is model; only with a role is "message" a message.
        private static boolean isOtherInstruction(String parameter, String value) {
            return parameter.equals("model")
                    || (parameter.equals("message") && Message.of(value).isPresent())
                    || OTHERS.contains(parameter);
        }

        @Override
        public Keyword keyword() {
            return Keyword.PARAMETER;
        }

        @Override
        public String name() {
            return parameter;
        }

        @Override
        public String argument() {
            return value;
        }

        @Override
        public String text() {
            return "PARAMETER " + parameter + " " + ValueQuoting.write(value, parameter.equals("stop"));
        }
    }

    /** The prompt template, in Go's template language. */
    record Template(String template) implements Instruction {
        public Template {
            ValueQuoting.require("TEMPLATE", template);
        }

        @Override
        public Keyword keyword() {
            return Keyword.TEMPLATE;
        }

        @Override
        public String argument() {
            return template;
        }
    }

    /** The system message that stands before every conversation. */
    @SuppressWarnings("JavaLangClash") // named by its keyword like the others, and always written Instruction.System
    record System(String message) implements Instruction {
        public System {
            ValueQuoting.require("SYSTEM", message);
        }

        @Override
        public Keyword keyword() {
            return Keyword.SYSTEM;
        }

        @Override
        public String argument() {
            return message;
        }
    }

    /** A LoRA adapter that is applied to the base: a GGUF file or a safetensors folder. */
    record Adapter(String path) implements Instruction {
        public Adapter {
            ValueQuoting.require("ADAPTER", path);
        }

        @Override
        public Keyword keyword() {
            return Keyword.ADAPTER;
        }

        @Override
        public String argument() {
            return path;
        }
    }

    /** The text of a licence. */
    record License(String license) implements Instruction {
        public License {
            ValueQuoting.require("LICENSE", license);
        }

        @Override
        public Keyword keyword() {
            return Keyword.LICENSE;
        }

        @Override
        public String argument() {
            return license;
        }
    }

    /** One turn of a conversation that stands before every chat, to show the model how to answer. */
    record Message(Role role, String content) implements Instruction {
        /** Who speaks. */
        public enum Role {
            SYSTEM,
            USER,
            ASSISTANT;

            /** The name as it stands in a Modelfile: {@code user}. */
            public String key() {
                return name().toLowerCase(Locale.ROOT);
            }

            static Optional<Role> of(String key) {
                for (Role role : values()) {
                    if (role.key().equals(key)) {
                        return Optional.of(role);
                    }
                }
                return Optional.empty();
            }
        }

        public Message {
            ValueQuoting.require("MESSAGE", content);
        }

        static Optional<Message> of(String argument) {
            int colon = argument.indexOf(": ");
            return colon < 0
                    ? Optional.empty()
                    : Role.of(argument.substring(0, colon))
                            .map(role -> new Message(role, argument.substring(colon + 2)));
        }

        @Override
        public Keyword keyword() {
            return Keyword.MESSAGE;
        }

        @Override
        public String argument() {
            return role.key() + ": " + content;
        }

        @Override
        public String text() {
            return "MESSAGE " + role.key() + " " + ValueQuoting.write(content, false);
        }
    }

    /** The name of a prompt renderer built into Ollama; it takes the place of TEMPLATE. */
    record Renderer(String renderer) implements Instruction {
        public Renderer {
            ValueQuoting.require("RENDERER", renderer);
        }

        @Override
        public Keyword keyword() {
            return Keyword.RENDERER;
        }

        @Override
        public String argument() {
            return renderer;
        }
    }

    /** The name of an output parser built into Ollama; it separates thinking and tool calls from the answer. */
    record Parser(String parser) implements Instruction {
        public Parser {
            ValueQuoting.require("PARSER", parser);
        }

        @Override
        public Keyword keyword() {
            return Keyword.PARSER;
        }

        @Override
        public String argument() {
            return parser;
        }
    }

    /** The oldest Ollama version that can run the model; shown, not enforced. */
    record Requires(String version) implements Instruction {
        public Requires {
            ValueQuoting.require("REQUIRES", version);
        }

        @Override
        public Keyword keyword() {
            return Keyword.REQUIRES;
        }

        @Override
        public String argument() {
            return version;
        }
    }

    /** A small model that guesses ahead for the base (speculative decoding): a GGUF file or a folder. */
    record Draft(String path) implements Instruction {
        public Draft {
            ValueQuoting.require("DRAFT", path);
        }

        @Override
        public Keyword keyword() {
            return Keyword.DRAFT;
        }

        @Override
        public String argument() {
            return path;
        }
    }
}
