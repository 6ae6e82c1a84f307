package org.aethercreator.modelfile.template;

import java.util.Arrays;
import org.aethercreator.modelfile.template.Token.Kind;

/**
 * The tokens around the place where a {@link Parser} reads, with up to three of them handed back. The line that Go's
 * messages name is that of the token last taken from the lexer, which may be ahead of the mistake.
 */
final class TokenWindow {
    private final Lexer lexer;
    private final TemplateSet templates;
    private final Token[] window = new Token[3];
    private int handedBack;
    private int actionLine;

    TokenWindow(Lexer lexer, TemplateSet templates) {
        this.lexer = lexer;
        this.templates = templates;
        Arrays.fill(window, new Token(Kind.ERROR, 0, "", 0));
    }

    Token next() {
        if (handedBack > 0) {
            handedBack--;
        } else {
            window[0] = lexer.next();
        }
        return window[handedBack];
    }

    Token nextNonSpace() {
        Token token = next();
        while (token.kind() == Kind.SPACE) {
            token = next();
        }
        return token;
    }

    Token peek() {
        if (handedBack > 0) {
            return window[handedBack - 1];
        }
        handedBack = 1;
        window[0] = lexer.next();
        return window[0];
    }

    Token peekNonSpace() {
        Token token = nextNonSpace();
        backUp();
        return token;
    }

    /** Hands the last token back. */
    void backUp() {
        handedBack++;
    }

    /** Hands the last token back, and one before it. */
    void backUp(Token before) {
        window[1] = before;
        handedBack = 2;
    }

    /** Hands the last token back, and two before it. */
    void backUp(Token secondBefore, Token before) {
        window[1] = before;
        window[2] = secondBefore;
        handedBack = 3;
    }

    Token expect(Kind kind, String context) {
        Token token = nextNonSpace();
        if (token.kind() != kind) {
            throw unexpected(token, context);
        }
        return token;
    }

    /** The line where the action begins that is being read; 0 outside of one. */
    void actionStartsAt(int line) {
        actionLine = line;
    }

    String unquote(Token quoted) {
        return GoQuoting.unquote(quoted.text()).orElseThrow(() -> error("invalid syntax"));
    }

    GoTemplateException unexpected(Token token, String context) {
        if (token.kind() != Kind.ERROR) {
            return error("unexpected " + token.shown() + " in " + context);
        }
        if (actionLine == 0 || actionLine == token.line()) {
            return error(token.shown());
        }
        String started = token.text().endsWith(" action") ? " started at :" : " in action started at :";
        return error(token.shown() + started + actionLine);
    }

    GoTemplateException error(String message) {
        return templates.error(message, window[0].line());
    }
}
