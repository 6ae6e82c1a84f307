package org.aethercreator.modelfile;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code ollama create} sends to the server for a Modelfile, with files still to be hashed and uploaded. Texts are
 * empty and lists are empty where the Modelfile says nothing.
 *
 * @param from the name of the base model; with it, Ollama ignores {@code files}
 * @param files absolute paths of the base's files
 * @param parameters {@link Long}, {@link Float}, {@link Boolean}, or a list of {@link String} for {@code stop}; in the
 *     order of the Modelfile
 * @param messages role and text of each turn
 * @param requires a version without a leading v
 * @param warnings what {@code ollama create} prints and goes on
 */
public record CreateRequest(
        String from,
        List<Path> files,
        List<Path> adapters,
        List<Path> draftFiles,
        String template,
        String system,
        List<String> licenses,
        Map<String, Object> parameters,
        List<Message> messages,
        String renderer,
        String parser,
        String requires,
        List<String> warnings) {

    /** A turn; the role is usually one of {@link Instruction.Message.Role}. */
    public record Message(String role, String content) {}

    public CreateRequest {
        files = List.copyOf(files);
        adapters = List.copyOf(adapters);
        draftFiles = List.copyOf(draftFiles);
        licenses = List.copyOf(licenses);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        messages = List.copyOf(messages);
        warnings = List.copyOf(warnings);
    }
}
