package org.aethercreator.modelfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts what Ollama refuses into words: its own message first, then where, what is allowed, and the way out. */
final class ModelfileProblems {
    private static final String COMMANDS_MESSAGE = "command must be one of "
            + Keyword.keys().stream()
                    .limit(Keyword.values().length - 1)
                    .map(key -> '"' + key + '"')
                    .collect(Collectors.joining(", "))
            + ", or \"" + Keyword.REQUIRES.key() + '"';
    private static final String COMMANDS = "A line begins with "
            + Arrays.stream(Keyword.values()).map(Keyword::name).collect(Collectors.joining(", "))
            + " or #, then one space and the value.";
    private static final String ROLES_MESSAGE = "message role must be one of \"system\", \"user\", or \"assistant\"";
    private static final String ROLES = "MESSAGE is followed by one space, by system, user or assistant in lower case,"
            + " one space and the text.";
    private static final List<String> DOCKERFILE = List.of(
            "run", "cmd", "copy", "add", "env", "arg", "entrypoint", "workdir", "label", "expose", "user", "volume");

    private final String text;
    private final TextLines lines;
    private final List<ModelfileFormatException> found = new ArrayList<>();

    ModelfileProblems(String text, TextLines lines) {
        this.text = text;
        this.lines = lines;
    }

    List<ModelfileFormatException> found() {
        return found;
    }

    void invalidCommand(int start, int end, String letters) {
        String word = wordAt(start);
        add("(line " + ollamaLine(end) + "): " + COMMANDS_MESSAGE, start, word, COMMANDS, commandFix(word, letters));
    }

    void endAfterCommand(int start, int end, String letters) {
        String fix = Keyword.find(letters)
                .map(ModelfileProblems::missingValueFix)
                .orElseGet(() -> commandFix(wordAt(start), letters));
        add("unexpected EOF", start, text.substring(start, end), COMMANDS, fix);
    }

    private static String commandFix(String word, String letters) {
        Optional<Keyword> known = Keyword.find(letters).filter(found -> word.length() == letters.length());
        if (known.isPresent()) {
            return missingValueFix(known.get());
        }
        if (word.startsWith("```")) {
            return "Remove the Markdown fence; only what stands between the fences belongs here.";
        }
        if (word.startsWith("//") || word.startsWith("--") || word.startsWith(";")) {
            return "Begin a comment with #.";
        }
        String lower = letters.toLowerCase(Locale.ROOT);
        if (DOCKERFILE.contains(lower)) {
            return letters.toUpperCase(Locale.ROOT) + " belongs to Dockerfiles; remove the line.";
        }
        return ClosestName.of(lower, Keyword.keys())
                .map(close -> "Write " + close.toUpperCase(Locale.ROOT) + " and one space.")
                .orElse(
                        "If the line belongs to the value above it, put that value between \"\"\" and \"\"\"; no line of"
                                + " it but the last may end in the closing quotes.");
    }

    private static String missingValueFix(Keyword keyword) {
        return switch (keyword) {
            case FROM -> "Write FROM and a model after it; FROM \"\" stands for the folder of the Modelfile.";
            case PARAMETER, MESSAGE -> "Write for example " + keyword.example() + ".";
            default -> "Write " + keyword + " and its value after it; " + keyword + " \"\" is the empty value.";
        };
    }

    void invalidParameterName(int start, int at, String name) {
        String allowed = "PARAMETER is followed by one space, a name of letters, digits and underscores, one space and"
                + " the value.";
        String word = wordAt(at - name.length());
        String fix = at == text.length() || isNewline(text.charAt(at))
                ? "Write the value after the name: " + text.substring(start, at) + " VALUE."
                : word.contains("-")
                        ? "Write " + word.replace('-', '_') + "."
                        : word.contains("=") || word.contains(":")
                                ? "Write a space between name and value, no = or :."
                                : "Remove the character after \"" + name + "\".";
        add(unexpectedEnd(at, name), at - name.length(), word, allowed, fix);
    }

    void invalidRoleCharacter(int at, String name) {
        String word = wordAt(at - name.length());
        String fix = at == text.length() || isNewline(text.charAt(at))
                ? "Write the text of the message after the role."
                : "Write one space directly after the role, without a colon.";
        add(unexpectedEnd(at, name), at - name.length(), word, ROLES, fix);
    }

    void invalidRole(int at, String name) {
        String fix = name.isEmpty()
                ? "Write one space, not several, between MESSAGE and the role."
                : Instruction.Message.Role.of(name.toLowerCase(Locale.ROOT))
                        .map(role -> "Write " + role.key() + " in lower case.")
                        .orElse("Write system, user or assistant; other roles cannot stand in a Modelfile.");
        add("(line " + ollamaLine(at) + "): " + ROLES_MESSAGE, at - name.length(), name, ROLES, fix);
    }

    void unclosed(int start, String quote) {
        int at = start;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String line = text.substring(at).lines().findFirst().orElse("");
        int close = line.lastIndexOf(quote);
        boolean textAfterQuote = close >= quote.length();
        String fix = textAfterQuote
                ? "Nothing may stand after the closing quote on its line, not even a comment; put the whole value between"
                        + " \"\"\" and \"\"\" if it holds quotes itself."
                : "End the value with " + quote + " at the end of a line.";
        add(
                "unexpected EOF",
                at,
                line,
                "A value that begins with " + quote + " ends where a line ends with " + quote + ".",
                fix);
    }

    void noFrom() {
        add(
                "no FROM line",
                text.length(),
                "",
                "A Modelfile names its base once, anywhere.",
                "Write a line FROM with the path of a GGUF file, a folder or the name of a model.");
    }

    private String unexpectedEnd(int at, String name) {
        return at == text.length() ? "unexpected EOF" : "unexpected EOF: " + name;
    }

    private void add(String ollamaMessage, int offset, String offending, String allowed, String fix) {
        found.add(new ModelfileFormatException(ollamaMessage, lines.position(offset), offending, allowed, fix));
    }

    /** Ollama counts CR and LF each as a line, and the offending character too. */
    private long ollamaLine(int offset) {
        return 1
                + text.substring(0, Math.min(offset + 1, text.length()))
                        .chars()
                        .filter(ModelfileProblems::isNewline)
                        .count();
    }

    private String wordAt(int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean isNewline(int character) {
        return character == '\r' || character == '\n';
    }
}
