package org.aethercreator.chattemplate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what may follow an operand: members and calls, then filters and tests. */
final class PostfixParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final ArgumentParser arguments;

    PostfixParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.arguments = new ArgumentParser(tokens, expressions);
    }

    /** The operand with the members, items and calls behind it. */
    Expression members(Expression object) {
        Expression whole = object;
        while (true) {
            int line = tokens.line();
            if (tokens.skipOperator(".")) {
                whole = attribute(whole, line);
            } else if (tokens.skipOperator("[")) {
                whole = subscript(whole, line);
            } else if (tokens.isOperator("(")) {
                whole = new CallExpression(whole, arguments.read(), line);
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
        Expression start = tokens.isOperator(":") ? null : expressions.expression();
        Expression member;
        if (tokens.skipOperator(":")) {
            Expression stop = sliceBound();
            Expression step = tokens.skipOperator(":") ? sliceBound() : null;
            member = new MemberExpression.Slice(object, start, stop, step, line);
        } else if (start != null && tokens.isOperator(",")) {
            List<Expression> keys = new ArrayList<>(List.of(start));
            while (tokens.skipOperator(",")) {
                keys.add(expressions.expression());
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
        return tokens.isOperator(":") || tokens.isOperator("]") ? null : expressions.expression();
    }

    /** The operand with the filters and tests behind it. */
    Expression filtersAndTests(Expression object) {
        Expression whole = object;
        while (true) {
            int line = tokens.line();
            if (tokens.skipOperator("|")) {
                whole = filter(whole, line);
            } else if (tokens.skipName("is")) {
                whole = test(whole, line);
            } else if (tokens.isOperator("(")) {
                whole = new CallExpression(whole, arguments.read(), line);
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
        ArgumentList given = tokens.isOperator("(") ? arguments.read() : ArgumentList.EMPTY;
        return new FilterExpression(target, name, given, line);
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
            return arguments.read();
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
        return new ArgumentList(List.of(members(expressions.primary())), List.of(), null, null);
    }
}
