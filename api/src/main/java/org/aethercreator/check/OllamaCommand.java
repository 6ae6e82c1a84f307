package org.aethercreator.check;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aethercreator.ollama.ModelName;

/** A command line of the {@code ollama} program, word by word, so that no shell takes a name apart. */
public record OllamaCommand(List<String> words) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

    public OllamaCommand {
        words = List.copyOf(words);
    }

    /**
     * {@code ollama create NAME -f MODELFILE}.
     *
     * @throws IllegalArgumentException if Ollama would refuse the name
     */
    public static OllamaCommand create(String name, Path modelfile) {
        return new OllamaCommand(List.of("ollama", "create", ModelName.checked(name), "-f", modelfile.toString()));
    }

    /** {@code ollama run NAME}. */
    public static OllamaCommand run(String name) {
        return new OllamaCommand(List.of("ollama", "run", ModelName.checked(name)));
    }

    /** For sh, bash, zsh and their kin. */
    public String sh() {
        return words.stream()
                .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** For PowerShell, which also takes typographic quotes for quotes. */
    public String powerShell() {
        return words.stream()
                .map(word -> PLAIN.matcher(word).matches() && !word.startsWith("@") && !word.contains(",")
                        ? word
                        : "'" + word.replaceAll("(['\u2018\u2019\u201a\u201b])", "$1$1") + "'")
                .collect(Collectors.joining(" "));
    }
}
