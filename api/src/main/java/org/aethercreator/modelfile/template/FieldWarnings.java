package org.aethercreator.modelfile.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.aethercreator.modelfile.template.GoType.Kind;
import org.aethercreator.modelfile.template.Node.Branch;
import org.jspecify.annotations.Nullable;

/**
 * Follows the types of the dot and of variables through a template, and tells of fields that Ollama's data do not have.
 * Where a type cannot be known without running (a parenthesis, another template), nothing is said.
 */
final class FieldWarnings {
    private static final GoType UNKNOWN = GoType.ANY;
    private static final Map<String, GoType> CHAT = Map.of(
            "Messages", OllamaTypes.MESSAGES,
            "Tools", OllamaTypes.TOOLS,
            "System", GoType.STRING,
            "Response", GoType.STRING,
            "Think", GoType.BOOL,
            "ThinkLevel", GoType.STRING,
            "IsThinkSet", GoType.BOOL);
    private static final Map<String, GoType> TURN = Map.of(
            "System", GoType.STRING,
            "Prompt", GoType.STRING,
            "Suffix", GoType.STRING,
            "Response", GoType.STRING,
            "Think", GoType.BOOL,
            "ThinkLevel", GoType.STRING,
            "IsThinkSet", GoType.BOOL);

    /** Told of a field: where, and what is the matter. */
    interface Listener {
        /** The data have no such name; nothing is printed for it but {@code <no value>}. */
        void noValue(Node node, String name, String known);

        /** The struct has no such field, and rendering stops. */
        void noField(Node node, String name, String known);
    }

    private final Map<String, GoType> data;
    private final Listener listener;

    FieldWarnings(GoTemplate.Mode mode, Listener listener) {
        this.data = mode == GoTemplate.Mode.MESSAGES ? CHAT : TURN;
        this.listener = listener;
    }

    /** Goes through the template that the data are handed to. */
    void check(Node.Body root) {
        Map<String, GoType> variables = new HashMap<>();
        variables.put("$", GoType.MAP);
        body(root, GoType.MAP, variables);
    }

    private void body(Node.Body body, GoType dot, Map<String, GoType> variables) {
        for (Node node : body.nodes()) {
            if (node instanceof Node.Action action) {
                pipe(action.pipe(), dot, variables);
            } else if (node instanceof Node.Invocation invocation && invocation.pipe() != null) {
                pipe(invocation.pipe(), dot, variables);
            } else if (node instanceof Branch branch) {
                branch(branch, dot, variables);
            }
        }
    }

    private void branch(Branch branch, GoType dot, Map<String, GoType> outer) {
        Map<String, GoType> variables = new HashMap<>(outer);
        GoType type = pipe(branch.pipe(), dot, variables);
        GoType inner = dot;
        if (branch.kind() == Branch.Kind.WITH) {
            inner = type;
        } else if (branch.kind() == Branch.Kind.RANGE) {
            boolean elements = type.kind() == Kind.SLICE || (type.kind() == Kind.MAP && type != GoType.MAP);
            inner = elements ? type.element() : UNKNOWN;
            List<Node.Variable> declared = branch.pipe().declared();
            for (int i = 0; i < declared.size(); i++) {
                variables.put(declared.get(i).name(), i == declared.size() - 1 ? inner : UNKNOWN);
            }
        }
        body(branch.body(), inner, new HashMap<>(variables));
        if (branch.otherwise() != null) {
            body(branch.otherwise(), dot, variables);
        }
    }

    /** The type of what a pipeline gives, as far as it is known. */
    private GoType pipe(Node.Pipe pipe, GoType dot, Map<String, GoType> variables) {
        GoType type = UNKNOWN;
        for (Node.Command command : pipe.commands()) {
            for (Node argument : command.arguments()) {
                type = argument(argument, dot, variables);
            }
            type = command.arguments().size() == 1 && pipe.commands().size() == 1 ? type : UNKNOWN;
        }
        for (Node.Variable variable : pipe.declared()) {
            variables.put(variable.name(), pipe.assigns() ? UNKNOWN : type);
        }
        return type;
    }

    private GoType argument(Node argument, GoType dot, Map<String, GoType> variables) {
        if (argument instanceof Node.Dot) {
            return dot;
        }
        if (argument instanceof Node.Field field) {
            return fields(field, dot, field.names());
        }
        if (argument instanceof Node.Variable variable) {
            GoType type = variables.getOrDefault(variable.name(), UNKNOWN);
            return fields(
                    variable, type, variable.names().subList(1, variable.names().size()));
        }
        if (argument instanceof Node.Pipe pipe) {
            return pipe(pipe, dot, variables);
        }
        if (argument instanceof Node.Chain chain) {
            return fields(chain, argument(chain.operand(), dot, variables), chain.names());
        }
        return UNKNOWN;
    }

    private GoType fields(Node node, GoType start, List<String> names) {
        GoType type = start;
        for (String name : names) {
            GoType holder = type.kind() == Kind.POINTER ? type.element() : type;
            if (type.method(name) != null || holder.method(name) != null) {
                return UNKNOWN;
            }
            if (holder == GoType.MAP) {
                type = known(node, name, data, listener::noValue);
            } else if (holder.kind() == Kind.STRUCT) {
                Map<String, GoType> members = new HashMap<>();
                holder.members().forEach(member -> members.put(member.name(), member.type()));
                type = known(node, name, members, listener::noField);
            } else {
                return UNKNOWN;
            }
        }
        return type;
    }

    private interface Report {
        void tell(Node node, String name, String known);
    }

    private static GoType known(Node node, String name, Map<String, GoType> names, Report report) {
        @Nullable GoType type = names.get(name);
        if (type == null) {
            report.tell(node, GoText.text(name), "." + String.join(", .", new TreeSet<>(names.keySet())));
            return UNKNOWN;
        }
        return type;
    }
}
