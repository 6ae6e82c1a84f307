package org.aethercreator.check.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.aethercreator.chattemplate.ChatTemplate;

/**
 * The chat templates that tests compare with: those of real models, which belong to their authors and are read where
 * they lie, and small ones of ours.
 */
final class OwnTemplates {
    static final Path FOLDER = Path.of("../../shared/conformance/chattemplate");

    static final SpecialTokens TOKENS =
            new SpecialTokens(Map.of("bos_token", "<s>", "eos_token", "</s>"), Set.of("</s>"), true);

    static final ChatTemplate CHATML = ChatTemplate.parse("""
            {% for m in messages %}{{ '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{% endfor %}\
            {% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}""");

    private OwnTemplates() {}

    static boolean present() {
        return Files.isDirectory(FOLDER);
    }

    static ChatTemplate real(String name) {
        try {
            return ChatTemplate.parse(Files.readString(FOLDER.resolve(name + ".jinja")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jinja"))
                    .map(name -> name.replace(".jinja", ""))
                    .sorted()
                    .toList();
        }
    }
}
