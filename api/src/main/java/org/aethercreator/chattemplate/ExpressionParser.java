package org.aethercreator.chattemplate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions by recursive descent, with Jinja's precedence: conditional, or, and, not, comparison, + -, ~, * /
 * // %, **, sign, then members, calls, filters and tests.
 */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");
    private static final Set<String> POWERS = Set.of("**");

    private final TokenStream tokens;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Expression expression() {
        tokens.enter();
        Expression then = or();
        while (tokens.skipName("if")) {
            int line = tokens.line();
            Expression condition = or();
            Expression otherwise = tokens.skipName("else") ? expression() : null;
            then = new ConditionalExpression(condition, then, otherwise, line);
        }
        tokens.leave();
        return then;
    }

    /** An expression or, with commas, a tuple without brackets. */
    Expression tuple() {
        return tuple(this::expression, false, null);
    }

    /** The same without a conditional expression at its top, where {@code if} has another meaning. */
    Expression tupleWithoutCondition(@Nullable String endName) {
        return tuple(this::or, false, endName);
    }

    private Expression tuple(Supplier<Expression> item, boolean mayBeEmpty, @Nullable String endName) {
        int line = tokens.line();
        List<Expression> items = new ArrayList<>();
        boolean isTuple = false;
        while (!atTupleEnd(endName)) {
            items.add(item.get());
            if (!tokens.skipOperator(",")) {
                break;
            }
            isTuple = true;
        }
        if (!isTuple && items.size() == 1) {
            return items.get(0);
        }
        if (!isTuple && !mayBeEmpty) {
            throw tokens.expected("an expression");
        }
        return new LiteralExpression.Tuple(List.copyOf(items), line);
    }

    private boolean atTupleEnd(@Nullable String endName) {
        return tokens.is(Token.Type.VARIABLE_END)
                || tokens.is(Token.Type.BLOCK_END)
                || tokens.isOperator(")")
                || (endName != null && tokens.isName(endName));
    }

    private Expression or() {
        Expression left = and();
        while (tokens.isName("or")) {
            int line = tokens.next().line();
            left = new LogicExpression.Or(left, and(), line);
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.isName("and")) {
            int line = tokens.next().line();
            left = new LogicExpression.And(left, not(), line);
        }
        return left;
    }

    private Expression not() {
        if (!tokens.isName("not")) {
            return comparison();
        }
        tokens.enter();
        int line = tokens.next().line();
        Expression operand = not();
        tokens.leave();
        return new LogicExpression.Not(operand, line);
    }

    private Expression comparison() {
        int line = tokens.line();
        Expression first = sum();
        List<CompareExpression.Operand> rest = new ArrayList<>();
        while (true) {
            String operator;
            if (tokens.is(Token.Type.OPERATOR)
                    && COMPARISONS.contains(tokens.current().text())) {
                operator = tokens.next().text();
            } else if (tokens.skipName("in")) {
                operator = "in";
            } else if (tokens.isName("not") && tokens.peek().isName("in")) {
                tokens.next();
                tokens.next();
                operator = "not in";
            } else {
                return rest.isEmpty() ? first : new CompareExpression(first, List.copyOf(rest), line);
            }
            rest.add(new CompareExpression.Operand(operator, sum()));
        }
    }

    private Expression sum() {
        return leftAssociative(SUMS, this::concatenation);
    }

    private Expression concatenation() {
        int line = tokens.line();
        List<Expression> parts = new ArrayList<>(List.of(product()));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.get(0) : new OperatorExpression.Concatenation(List.copyOf(parts), line);
    }

    private Expression product() {
        return leftAssociative(PRODUCTS, () -> leftAssociative(POWERS, () -> signed(true)));
    }

    private Expression leftAssociative(Set<String> operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        while (tokens.is(Token.Type.OPERATOR)
                && operators.contains(tokens.current().text())) {
            Token operator = tokens.next();
            left = new OperatorExpression.Binary(operator.text(), left, operand.get(), operator.line());
        }
        return left;
    }

    /** A filter belongs to the whole signed operand: -1|abs is (-1)|abs. */
    private Expression signed(boolean withFilters) {
        Expression operand;
        if (tokens.isOperator("-") || tokens.isOperator("+")) {
            tokens.enter();
            Token sign = tokens.next();
            operand = new OperatorExpression.Sign(sign.text().equals("-"), signed(false), sign.line());
            tokens.leave();
        } else {
            operand = primary();
        }
        Expression whole = members(operand);
        return withFilters ? filtersAndTests(whole) : whole;
    }

    private Expression primary() {
        Token token = tokens.next();
        switch (token.type()) {
            case NAME -> {
                return name(token);
            }
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (tokens.is(Token.Type.STRING)) {
                    text.append(tokens.next().text());
                }
                return new LiteralExpression.Constant(TextValue.of(text.toString()), token.line());
            }
            case INTEGER -> {
                BigInteger integer = Numbers.parse(token.text(), 0);
                return new LiteralExpression.Constant(
                        new IntegerValue(integer == null ? BigInteger.ZERO : integer), token.line());
            }
            case FLOAT -> {
                return new LiteralExpression.Constant(new FloatValue(Double.parseDouble(token.text())), token.line());
            }
            default -> {
                return bracketed(token);
            }
        }
    }

    static Expression name(Token token) {
        return switch (token.text()) {
            case "true", "True" -> new LiteralExpression.Constant(BooleanValue.TRUE, token.line());
            case "false", "False" -> new LiteralExpression.Constant(BooleanValue.FALSE, token.line());
            case "none", "None" -> new LiteralExpression.Constant(NoneValue.NONE, token.line());
            default -> new NameExpression(token.text(), token.line());
        };
    }

    private Expression bracketed(Token token) {
        tokens.enter();
        Expression inner;
        if (token.isOperator("(")) {
            inner = tuple(this::expression, true, null);
            tokens.expectOperator(")");
        } else if (token.isOperator("[")) {
            inner = new LiteralExpression.Items(items(), token.line());
        } else if (token.isOperator("{")) {
            inner = new LiteralExpression.Pairs(pairs(), token.line());
        } else {
            throw new ChatTemplateException(
                    "unexpected " + token.describe() + ". Put an expression there.", token.line());
        }
        tokens.leave();
        return inner;
    }

    private List<Expression> items() {
        List<Expression> items = new ArrayList<>();
        while (!tokens.isOperator("]")) {
            items.add(expression());
            if (!tokens.isOperator("]")) {
                tokens.expectOperator(",");
            }
        }
        tokens.expectOperator("]");
        return List.copyOf(items);
    }

    private List<Expression> pairs() {
        List<Expression> pairs = new ArrayList<>();
        while (!tokens.isOperator("}")) {
            pairs.add(expression());
            tokens.expectOperator(":");
            pairs.add(expression());
            if (!tokens.isOperator("}")) {
                tokens.expectOperator(",");
            }
        }
        tokens.expectOperator("}");
        return List.copyOf(pairs);
    }

    private Expression members(Expression object) {
        Expression whole = object;
        while (true) {
            int line = tokens.line();
            if (tokens.skipOperator(".")) {
                whole = attribute(whole, line);
            } else if (tokens.skipOperator("[")) {
                whole = subscript(whole, line);
            } else if (tokens.isOperator("(")) {
                whole = new CallExpression(whole, arguments(), line);
            } else {
                return whole;
            }
        }
    }

    private Expression attribute(Expression object, int line) {
        if (tokens.is(Token.Type.INTEGER)) {
            BigInteger index = Numbers.parse(tokens.next().text(), 0);
            Value key = new IntegerValue(index == null ? BigInteger.ZERO : index);
            return new MemberExpression.Item(object, new LiteralExpression.Constant(key, line), line);
        }
        return new MemberExpression.Attribute(object, tokens.name(), line);
    }

    private Expression subscript(Expression object, int line) {
        Expression start = tokens.isOperator(":") ? null : expression();
        Expression member;
        if (tokens.skipOperator(":")) {
            Expression stop = sliceBound();
            Expression step = tokens.skipOperator(":") ? sliceBound() : null;
            member = new MemberExpression.Slice(object, start, stop, step, line);
        } else if (start != null && tokens.isOperator(",")) {
            List<Expression> keys = new ArrayList<>(List.of(start));
            while (tokens.skipOperator(",")) {
                keys.add(expression());
            }
            member = new MemberExpression.Item(object, new LiteralExpression.Tuple(List.copyOf(keys), line), line);
        } else if (start != null) {
            member = new MemberExpression.Item(object, start, line);
        } else {
            throw tokens.expected("an index");
        }
        tokens.expectOperator("]");
        return member;
    }

    private @Nullable Expression sliceBound() {
        return tokens.isOperator(":") || tokens.isOperator("]") ? null : expression();
    }

    ArgumentList arguments() {
        tokens.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        List<ArgumentList.Named> named = new ArrayList<>();
        Expression spread = null;
        Expression namedSpread = null;
        while (!tokens.isOperator(")")) {
            boolean afterNamedSpread = namedSpread != null;
            if (tokens.isOperator("*")) {
                checkOrder(spread == null && !afterNamedSpread);
                tokens.next();
                spread = expression();
            } else if (tokens.isOperator("**")) {
                checkOrder(!afterNamedSpread);
                tokens.next();
                namedSpread = expression();
            } else if (tokens.is(Token.Type.NAME) && tokens.peek().isOperator("=")) {
                checkOrder(!afterNamedSpread);
                String name = tokens.next().text();
                tokens.next();
                checkNew(name, named);
                named.add(new ArgumentList.Named(name, expression()));
            } else {
                checkOrder(spread == null && !afterNamedSpread && named.isEmpty());
                positional.add(expression());
            }
            if (!tokens.isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        tokens.expectOperator(")");
        return new ArgumentList(List.copyOf(positional), List.copyOf(named), spread, namedSpread);
    }

    private void checkOrder(boolean inOrder) {
        if (!inOrder) {
            throw tokens.problem(
                    "invalid syntax for function call expression. Put the arguments in the order a, b=c, *d, **e.");
        }
    }

    private void checkNew(String name, List<ArgumentList.Named> named) {
        if (named.stream().anyMatch(argument -> argument.name().equals(name))) {
            throw tokens.problem("keyword argument repeated: " + name + ". Pass it once.");
        }
    }

    private Expression filtersAndTests(Expression object) {
        Expression whole = object;
        while (true) {
            int line = tokens.line();
            if (tokens.skipOperator("|")) {
                whole = filter(whole, line);
            } else if (tokens.skipName("is")) {
                whole = test(whole, line);
            } else if (tokens.isOperator("(")) {
                whole = new CallExpression(whole, arguments(), line);
            } else {
                return whole;
            }
        }
    }

    /** The filters of a block: the first one has no target. */
    FilterExpression blockFilters() {
        FilterExpression whole = filter(null, tokens.line());
        for (int count = 1; tokens.isOperator("|"); count++) {
            int line = tokens.next().line();
            if (count > Limits.SOURCE_DEPTH) {
                throw tokens.problem("a block has more than " + count + " filters. Nest two blocks instead.");
            }
            whole = filter(whole, line);
        }
        return whole;
    }

    private FilterExpression filter(@Nullable Expression target, int line) {
        String name = dottedName();
        ArgumentList arguments = tokens.isOperator("(") ? arguments() : ArgumentList.EMPTY;
        return new FilterExpression(target, name, arguments, line);
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.name());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.name());
        }
        return name.toString();
    }

    private Expression test(Expression target, int line) {
        boolean negated = tokens.skipName("not");
        String name = dottedName();
        Expression test = new TestExpression(target, name, testArguments(), line);
        return negated ? new LogicExpression.Not(test, line) : test;
    }

    private ArgumentList testArguments() {
        if (tokens.isOperator("(")) {
            return arguments();
        }
        Token next = tokens.current();
        boolean operand = next.type() == Token.Type.NAME
                || next.type() == Token.Type.STRING
                || next.type() == Token.Type.INTEGER
                || next.type() == Token.Type.FLOAT
                || next.isOperator("[")
                || next.isOperator("{");
        if (!operand || next.isName("else") || next.isName("or") || next.isName("and")) {
            return ArgumentList.EMPTY;
        }
        if (next.isName("is")) {
            throw tokens.problem("You cannot chain multiple tests with is. Join them with and.");
        }
        return new ArgumentList(List.of(members(primary())), List.of(), null, null);
    }

    /**
     * What is assigned to, up to {@code endName} or the end of the block.
     *
     * @param withNamespace whether an attribute of a namespace may be
     */
    Target target(boolean withNamespace, @Nullable String endName) {
        return target(tuple(() -> targetItem(withNamespace), false, endName), withNamespace);
    }

    private Expression targetItem(boolean withNamespace) {
        Token token = tokens.current();
        Expression item = primary();
        if (withNamespace && item instanceof NameExpression && tokens.skipOperator(".")) {
            return new MemberExpression.Attribute(item, tokens.name(), token.line());
        }
        return item;
    }

    private Target target(Expression expression, boolean withNamespace) {
        if (expression instanceof NameExpression name) {
            return new Target.Name(name.name());
        }
        if (expression instanceof LiteralExpression.Tuple tuple) {
            List<Target> targets = new ArrayList<>();
            for (Expression child : tuple.children()) {
                targets.add(target(child, withNamespace));
            }
            return new Target.Unpacked(List.copyOf(targets));
        }
        if (expression instanceof MemberExpression.Attribute attribute
                && attribute.object() instanceof NameExpression namespace
                && withNamespace) {
            return new Target.Attribute(namespace.name(), attribute.name());
        }
        throw new ChatTemplateException(
                "only names, tuples of names and attributes of a namespace can be assigned to. Assign to a new name.",
                expression.line());
    }
}
