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
    private final PostfixParser postfixes;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.postfixes = new PostfixParser(tokens, this);
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

    Expression tuple(Supplier<Expression> item, boolean mayBeEmpty, @Nullable String endName) {
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
        Expression whole = postfixes.members(operand);
        return withFilters ? postfixes.filtersAndTests(whole) : whole;
    }

    /** A name, a literal or what is in brackets. */
    Expression primary() {
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

    /** The filters of a block: the first one has no target. */
    FilterExpression blockFilters() {
        return postfixes.blockFilters();
    }
}
