package org.aethercreator.modelfile.template;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A piece of a parsed template. Its position is the byte that Go's messages point at. */
sealed interface Node {
    int position();

    /** Writes it as Go's messages quote it. */
    void write(StringBuilder out);

    default String spelling() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    /** What stands between delimiters, or between them and the end. */
    record Body(int position, List<Node> nodes) implements Node {
        @Override
        public void write(StringBuilder out) {
            nodes.forEach(node -> node.write(out));
        }
    }

    record Text(int position, String bytes) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append(bytes);
        }
    }

    record Action(int position, Pipe pipe) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("{{");
            pipe.write(out);
            out.append("}}");
        }
    }

    record Branch(
            Kind kind,
            int position,
            Pipe pipe,
            Body body,
            @Nullable Body otherwise) implements Node {
        enum Kind {
            IF("if"),
            RANGE("range"),
            WITH("with");

            private final String keyword;

            Kind(String keyword) {
                this.keyword = keyword;
            }

            String keyword() {
                return keyword;
            }
        }

        @Override
        public void write(StringBuilder out) {
            out.append("{{").append(kind.keyword()).append(' ');
            pipe.write(out);
            out.append("}}");
            body.write(out);
            if (otherwise != null) {
                out.append("{{else}}");
                otherwise.write(out);
            }
            out.append("{{end}}");
        }
    }

    /** {@code {{template "name" pipe}}}. */
    record Invocation(int position, String name, @Nullable Pipe pipe) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("{{template ").append(GoQuoting.quote(name));
            if (pipe != null) {
                out.append(' ');
                pipe.write(out);
            }
            out.append("}}");
        }
    }

    /** One of the actions that are but a word: break, continue; while parsing also else and end. */
    record Word(int position, Token.Kind kind) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("{{").append(kind.name().toLowerCase(Locale.ROOT)).append("}}");
        }
    }

    record Pipe(int position, boolean assigns, List<Variable> declared, List<Command> commands) implements Node {
        @Override
        public void write(StringBuilder out) {
            for (int i = 0; i < declared.size(); i++) {
                out.append(i > 0 ? ", " : "");
                declared.get(i).write(out);
            }
            if (!declared.isEmpty()) {
                out.append(assigns ? " = " : " := ");
            }
            for (int i = 0; i < commands.size(); i++) {
                out.append(i > 0 ? " | " : "");
                commands.get(i).write(out);
            }
        }
    }

    /** What is called or evaluated, and its arguments. */
    record Command(int position, List<Node> arguments) implements Node {
        Node first() {
            return arguments.get(0);
        }

        @Override
        public void write(StringBuilder out) {
            for (int i = 0; i < arguments.size(); i++) {
                out.append(i > 0 ? " " : "");
                writeOperand(arguments.get(i), out);
            }
        }
    }

    /** {@code .Name.Name}. */
    record Field(int position, List<String> names) implements Node {
        @Override
        public void write(StringBuilder out) {
            names.forEach(name -> out.append('.').append(name));
        }
    }

    /** {@code $name.Name}; the first name has the dollar sign. */
    record Variable(int position, List<String> names) implements Node {
        String name() {
            return names.get(0);
        }

        @Override
        public void write(StringBuilder out) {
            out.append(String.join(".", names));
        }
    }

    /** {@code (pipe).Name.Name}. */
    record Chain(int position, Node operand, List<String> names) implements Node {
        @Override
        public void write(StringBuilder out) {
            writeOperand(operand, out);
            names.forEach(name -> out.append('.').append(name));
        }
    }

    /** The name of a function. */
    record Identifier(int position, String name) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append(name);
        }
    }

    record Bool(int position, boolean value) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append(value);
        }
    }

    record Dot(int position) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append('.');
        }
    }

    record Nil(int position) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("nil");
        }
    }

    record Numeral(int position, NumberLiteral value) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append(value.text());
        }
    }

    record Quoted(int position, String quoted, String bytes) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append(quoted);
        }
    }

    private static void writeOperand(Node operand, StringBuilder out) {
        if (operand instanceof Pipe) {
            out.append('(');
            operand.write(out);
            out.append(')');
        } else {
            operand.write(out);
        }
    }
}
