package org.aethercreator.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of a repository are meant, by patterns as of {@code huggingface_hub}'s {@code allow_patterns} and
 * {@code ignore_patterns}: {@code *} stands for any characters, {@code /} among them, {@code ?} for one, {@code [abc]}
 * for one of these; a pattern that ends in {@code /} means all below that folder. Upper and lower case differ.
 *
 * @param include a file must match one of these, if there are any
 * @param exclude a file must match none of these
 */
public record HubFilter(List<String> include, List<String> exclude) {
    /** Files that belong together. */
    public enum Group {
        /** Tensors as safetensors, with their index. */
        WEIGHTS("model*.safetensors", "model*.safetensors.index.json", "adapter_model.safetensors"),
        /** Vocabulary, merges, special tokens, chat templates. */
        TOKENIZER(
                "tokenizer.json",
                "tokenizer_config.json",
                "tokenizer.model",
                "spiece.model",
                "special_tokens_map.json",
                "added_tokens.json",
                "vocab.json",
                "vocab.txt",
                "merges.txt",
                "chat_template.json",
                "chat_template.jinja",
                "additional_chat_templates/*"),
        /** Architecture and generation settings. */
        CONFIG("config.json", "generation_config.json", "adapter_config.json"),
        /** What the model is and how it may be used. */
        CARD("README.md", "LICENSE*", "LICENCE*", "USE_POLICY*", "NOTICE*");

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> patterns;

        Group(String... patterns) {
            this.patterns = List.of(patterns);
        }

        /** The group of that name in upper or lower case. */
        static Optional<Group> named(String name) {
            return Stream.of(values())
                    .filter(group -> group.name().equalsIgnoreCase(name))
                    .findFirst();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public HubFilter {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Every file. */
    public static HubFilter all() {
        return new HubFilter(List.of(), List.of());
    }

    /**
     * What converting and training need: all groups, and not the same weights once more in the formats of other
     * programs, which many repositories have beside them.
     */
    public static HubFilter model() {
        return of(Group.values());
    }

    /** The files of these groups. */
    public static HubFilter of(Group... groups) {
        return new HubFilter(
                Stream.of(groups).flatMap(group -> group.patterns.stream()).toList(), List.of());
    }

    /**
     * The files that any of the words means: a group's name, such as {@code tokenizer}, or a pattern, such as
     * {@code *.gguf}.
     */
    public static HubFilter including(List<String> words) {
        return new HubFilter(
                words.stream()
                        .flatMap(word -> Group.named(word)
                                .map(group -> group.patterns.stream())
                                .orElse(Stream.of(word)))
                        .toList(),
                List.of());
    }

    public HubFilter withExclude(List<String> patterns) {
        return new HubFilter(include, patterns);
    }

    /** Whether the file at {@code path} is meant. */
    public boolean accepts(String path) {
        return (include.isEmpty() || include.stream().anyMatch(pattern -> matches(pattern, path)))
                && exclude.stream().noneMatch(pattern -> matches(pattern, path));
    }

    List<HubFile> of(List<HubFile> files) {
        List<HubFile> accepted = new ArrayList<>(files);
        accepted.removeIf(file -> !accepts(file.path()));
        return accepted;
    }

    private static boolean matches(String glob, String path) {
        String normal = glob.replace('\\', '/');
        return Pattern.compile(regex(normal.endsWith("/") ? normal + "*" : normal), Pattern.DOTALL)
                .matcher(path)
                .matches();
    }

    /** As Python's {@code fnmatch.translate}. */
    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char character = glob.charAt(at);
            int end = character == '[' ? glob.indexOf(']', at + (glob.startsWith("!", at + 1) ? 3 : 2)) : -1;
            if (end > 0) {
                String set = glob.substring(at + 1, end).replaceAll("[\\[\\]\\\\^&~|]", "\\\\$0");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                at = end + 1;
            } else {
                regex.append(
                        switch (character) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf(character));
                        });
                at++;
            }
        }
        return regex.toString();
    }
}
