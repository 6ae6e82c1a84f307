package org.aethercreator.modelfile.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aethercreator.modelfile.template.Node.Command;
import org.aethercreator.modelfile.template.Node.Field;
import org.aethercreator.modelfile.template.Node.Pipe;
import org.aethercreator.modelfile.template.Node.Variable;
import org.aethercreator.modelfile.template.Token.Kind;
import org.jspecify.annotations.Nullable;

/** Parses what stands inside of an action: {@code $x := command | command}. */
final class PipelineParser {
    private final TokenWindow tokens;
    private final TemplateSet templates;
    private final List<String> variables = new ArrayList<>(List.of("$"));

    PipelineParser(TokenWindow tokens, TemplateSet templates) {
        this.tokens = tokens;
        this.templates = templates;
    }

    /** How many variables are known here. */
    int variables() {
        return variables.size();
    }

    void forgetVariablesAfter(int count) {
        variables.subList(count, variables.size()).clear();
    }

    Pipe pipeline(String context, Kind end) {
        int position = tokens.peekNonSpace().position();
        List<Variable> declared = new ArrayList<>();
        boolean assigns = declarations(context, declared);
        List<Command> commands = new ArrayList<>();
        Token token = tokens.nextNonSpace();
        while (token.kind() != end) {
            if (!token.kind().startsCommand()) {
                throw tokens.unexpected(token, context);
            }
            tokens.backUp();
            commands.add(command());
            token = tokens.nextNonSpace();
        }
        check(commands, context);
        return new Pipe(position, assigns, declared, commands);
    }

    /** Reads {@code $x :=}, {@code $i, $x :=} or the like if it is there; whether it assigns to known variables. */
    private boolean declarations(String context, List<Variable> declared) {
        while (true) {
            Token variable = tokens.peekNonSpace();
            if (variable.kind() != Kind.VARIABLE) {
                return false;
            }
            tokens.next();
            Token adjacent = tokens.peek();
            Token following = tokens.peekNonSpace();
            boolean comma =
                    following.kind() == Kind.CHARACTER && following.text().equals(",");
            if (following.kind() == Kind.ASSIGN || following.kind() == Kind.DECLARE) {
                tokens.nextNonSpace();
                declare(variable, declared);
                return following.kind() == Kind.ASSIGN;
            }
            if (!comma) {
                if (adjacent.kind() == Kind.SPACE) {
                    tokens.backUp(variable, adjacent);
                } else {
                    tokens.backUp(variable);
                }
                return false;
            }
            tokens.nextNonSpace();
            declare(variable, declared);
            if (!context.equals("range") || declared.size() > 1) {
                throw tokens.error("too many declarations in " + context);
            }
            Kind next = tokens.peekNonSpace().kind();
            if (next != Kind.VARIABLE && next != Kind.RIGHT_DELIMITER && next != Kind.RIGHT_PAREN) {
                throw tokens.error("range can only initialize variables");
            }
        }
    }

    private void declare(Token variable, List<Variable> declared) {
        declared.add(variable(variable.position(), variable.text()));
        variables.add(variable.text());
    }

    private void check(List<Command> commands, String context) {
        if (commands.isEmpty()) {
            throw tokens.error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Node first = commands.get(i).first();
            if (isLiteral(first)) {
                throw tokens.error("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private Command command() {
        int position = tokens.peekNonSpace().position();
        List<Node> arguments = new ArrayList<>();
        while (true) {
            tokens.peekNonSpace();
            Node operand = operand();
            if (operand != null) {
                arguments.add(operand);
            }
            Token token = tokens.next();
            if (token.kind() == Kind.SPACE) {
                continue;
            }
            if (token.kind() == Kind.RIGHT_DELIMITER || token.kind() == Kind.RIGHT_PAREN) {
                tokens.backUp();
            } else if (token.kind() != Kind.PIPE) {
                throw tokens.unexpected(token, "operand");
            }
            break;
        }
        if (arguments.isEmpty()) {
            throw tokens.error("empty command");
        }
        return new Command(position, arguments);
    }

    /** A term and the fields after it; null if none begins here. */
    private @Nullable Node operand() {
        Node term = term();
        if (term == null || tokens.peek().kind() != Kind.FIELD) {
            return term;
        }
        int position = tokens.peek().position();
        StringBuilder fields = new StringBuilder();
        while (tokens.peek().kind() == Kind.FIELD) {
            fields.append(tokens.next().text());
        }
        if (term instanceof Field) {
            return field(position, term.spelling() + fields);
        }
        if (term instanceof Variable) {
            return variable(position, term.spelling() + fields);
        }
        if (isLiteral(term)) {
            throw tokens.error("unexpected . after term " + GoQuoting.quote(term.spelling()));
        }
        return new Node.Chain(position, term, field(position, fields.toString()).names());
    }

    private @Nullable Node term() {
        Token token = tokens.nextNonSpace();
        int position = token.position();
        return switch (token.kind()) {
            case IDENTIFIER -> function(token);
            case DOT -> new Node.Dot(position);
            case NIL -> new Node.Nil(position);
            case VARIABLE -> knownVariable(token);
            case FIELD -> field(position, token.text());
            case BOOL -> new Node.Bool(position, token.text().equals("true"));
            case CHARACTER_CONSTANT, COMPLEX, NUMBER -> number(token);
            case LEFT_PAREN -> {
                templates.enter(tokens);
                Pipe pipe = pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
                templates.leave();
                yield pipe;
            }
            case STRING, RAW_STRING -> new Node.Quoted(position, token.text(), tokens.unquote(token));
            default -> {
                tokens.backUp();
                yield null;
            }
        };
    }

    private Node function(Token name) {
        if (!Functions.isKnown(name.text())) {
            throw tokens.error("function " + GoQuoting.quote(name.text()) + " not defined");
        }
        return new Node.Identifier(name.position(), name.text());
    }

    private Node number(Token token) {
        try {
            return new Node.Numeral(token.position(), NumberLiteral.of(token));
        } catch (NumberLiteral.SyntaxException e) {
            throw tokens.error(String.valueOf(e.getMessage()));
        }
    }

    private Variable knownVariable(Token token) {
        Variable variable = variable(token.position(), token.text());
        if (!variables.contains(variable.name())) {
            throw tokens.error("undefined variable " + GoQuoting.quote(variable.name()));
        }
        return variable;
    }

    private static Variable variable(int position, String text) {
        return new Variable(position, Arrays.asList(text.split("\\.", -1)));
    }

    private static Field field(int position, String text) {
        return new Field(position, Arrays.asList(text.substring(1).split("\\.", -1)));
    }

    private static boolean isLiteral(Node node) {
        return node instanceof Node.Bool
                || node instanceof Node.Dot
                || node instanceof Node.Nil
                || node instanceof Node.Numeral
                || node instanceof Node.Quoted;
    }
}
