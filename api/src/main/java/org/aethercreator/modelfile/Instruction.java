package org.aethercreator.modelfile;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One instruction of a Modelfile, with its value as Ollama understands it (quotes removed). A value that no Modelfile
 * can hold is refused when the record is made, so that whatever exists can be written.
 */
public sealed interface Instruction {
    /** The keyword in upper case, {@code FROM}. */
    String keyword();

    /** What follows the keyword, as Ollama stores it: {@code user: Hello} for a message. */
    String argument();

    /** The name under which Ollama stores the instruction: {@code model} for FROM, a parameter's own name. */
    default String name() {
        return keyword().toLowerCase(Locale.ROOT);
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
        public String keyword() {
            return "FROM";
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
        private static final Set<String> OTHER_INSTRUCTIONS = Set.of(
                "model",
                "license",
                "template",
                "system",
                "adapter",
                "draft",
                "renderer",
                "parser",
                "requires",
                "message");

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

        // Ollama keeps parameters and instructions in one list of names: "PARAMETER system x" is a SYSTEM line. Only a
        // message needs a role to be one.
        private static boolean isOtherInstruction(String parameter, String value) {
            return OTHER_INSTRUCTIONS.contains(parameter)
                    && (!parameter.equals("message") || Message.of(value).isPresent());
        }

        @Override
        public String keyword() {
            return "PARAMETER";
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
        public String keyword() {
            return "TEMPLATE";
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
        public String keyword() {
            return "SYSTEM";
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
        public String keyword() {
            return "ADAPTER";
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
        public String keyword() {
            return "LICENSE";
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
        public String keyword() {
            return "MESSAGE";
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
        public String keyword() {
            return "RENDERER";
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
        public String keyword() {
            return "PARSER";
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
        public String keyword() {
            return "REQUIRES";
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
        public String keyword() {
            return "DRAFT";
        }

        @Override
        public String argument() {
            return path;
        }
    }
}
