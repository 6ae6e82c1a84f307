package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads statements: what Jinja knows with the extensions that transformers loads, without what needs other templates.
 */
final class Parser {
    private static final Set<String> UNSUPPORTED =
            Set.of("extends", "include", "import", "from", "block", "autoescape");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    /** Whether break and continue have a loop here. */
    private boolean inLoop;
    /** How many for loops are open here, those around a macro included. */
    private int loops;

    private Parser(String template) {
        this.tokens = new TokenStream(Lexer.tokens(template));
        this.expressions = new ExpressionParser(tokens);
    }

    /** The statements of a template. */
    static Body parse(String template) {
        Parser parser = new Parser(template);
        try {
            Body body = parser.statements();
            if (!parser.tokens.is(Token.Type.END)) {
                throw parser.unknownTag();
            }
            Resolver.resolve(body);
            return body;
        } catch (RenderProblem e) {
            throw parser.tokens.problem(String.valueOf(e.getMessage()));
        }
    }

    /** Statements up to a tag that begins none, whose name is then the current token. */
    private Body statements() {
        tokens.enter();
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            if (token.type() == Token.Type.DATA) {
                statements.add(new OutputStatement.Text(tokens.next().text(), token.line()));
            } else if (token.type() == Token.Type.VARIABLE_BEGIN) {
                tokens.next();
                statements.add(new OutputStatement.Print(expressions.tuple(), token.line()));
                tokens.expect(Token.Type.VARIABLE_END, "'}}'");
            } else if (token.type() == Token.Type.BLOCK_BEGIN) {
                tokens.next();
                if (endsBlock()) {
                    break;
                }
                statements.addAll(statement());
                tokens.expect(Token.Type.BLOCK_END, "'%}'");
            } else {
                break;
            }
        }
        tokens.leave();
        return new Body(statements);
    }

    private boolean endsBlock() {
        String name = tokens.current().text();
        return tokens.is(Token.Type.NAME) && (name.startsWith("end") || name.equals("else") || name.equals("elif"));
    }

    private List<Statement> statement() {
        int line = tokens.line();
        String tag = tokens.expect(Token.Type.NAME, "the name of a tag").text();
        switch (tag) {
            case "for" -> {
                return List.of(forLoop(line));
            }
            case "if" -> {
                return List.of(condition(line));
            }
            case "set" -> {
                return List.of(assignment(line));
            }
            case "macro" -> {
                return List.of(macro(line));
            }
            case "call" -> {
                return List.of(call(line));
            }
            case "filter" -> {
                FilterExpression filter = expressions.blockFilters();
                return List.of(new BlockStatement.Filtered(filter, body("endfilter"), line));
            }
            case "with" -> {
                return List.of(with(line));
            }
            case "generation" -> {
                return List.of(new BlockStatement.Generation(function("endgeneration"), line));
            }
            case "print" -> {
                return prints(line);
            }
            case "break", "continue" -> {
                return List.of(jump(tag, line));
            }
            default -> throw unsupported(tag, line);
        }
    }

    private ChatTemplateException unsupported(String tag, int line) {
        return new ChatTemplateException(
                UNSUPPORTED.contains(tag)
                        ? "the tag '" + tag + "' is not supported here. Put everything into one template, without it."
                        : "Encountered unknown tag '" + tag + "'. Correct its name, or remove it.",
                line);
    }

    private ChatTemplateException unknownTag() {
        return tokens.is(Token.Type.NAME)
                ? tokens.problem(
                        "the tag '" + tokens.current().text()
                                + "' closes or continues a block that is not open there. Remove it, or open the block before it.")
                : tokens.expected("a tag");
    }

    /** The rest of a tag and the statements up to its end, which is left current. */
    private Body openBody() {
        tokens.skipOperator(":");
        tokens.expect(Token.Type.BLOCK_END, "'%}'");
        return statements();
    }

    private Body body(String end) {
        Body body = openBody();
        close(end);
        return body;
    }

    private void close(String end) {
        if (tokens.is(Token.Type.END)) {
            throw tokens.problem("Unexpected end of template; a block is still open. Close it with {% " + end + " %}.");
        }
        if (!tokens.skipName(end)) {
            throw tokens.problem("expected {% " + end + " %}, found the tag '"
                    + tokens.current().text() + "'. Close the innermost block first.");
        }
    }

    /** A body that becomes a function, which break and continue cannot leave. */
    private Body function(String end) {
        boolean outside = inLoop;
        inLoop = false;
        Body body = body(end);
        inLoop = outside;
        return body;
    }

    private Statement forLoop(int line) {
        loops++;
        Target target = checkLoopStays(expressions.target(false, "in"));
        tokens.expectName("in");
        Expression iterable = expressions.tupleWithoutCondition("recursive");
        Expression condition = tokens.skipName("if") ? expressions.expression() : null;
        boolean recursive = tokens.skipName("recursive");
        boolean outside = inLoop;
        inLoop = true;
        Body body = openBody();
        inLoop = outside;
        Body otherwise = tokens.skipName("else") ? openBody() : Body.EMPTY;
        close("endfor");
        loops--;
        return new ForStatement(target, iterable, condition, recursive, body, otherwise, line);
    }

    private Target checkLoopStays(Target target) {
        if (loops > 0 && Resolver.names(target).contains("loop")) {
            throw tokens.problem("Can't assign to special loop variable in for-loop target. Choose another name.");
        }
        return target;
    }

    private Statement condition(int line) {
        List<IfStatement.Branch> branches = new ArrayList<>();
        do {
            Expression condition = expressions.tupleWithoutCondition(null);
            branches.add(new IfStatement.Branch(condition, openBody()));
        } while (tokens.skipName("elif"));
        Body otherwise = tokens.skipName("else") ? openBody() : Body.EMPTY;
        close("endif");
        return new IfStatement(List.copyOf(branches), otherwise, line);
    }

    private Statement assignment(int line) {
        Target target = checkLoopStays(expressions.target(true, null));
        if (tokens.skipOperator("=")) {
            return new AssignmentStatement.Simple(target, expressions.tuple(), line);
        }
        FilterExpression filter = tokens.skipOperator("|") ? expressions.blockFilters() : null;
        return new AssignmentStatement.Captured(target, filter, body("endset"), line);
    }

    private Statement macro(int line) {
        String name = tokens.name();
        Parameters parameters = parameters();
        Body body = function("endmacro");
        return new MacroStatement.Definition(name, signature(parameters, body, line), body, line);
    }

    private Statement call(int line) {
        Parameters parameters = tokens.isOperator("(") ? parameters() : new Parameters(List.of(), List.of());
        Expression call = expressions.expression();
        if (!(call instanceof CallExpression macroCall)) {
            throw new ChatTemplateException("{% call %} needs the call of a macro, as in {% call name() %}.", line);
        }
        Body body = function("endcall");
        return new MacroStatement.Call(signature(parameters, body, line), macroCall, body, line);
    }

    private record Parameters(List<String> names, List<Expression> defaults) {}

    private Parameters parameters() {
        tokens.expectOperator("(");
        List<String> names = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        while (!tokens.isOperator(")")) {
            if (!names.isEmpty()) {
                tokens.expectOperator(",");
            }
            String name = tokens.name();
            if (names.contains(name)) {
                throw tokens.problem("the parameter '" + name + "' is there twice. Give each its own name.");
            }
            names.add(name);
            if (tokens.skipOperator("=")) {
                defaults.add(expressions.expression());
            } else if (!defaults.isEmpty()) {
                throw tokens.problem("non-default argument follows default argument. Put '" + name + "' before those.");
            }
        }
        tokens.expectOperator(")");
        return new Parameters(List.copyOf(names), List.copyOf(defaults));
    }

    private static Signature signature(Parameters parameters, Body body, int line) {
        Set<String> asked = Resolver.undeclared(body, Set.of("caller", "kwargs", "varargs")).stream()
                .filter(name -> name.equals("caller") || !parameters.names().contains(name))
                .collect(Collectors.toSet());
        int caller = parameters.names().indexOf("caller");
        int firstDefault = parameters.names().size() - parameters.defaults().size();
        if (asked.contains("caller") && caller >= 0 && caller < firstDefault) {
            throw new ChatTemplateException(
                    "When defining macros or call blocks the special \"caller\" argument must be omitted or be given a default.",
                    line);
        }
        return new Signature(
                parameters.names(),
                parameters.defaults(),
                asked.contains("caller"),
                asked.contains("kwargs"),
                asked.contains("varargs"));
    }

    private Statement with(int line) {
        List<Target> targets = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.is(Token.Type.BLOCK_END)) {
            if (!targets.isEmpty()) {
                tokens.expectOperator(",");
            }
            targets.add(expressions.target(false, null));
            tokens.expectOperator("=");
            values.add(expressions.expression());
        }
        return new BlockStatement.With(List.copyOf(targets), List.copyOf(values), body("endwith"), line);
    }

    private List<Statement> prints(int line) {
        List<Statement> prints = new ArrayList<>();
        while (!tokens.is(Token.Type.BLOCK_END)) {
            if (!prints.isEmpty()) {
                tokens.expectOperator(",");
            }
            prints.add(new OutputStatement.Print(expressions.expression(), line));
        }
        return prints;
    }

    private Statement jump(String tag, int line) {
        if (!inLoop) {
            throw new ChatTemplateException("'" + tag + "' outside loop. Put it into a {% for %} block.", line);
        }
        return new JumpStatement(tag.equals("break") ? Statement.Flow.BREAK : Statement.Flow.CONTINUE, line);
    }
}
