package org.aethercreator.chattemplate;

import java.util.List;

/** Tokens with a place, and how deep in brackets and blocks the parser is there. */
final class TokenStream {
    private final List<Token> tokens;
    private int position;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(position);
    }

    Token peek() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    int line() {
        return current().line();
    }

    /** The current token; the next one becomes current. */
    Token next() {
        Token token = current();
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    boolean is(Token.Type type) {
        return current().type() == type;
    }

    boolean isName(String name) {
        return current().isName(name);
    }

    boolean isOperator(String operator) {
        return current().isOperator(operator);
    }

    boolean skipName(String name) {
        boolean found = isName(name);
        if (found) {
            next();
        }
        return found;
    }

    boolean skipOperator(String operator) {
        boolean found = isOperator(operator);
        if (found) {
            next();
        }
        return found;
    }

    Token expect(Token.Type type, String what) {
        if (!is(type)) {
            throw expected(what);
        }
        return next();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw expected("'" + operator + "'");
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw expected("'" + name + "'");
        }
    }

    String name() {
        return expect(Token.Type.NAME, "a name").text();
    }

    ChatTemplateException expected(String what) {
        return problem(
                "expected " + what + ", found " + current().describe() + ". Correct the template's syntax there.");
    }

    ChatTemplateException problem(String message) {
        return new ChatTemplateException(message, line());
    }

    /** Goes one level deeper; every call is followed by {@link #leave}, unless parsing fails. */
    void enter() {
        if (++depth > Limits.SOURCE_DEPTH) {
            throw problem("brackets, operators or blocks are nested deeper than " + Limits.SOURCE_DEPTH
                    + " levels. Split the expression with {% set %}.");
        }
    }

    void leave() {
        depth--;
    }
}
