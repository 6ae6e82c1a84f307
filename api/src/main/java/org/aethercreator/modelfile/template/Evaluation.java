package org.aethercreator.modelfile.template;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.modelfile.template.Functions.CallFailure;
import org.aethercreator.modelfile.template.Functions.Parameter;
import org.aethercreator.modelfile.template.GoType.Kind;
import org.aethercreator.modelfile.template.Node.Pipe;
import org.aethercreator.modelfile.template.Node.Variable;

/**
 * Evaluates the pipelines of one run of one template: its variables, and the node that Go's messages would blame. That
 * node is the one last begun, which after an argument is the argument.
 */
final class Evaluation {
    private final String source;
    private final String template;
    private final Functions.Context functions;
    private final Fields fields;
    private final Variables variables;
    private Node node = new Node.Body(0, List.of());

    Evaluation(String source, String template, Functions.Context functions, boolean missingIsZero, GoValue data) {
        this.source = source;
        this.template = template;
        this.functions = functions;
        this.fields = new Fields(this, missingIsZero);
        this.variables = new Variables(this, data);
    }

    Variables variables() {
        return variables;
    }

    void at(Node begun) {
        this.node = begun;
    }

    GoTemplateException error(String message) {
        return GoTemplateException.execution(source, template, node, message);
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
                variables.assign(variable.name(), value);
            } else {
                variables.declare(variable.name(), value);
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
        GoValue value = variables.value(variable.name());
        if (variable.names().size() == 1) {
            takesNoArguments(arguments, last);
            return value;
        }
        return fields(value, variable.names().subList(1, variable.names().size()), arguments, last);
    }

    private GoValue fields(GoValue start, List<String> names, List<Node> arguments, GoValue last) {
        GoValue receiver = start;
        for (int i = 0; i < names.size() - 1; i++) {
            receiver = fields.value(receiver, names.get(i), 0);
        }
        int given = Math.max(arguments.size() - 1, 0) + (last.isMissing() ? 0 : 1);
        return fields.value(receiver, names.get(names.size() - 1), given);
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
