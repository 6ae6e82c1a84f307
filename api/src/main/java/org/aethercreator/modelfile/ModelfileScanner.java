package org.aethercreator.modelfile;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.modelfile.ModelfileSource.DroppedCharacter;
import org.aethercreator.modelfile.ModelfileSource.Entry;
import org.aethercreator.modelfile.ModelfileSource.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Modelfile as Ollama 0.33's {@code parser/parser.go} does, rune by rune. Up to the first problem the result is
 * Ollama's; from there on it skips the line and goes on, so that an editor can colour the rest and list more problems.
 */
final class ModelfileScanner {
    /** More than anybody reads; a file of another kind has one on every line. */
    private static final int MOST_PROBLEMS = 100;

    private final String text;
    private final TextLines lines;
    private final ModelfileProblems problems;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();
    private final List<DroppedCharacter> dropped = new ArrayList<>();
    private int at;
    // After a value that never ends, values are cut at their line: reading each to the end of the text once more would
    // make a text of unclosed quotes take quadratic time.
    private boolean valuesEndAtLine;

    ModelfileScanner(String text) {
        this.text = text;
        this.lines = new TextLines(text);
        this.problems = new ModelfileProblems(text, lines);
    }

    ModelfileSource scan() {
        while (at < text.length()) {
            int rune = text.codePointAt(at);
            if (rune == '#') {
                comment();
            } else if (isSpace(rune) || isNewline(rune)) {
                at++;
            } else {
                command();
            }
        }
        boolean from = entries.stream().anyMatch(entry -> entry.instruction() instanceof Instruction.From);
        if (!from && problems.found().isEmpty()) {
            problems.noFrom();
        }
        return new ModelfileSource(text, entries, tokens, dropped, problems.found());
    }

    private void comment() {
        int start = at;
        skipLine();
        token(Token.Kind.COMMENT, start, at);
        entry(null, start, at);
    }

    private void command() {
        int start = at;
        StringBuilder letters = new StringBuilder();
        // Ollama takes the first character of a command unseen, and drops it if it is not printable.
        nameRune(letters);
        while (at < text.length() && isAlpha(text.charAt(at))) {
            letters.append(text.charAt(at++));
        }
        String written = letters.toString();
        Keyword keyword = Keyword.find(written).orElse(null);
        if (at == text.length()) {
            fail(start, () -> problems.endAfterCommand(start, at, written));
        } else if (!isSpace(text.charAt(at)) || keyword == null) {
            fail(start, () -> problems.invalidCommand(start, at, written));
        } else {
            token(Token.Kind.KEYWORD, start, at++);
            operands(start, keyword);
        }
    }

    private void nameRune(StringBuilder letters) {
        int rune = text.codePointAt(at);
        if (PrintableRunes.contains(rune)) {
            letters.appendCodePoint(rune);
        } else {
            drop(rune);
        }
        at += Character.charCount(rune);
    }

    private void operands(int start, Keyword keyword) {
        if (keyword == Keyword.PARAMETER) {
            String name = word(true);
            if (endsInSpace(name, () -> problems.invalidParameterName(start, at, name))) {
                token(Token.Kind.PARAMETER_NAME, at - name.length(), at++);
                value(start, name, null);
            }
        } else if (keyword == Keyword.MESSAGE) {
            String name = word(false);
            if (endsInSpace(name, () -> problems.invalidRoleCharacter(at, name))) {
                Instruction.Message.Role role =
                        Instruction.Message.Role.of(name).orElse(null);
                if (role == null) {
                    fail(at - name.length(), () -> problems.invalidRole(at, name));
                } else {
                    token(Token.Kind.ROLE, at - name.length(), at++);
                    value(start, keyword.key(), role);
                }
            }
        } else {
            value(start, keyword == Keyword.FROM ? "model" : keyword.key(), null);
        }
    }

    private String word(boolean parameter) {
        int start = at;
        while (at < text.length()
                && (isAlpha(text.charAt(at)) || (parameter && isDigitOrUnderscore(text.charAt(at))))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean endsInSpace(String word, Runnable problem) {
        boolean ends = at < text.length() && isSpace(text.charAt(at));
        if (!ends) {
            fail(at - word.length(), problem);
        }
        return ends;
    }

    private void value(int start, String name, Instruction.Message.@Nullable Role role) {
        int valueStart = at;
        ValueBuffer buffer = new ValueBuffer();
        while (at < text.length()) {
            int rune = text.codePointAt(at);
            if (isNewline(rune) && (valuesEndAtLine || buffer.complete())) {
                break;
            }
            if (PrintableRunes.survivesInValue(rune)) {
                buffer.append(rune);
            } else {
                drop(rune);
            }
            at += Character.charCount(rune);
        }
        if (!buffer.complete()) {
            unclosed(valueStart, buffer.openingQuote());
            return;
        }
        int end = trimmedEnd(valueStart);
        boolean quoted = !buffer.openingQuote().isEmpty();
        token(quoted ? Token.Kind.STRING : Token.Kind.VALUE, valueStart, end);
        Instruction instruction =
                role == null ? Instruction.of(name, buffer.value()) : new Instruction.Message(role, buffer.value());
        entry(instruction, start, Math.max(end, valueStart));
    }

    /** Goes back to the end of the line on which the value begins. */
    private void unclosed(int valueStart, String quote) {
        valuesEndAtLine = true;
        at = valueStart;
        fail(valueStart, () -> problems.unclosed(valueStart, quote));
        while (!dropped.isEmpty() && dropped.get(dropped.size() - 1).offset() >= at) {
            dropped.remove(dropped.size() - 1);
        }
    }

    private int trimmedEnd(int from) {
        int end = at;
        while (end > from && (isSpace(text.charAt(end - 1)) || isNewline(text.charAt(end - 1)))) {
            end--;
        }
        return end;
    }

    /** Notes a problem and goes to the end of the line, all of which is marked from {@code start}. */
    private void fail(int start, Runnable problem) {
        if (problems.found().size() < MOST_PROBLEMS) {
            problem.run();
        }
        skipLine();
        token(Token.Kind.INVALID, start, trimmedEnd(start));
    }

    private void skipLine() {
        while (at < text.length() && !isNewline(text.charAt(at))) {
            at++;
        }
    }

    private void drop(int rune) {
        dropped.add(new DroppedCharacter(at, lines.line(at), rune));
    }

    private void token(Token.Kind kind, int start, int end) {
        int first = start;
        while (first < end && (isSpace(text.charAt(first)) || isNewline(text.charAt(first)))) {
            first++;
        }
        if (first < end) {
            tokens.add(new Token(kind, first, end));
        }
    }

    private void entry(@Nullable Instruction instruction, int start, int end) {
        entries.add(new Entry(instruction, start, end, lines.line(start), lines.line(end)));
    }

    private static boolean isAlpha(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isDigitOrUnderscore(char character) {
        return (character >= '0' && character <= '9') || character == '_';
    }

    private static boolean isSpace(int rune) {
        return rune == ' ' || rune == '\t';
    }

    private static boolean isNewline(int rune) {
        return rune == '\r' || rune == '\n';
    }
}
