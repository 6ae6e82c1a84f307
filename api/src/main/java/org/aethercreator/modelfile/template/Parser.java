package org.aethercreator.modelfile.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aethercreator.modelfile.template.Node.Body;
import org.aethercreator.modelfile.template.Node.Branch;
import org.aethercreator.modelfile.template.Node.Invocation;
import org.aethercreator.modelfile.template.Node.Pipe;
import org.aethercreator.modelfile.template.Node.Text;
import org.aethercreator.modelfile.template.Node.Word;
import org.aethercreator.modelfile.template.Token.Kind;

/**
 * Parses one template: the whole text, or what a {@code define} or {@code block} inside of it names. All of a text
 * share the lexer and the set of templates; variables, loops and the line of the action are each one's own.
 */
final class Parser {
    private static final Set<Kind> ENDINGS = Set.of(Kind.END, Kind.ELSE);

    private final Lexer lexer;
    private final TemplateSet templates;
    private final TokenWindow tokens;
    private final PipelineParser pipelines;
    private String name;
    private int loops;

    private Parser(Lexer lexer, TemplateSet templates, String name) {
        this.lexer = lexer;
        this.templates = templates;
        this.name = name;
        this.tokens = new TokenWindow(lexer, templates);
        this.pipelines = new PipelineParser(tokens, templates);
    }

    /** All templates of a text; that of the text itself has the empty name. */
    static TemplateSet parse(String bytes) {
        TemplateSet templates = new TemplateSet();
        new Parser(new Lexer(bytes), templates, "").whole();
        return templates;
    }

    private void whole() {
        int position = tokens.peek().position();
        List<Node> nodes = new ArrayList<>();
        while (tokens.peek().kind() != Kind.EOF) {
            if (tokens.peek().kind() == Kind.LEFT_DELIMITER) {
                Token delimiter = tokens.next();
                if (tokens.nextNonSpace().kind() == Kind.DEFINE) {
                    new Parser(lexer, templates, "definition").definition();
                    continue;
                }
                tokens.backUp(delimiter);
            }
            Node node = textOrAction();
            if (ends(node)) {
                throw tokens.error("unexpected " + node.spelling());
            }
            nodes.add(node);
        }
        add(new Body(position, nodes));
    }

    /** {@code {{define "name"}} … {{end}}}; the keyword has been read. */
    private void definition() {
        Token quoted = tokens.nextNonSpace();
        if (quoted.kind() != Kind.STRING && quoted.kind() != Kind.RAW_STRING) {
            throw tokens.unexpected(quoted, "define clause");
        }
        name = tokens.unquote(quoted);
        tokens.expect(Kind.RIGHT_DELIMITER, "define clause");
        add(bodyUpToEnd(tokens, "define clause"));
    }

    private Body bodyUpToEnd(TokenWindow blamed, String context) {
        Section section = section();
        if (section.end().kind() != Kind.END) {
            throw blamed.error("unexpected " + section.end().spelling() + " in " + context);
        }
        return section.body();
    }

    private void add(Body body) {
        if (!templates.add(name, body)) {
            throw tokens.error("template: multiple definition of template " + GoQuoting.quote(name));
        }
    }

    /** Nodes up to an end or else, and which of them it was. */
    private record Section(Body body, Word end) {}

    private Section section() {
        int position = tokens.peekNonSpace().position();
        List<Node> nodes = new ArrayList<>();
        while (tokens.peekNonSpace().kind() != Kind.EOF) {
            Node node = textOrAction();
            if (ends(node)) {
                return new Section(new Body(position, nodes), (Word) node);
            }
            nodes.add(node);
        }
        throw tokens.error("unexpected EOF");
    }

    private static boolean ends(Node node) {
        return node instanceof Word word && ENDINGS.contains(word.kind());
    }

    private Node textOrAction() {
        Token token = tokens.nextNonSpace();
        if (token.kind() == Kind.TEXT) {
            return new Text(token.position(), token.text());
        }
        if (token.kind() != Kind.LEFT_DELIMITER) {
            throw tokens.unexpected(token, "input");
        }
        tokens.actionStartsAt(token.line());
        try {
            return action();
        } finally {
            tokens.actionStartsAt(0);
        }
    }

    private Node action() {
        Token token = tokens.nextNonSpace();
        return switch (token.kind()) {
            case BLOCK -> block();
            case BREAK, CONTINUE -> jump(token);
            case ELSE -> otherwise();
            case END -> new Word(tokens.expect(Kind.RIGHT_DELIMITER, "end").position(), Kind.END);
            case IF -> branch(Branch.Kind.IF);
            case RANGE -> branch(Branch.Kind.RANGE);
            case TEMPLATE -> invocation();
            case WITH -> branch(Branch.Kind.WITH);
            default -> {
                tokens.backUp();
                int position = tokens.peek().position();
                yield new Node.Action(position, pipelines.pipeline("command", Kind.RIGHT_DELIMITER));
            }
        };
    }

    private Node jump(Token keyword) {
        Word word = new Word(keyword.position(), keyword.kind());
        Token token = tokens.nextNonSpace();
        if (token.kind() != Kind.RIGHT_DELIMITER) {
            throw tokens.unexpected(token, word.spelling());
        }
        if (loops == 0) {
            throw tokens.error(word.spelling() + " outside {{range}}");
        }
        return word;
    }

    /** An else; the if or with after it is left to be read. */
    private Node otherwise() {
        Token token = tokens.peekNonSpace();
        boolean chained = token.kind() == Kind.IF || token.kind() == Kind.WITH;
        return new Word((chained ? token : tokens.expect(Kind.RIGHT_DELIMITER, "else")).position(), Kind.ELSE);
    }

    private Node branch(Branch.Kind kind) {
        templates.enter(tokens);
        int variables = pipelines.variables();
        Pipe pipe = pipelines.pipeline(kind.keyword(), Kind.RIGHT_DELIMITER);
        loops += kind == Branch.Kind.RANGE ? 1 : 0;
        Section section = section();
        loops -= kind == Branch.Kind.RANGE ? 1 : 0;
        Body otherwise = section.end().kind() == Kind.ELSE ? otherwise(kind, section.end()) : null;
        pipelines.forgetVariablesAfter(variables);
        templates.leave();
        return new Branch(kind, pipe.position(), pipe, section.body(), otherwise);
    }

    private Body otherwise(Branch.Kind kind, Word otherwise) {
        Kind next = tokens.peek().kind();
        boolean sameKind =
                (kind == Branch.Kind.IF && next == Kind.IF) || (kind == Branch.Kind.WITH && next == Kind.WITH);
        if (sameKind) {
            tokens.next();
            return new Body(otherwise.position(), List.of(branch(kind)));
        }
        Section section = section();
        if (section.end().kind() != Kind.END) {
            throw tokens.error("expected end; found " + section.end().spelling());
        }
        return section.body();
    }

    /** {@code {{block "name" pipe}} … {{end}}}: a definition, and its use in this place. */
    private Node block() {
        Token quoted = tokens.nextNonSpace();
        String defined = templateName(quoted, "block clause");
        Pipe pipe = pipelines.pipeline("block clause", Kind.RIGHT_DELIMITER);
        templates.enter(tokens);
        Parser block = new Parser(lexer, templates, defined);
        block.add(block.bodyUpToEnd(tokens, "block clause"));
        templates.leave();
        return new Invocation(quoted.position(), defined, pipe);
    }

    private Node invocation() {
        Token quoted = tokens.nextNonSpace();
        String invoked = templateName(quoted, "template clause");
        Pipe pipe = null;
        if (tokens.nextNonSpace().kind() != Kind.RIGHT_DELIMITER) {
            tokens.backUp();
            pipe = pipelines.pipeline("template clause", Kind.RIGHT_DELIMITER);
        }
        return new Invocation(quoted.position(), invoked, pipe);
    }

    private String templateName(Token quoted, String context) {
        if (quoted.kind() != Kind.STRING && quoted.kind() != Kind.RAW_STRING) {
            throw tokens.unexpected(quoted, context);
        }
        return tokens.unquote(quoted);
    }
}
