package org.aethercreator.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.aethercreator.check.Finding.Edit;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.modelfile.ModelfileSource.Entry;
import org.aethercreator.modelfile.ModelfileSource.Token;
import org.aethercreator.modelfile.OllamaVersion;

/** The text under check: its instructions with their places, and edits of them. */
record CheckedModelfile(ModelfileSource source, OllamaVersion version) {
    /** An instruction and where it stands. */
    record Located<T extends Instruction>(T instruction, Entry entry) {}

    <T extends Instruction> List<Located<T>> all(Class<T> kind) {
        List<Located<T>> located = new ArrayList<>();
        for (Entry entry : source.entries()) {
            if (kind.isInstance(entry.instruction())) {
                located.add(new Located<>(kind.cast(entry.instruction()), entry));
            }
        }
        return located;
    }

    <T extends Instruction> Optional<Located<T>> last(Class<T> kind) {
        return all(kind).stream().reduce((first, second) -> second);
    }

    List<Located<Instruction.Parameter>> all(ModelParameter parameter) {
        return all(Instruction.Parameter.class).stream()
                .filter(located -> located.instruction().parameter().equals(parameter.key()))
                .toList();
    }

    /** The line whose value counts. */
    Optional<Located<Instruction.Parameter>> effective(ModelParameter parameter) {
        return all(parameter).stream().reduce((first, second) -> second);
    }

    /** The number that counts, if one is set and this version of Ollama honours it. */
    OptionalDouble number(ModelParameter parameter) {
        if (parameter.status(version) != ModelParameter.Status.SUPPORTED) {
            return OptionalDouble.empty();
        }
        return effective(parameter)
                .map(located -> number(located.instruction()))
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble number(Instruction.Parameter parameter) {
        try {
            Object value = ModelParameter.find(parameter.parameter())
                    .orElseThrow()
                    .type()
                    .parse(parameter.value());
            return value instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
        } catch (IllegalArgumentException notANumber) {
            return OptionalDouble.empty();
        }
    }

    /** Takes the lines of an entry away. */
    Edit deletion(Entry entry) {
        String text = source.text();
        int start = entry.start();
        while (start > 0 && !isLineEnd(text.charAt(start - 1))) {
            start--;
        }
        int end = entry.end();
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        end += text.startsWith("\r\n", end) ? 2 : end < text.length() ? 1 : 0;
        return new Edit(start, end, "");
    }

    private static boolean isLineEnd(char character) {
        return character == '\n' || character == '\r';
    }

    /** Writes another instruction in the place of an entry. */
    Edit replacement(Entry entry, Instruction instruction) {
        return new Edit(entry.start(), entry.end(), instruction.text());
    }

    Edit replacement(Entry entry, ModelParameter parameter, String value) {
        return replacement(entry, new Instruction.Parameter(parameter.key(), value));
    }

    /** Whether the value of the entry stands in quotes. */
    boolean quoted(Entry entry) {
        return source.tokens().stream()
                .anyMatch(token -> token.kind() == Token.Kind.STRING
                        && token.start() >= entry.start()
                        && token.end() <= entry.end());
    }
}
