package org.aethercreator.modelfile.template;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.modelfile.template.Functions.CallFailure;
import org.aethercreator.modelfile.template.Functions.Parameter;
import org.aethercreator.modelfile.template.GoType.Kind;
import org.aethercreator.modelfile.template.Node.Pipe;
import org.aethercreator.modelfile.template.Node.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the pipelines of one run of one template: its variables, and the node that Go's messages would blame. That
 * node is the one last begun, which after an argument is the argument.
 */
final class Evaluation {
    private final String source;
    private final String template;
    private final Functions.Context functions;
    private final boolean missingIsZero;
    private final List<Binding> variables = new ArrayList<>();
    private Node node = new Node.Body(0, List.of());

    private record Binding(String name, GoValue value) {}

    Evaluation(String source, String template, Functions.Context functions, boolean missingIsZero, GoValue data) {
        this.source = source;
        this.template = template;
        this.functions = functions;
        this.missingIsZero = missingIsZero;
        variables.add(new Binding("$", data));
    }

    void at(Node begun) {
        this.node = begun;
    }

    GoTemplateException error(String message) {
        return GoTemplateException.execution(source, template, node, message);
    }

    int variables() {
        return variables.size();
    }

    void forgetVariablesAfter(int count) {
        variables.subList(count, variables.size()).clear();
    }

    void setLoopVariables(Pipe pipe, GoValue index, GoValue element) {
        int count = pipe.declared().size();
        if (pipe.assigns() && count > 0) {
            assign(pipe.declared().get(0).name(), count > 1 ? index : element);
            if (count > 1) {
                assign(pipe.declared().get(1).name(), element);
            }
        } else if (count > 0) {
            setTop(1, element);
            if (count > 1) {
                setTop(2, index);
            }
        }
    }

    private void setTop(int fromTop, GoValue value) {
        int at = variables.size() - fromTop;
        variables.set(at, new Binding(variables.get(at).name(), value));
    }

    private void assign(String name, GoValue value) {
        variables.set(find(name), new Binding(name, value));
    }

    private int find(String name) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(name)) {
                return i;
            }
        }
        throw error("undefined variable: " + name);
    }

    /** The text of an action's value. */
    String printed(GoValue value) {
        GoValue printable = value.kind() == Kind.POINTER ? value.indirect() : value;
        if (!printable.isValid()) {
            return "<no value>";
        }
        if (printable.kind() == Kind.FUNC) {
            throw error("can't print " + node.spelling() + " of type " + printable.type());
        }
        return GoPrinter.print(List.of(printable), functions.budget());
    }

    GoValue pipe(GoValue dot, Pipe pipe) {
        functions.budget().enter();
        at(pipe);
        GoValue value = GoValue.MISSING;
        for (Node.Command command : pipe.commands()) {
            value = command(dot, command, value).unboxed();
        }
        for (Variable variable : pipe.declared()) {
            if (pipe.assigns()) {
                assign(variable.name(), value);
            } else {
                variables.add(new Binding(variable.name(), value));
            }
        }
        functions.budget().leave();
        return value;
    }

    private GoValue command(GoValue dot, Node.Command command, GoValue last) {
        functions.budget().spend(1);
        Node first = command.first();
        List<Node> arguments = command.arguments();
        if (first instanceof Node.Field field) {
            return field(dot, field, arguments, last);
        }
        if (first instanceof Node.Chain chain) {
            return chain(dot, chain, arguments, last);
        }
        if (first instanceof Node.Identifier identifier) {
            return function(dot, identifier, command, arguments, last);
        }
        if (first instanceof Pipe pipe) {
            takesNoArguments(arguments, last);
            return pipe(dot, pipe);
        }
        if (first instanceof Variable variable) {
            return variable(variable, arguments, last);
        }
        at(first);
        takesNoArguments(arguments, last);
        if (first instanceof Node.Dot) {
            return dot;
        }
        if (first instanceof Node.Nil) {
            throw error("nil is not a command");
        }
        return literal(first);
    }

    private void takesNoArguments(List<Node> arguments, GoValue last) {
        if (arguments.size() > 1 || !last.isMissing()) {
            throw error("can't give argument to non-function "
                    + (arguments.isEmpty() ? "%!s(<nil>)" : arguments.get(0).spelling()));
        }
    }

    private GoValue literal(Node literal) {
        if (literal instanceof Node.Bool bool) {
            return GoValue.of(bool.value());
        }
        if (literal instanceof Node.Quoted quoted) {
            return GoValue.of(quoted.bytes());
        }
        if (literal instanceof Node.Numeral number) {
            at(number);
            Object constant = number.value().constant();
            if (constant == null) {
                throw error(number.value().text() + " overflows int");
            }
            return GoValue.constant(constant);
        }
        throw error("can't evaluate command " + GoQuoting.quote(literal.spelling()));
    }

    private GoValue field(GoValue dot, Node.Field field, List<Node> arguments, GoValue last) {
        at(field);
        return fields(dot, field.names(), arguments, last);
    }

    private GoValue chain(GoValue dot, Node.Chain chain, List<Node> arguments, GoValue last) {
        at(chain);
        GoValue operand;
        at(chain.operand());
        if (chain.operand() instanceof Pipe pipe) {
            operand = pipe(dot, pipe);
        } else {
            Node.Identifier identifier = (Node.Identifier) chain.operand();
            operand = function(dot, identifier, identifier, List.of(), GoValue.MISSING);
        }
        return fields(operand, chain.names(), arguments, last);
    }

    private GoValue variable(Variable variable, List<Node> arguments, GoValue last) {
        at(variable);
        GoValue value = variables.get(find(variable.name())).value();
        if (variable.names().size() == 1) {
            takesNoArguments(arguments, last);
            return value;
        }
        return fields(value, variable.names().subList(1, variable.names().size()), arguments, last);
    }

    private GoValue fields(GoValue start, List<String> names, List<Node> arguments, GoValue last) {
        GoValue receiver = start;
        for (int i = 0; i < names.size() - 1; i++) {
            receiver = field(receiver, names.get(i), List.of(), GoValue.MISSING);
        }
        return field(receiver, names.get(names.size() - 1), arguments, last);
    }

    private GoValue field(GoValue holder, String name, List<Node> arguments, GoValue last) {
        if (!holder.isValid()) {
            return GoValue.INVALID;
        }
        GoType type = holder.type();
        GoValue receiver = holder.indirect();
        if (receiver.kind() == Kind.INTERFACE) {
            throw error("nil pointer evaluating " + type + "." + name);
        }
        GoValue pointer = pointerTo(receiver, holder);
        GoType.Method method = pointer.type().method(name);
        if (method == null) {
            method = receiver.type().method(name);
            pointer = receiver;
        }
        if (method != null) {
            return method(method, pointer, name, arguments, last);
        }
        boolean hasArguments = arguments.size() > 1 || !last.isMissing();
        if (receiver.kind() == Kind.STRUCT) {
            GoValue member = member(receiver, name, type, hasArguments);
            if (member != null) {
                return member;
            }
        } else if (receiver.kind() == Kind.MAP) {
            if (hasArguments) {
                throw error(name + " is not a method but has arguments");
            }
            GoValue element = receiver.map().get(name);
            GoValue missing = missingIsZero ? receiver.type().element().zero() : GoValue.INVALID;
            return element == null ? missing : element;
        } else if (receiver.kind() == Kind.POINTER && hasMember(receiver.type().element(), name)) {
            throw error("nil pointer evaluating " + type + "." + name);
        }
        throw error("can't evaluate field " + name + " in type " + type);
    }

    /** The pointer by which a value was reached, for pointers have methods of their own. */
    private static GoValue pointerTo(GoValue receiver, GoValue holder) {
        GoValue pointer = receiver;
        for (GoValue value = holder; value.type() != receiver.type(); value = value.target()) {
            pointer = value.kind() == Kind.POINTER ? value : pointer;
        }
        return pointer;
    }

    private static boolean hasMember(GoType struct, String name) {
        return struct.members().stream().anyMatch(member -> member.name().equals(name));
    }

    private @Nullable GoValue member(GoValue struct, String name, GoType type, boolean hasArguments) {
        List<GoType.Member> members = struct.type().members();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).name().equals(name)) {
                if (!members.get(i).isExported()) {
                    throw error(name + " is an unexported field of struct type " + type);
                }
                if (hasArguments) {
                    throw error(name + " has arguments but cannot be invoked as function");
                }
                return struct.fields().get(i);
            }
        }
        return null;
    }

    private GoValue method(GoType.Method method, GoValue receiver, String name, List<Node> arguments, GoValue last) {
        int given = Math.max(arguments.size() - 1, 0) + (last.isMissing() ? 0 : 1);
        if (given != method.parameters()) {
            throw error("wrong number of args for " + name + ": want " + method.parameters() + " got " + given);
        }
        if (method.flaw() != null) {
            throw error(method.flaw());
        }
        if (method.flawOnNil() != null && receiver.isNil()) {
            throw error("error calling " + name + ": " + method.flawOnNil());
        }
        return method.body().apply(receiver);
    }

    private GoValue function(GoValue dot, Node.Identifier identifier, Node blamed, List<Node> arguments, GoValue last) {
        at(identifier);
        Functions function = Functions.find(identifier.name(), functions);
        if (function == null) {
            throw error(GoQuoting.quote(identifier.name()) + " is not a defined function");
        }
        List<Node> given = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        int count = given.size() + (last.isMissing() ? 0 : 1);
        int fixed = function.fixedParameters();
        if (function.isVariadic() ? count < fixed : count != fixed) {
            throw error("wrong number of args for " + function.goName() + ": want "
                    + (function.isVariadic() ? "at least " + fixed + " got " + given.size() : fixed + " got " + count));
        }
        if (function.stopsEarly()) {
            return firstThat(function == Functions.OR, dot, given, last);
        }
        List<GoValue> values = new ArrayList<>();
        for (Node argument : given) {
            values.add(argument(dot, function.parameter(values.size()), argument));
        }
        if (!last.isMissing()) {
            values.add(fitting(last, function.parameter(values.size())));
        }
        try {
            String callee =
                    given.isEmpty() ? Functions.described(last) : given.get(0).spelling();
            return function.call(values, callee, functions);
        } catch (CallFailure e) {
            at(blamed);
            throw error("error calling " + function.goName() + ": " + e.getMessage());
        }
    }

    /**
     * What {@code and} and {@code or} give: the first false or true argument, or the last; others are not evaluated.
     */
    private GoValue firstThat(boolean truth, GoValue dot, List<Node> arguments, GoValue last) {
        GoValue value = GoValue.INVALID;
        for (Node argument : arguments) {
            value = argument(dot, Parameter.VALUE, argument);
            if (value.unboxed().isTrue() == truth) {
                return value;
            }
        }
        return last.isMissing() ? value : last;
    }

    private GoValue argument(GoValue dot, Parameter parameter, Node argument) {
        at(argument);
        if (argument instanceof Node.Dot) {
            return fitting(dot, parameter);
        }
        if (argument instanceof Node.Nil) {
            if (parameter == Parameter.TEXT) {
                throw error("cannot assign nil to string");
            }
            return GoValue.INVALID;
        }
        if (argument instanceof Node.Field field) {
            return fitting(field(dot, field, List.of(), GoValue.MISSING), parameter);
        }
        if (argument instanceof Variable variable) {
            return fitting(variable(variable, List.of(), GoValue.MISSING), parameter);
        }
        if (argument instanceof Pipe pipe) {
            return fitting(pipe(dot, pipe), parameter);
        }
        if (argument instanceof Node.Identifier identifier) {
            return fitting(function(dot, identifier, identifier, List.of(), GoValue.MISSING), parameter);
        }
        if (argument instanceof Node.Chain chain) {
            return fitting(chain(dot, chain, List.of(), GoValue.MISSING), parameter);
        }
        if (parameter == Parameter.TEXT && !(argument instanceof Node.Quoted)) {
            throw error("expected string; found " + argument.spelling());
        }
        return literal(argument);
    }

    /** The value as a parameter takes it. */
    private GoValue fitting(GoValue value, Parameter parameter) {
        if (parameter == Parameter.VALUE) {
            return value;
        }
        if (parameter == Parameter.ANY) {
            return value.unboxed();
        }
        if (!value.isValid()) {
            throw error("invalid value; expected string");
        }
        GoValue inside = value.isNil() ? value : value.unboxed();
        if (inside.type() != GoType.STRING) {
            throw error("wrong type for value; expected string; got " + inside.type());
        }
        return inside;
    }
}
