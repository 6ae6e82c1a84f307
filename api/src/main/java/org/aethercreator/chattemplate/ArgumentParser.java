package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.List;

/** Reads the arguments of calls, filters and tests. */
final class ArgumentParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    ArgumentParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** From the opening bracket to the closing one. */
    ArgumentList read() {
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
                spread = expressions.expression();
            } else if (tokens.isOperator("**")) {
                checkOrder(!afterNamedSpread);
                tokens.next();
                namedSpread = expressions.expression();
            } else if (tokens.is(Token.Type.NAME) && tokens.peek().isOperator("=")) {
                checkOrder(!afterNamedSpread);
                String name = tokens.next().text();
                tokens.next();
                checkNew(name, named);
                named.add(new ArgumentList.Named(name, expressions.expression()));
            } else {
                checkOrder(spread == null && !afterNamedSpread && named.isEmpty());
                positional.add(expressions.expression());
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
}
