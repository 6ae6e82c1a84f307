package org.aethercreator.chat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.llamacpp.Generation;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.progress.Progress;

/**
 * A conversation with the model of a Modelfile, run by the embedded llama.cpp with the Modelfile's parameters, system
 * message and example messages. The prompt is the one that Ollama would make, by TEMPLATE or by the chat template in
 * the model's file; as in Ollama, the oldest turns are left out of it once they do not fit into the context. Not for
 * use by several threads at once.
 */
public final class ChatSession implements AutoCloseable {
    private final LlamaModel model;
    private final PromptTemplate template;
    private final GenerationOptions options;
    private final List<ChatMessage> messages;
    private final List<String> ignored;

    private ChatSession(
            LlamaModel model, PromptTemplate template, ModelfileSettings settings, List<ChatMessage> opening) {
        this.model = model;
        this.template = template;
        this.options = settings.options();
        this.messages = new ArrayList<>(opening);
        this.ignored = settings.ignored();
    }

    /**
     * Loads the model, in a process of its own that lives until {@link #close()}.
     *
     * @param folder against which relative paths of FROM and ADAPTER are resolved: that of the Modelfile
     * @throws IllegalArgumentException if FROM names several bases, or a parameter has a value that llama.cpp cannot
     *     follow, or an adapter is none for this model
     * @throws ChatException if neither Modelfile nor model has a template for chats that can be read
     * @throws IOException if FROM is no GGUF file that can be read
     */
    public static ChatSession open(Modelfile modelfile, Path folder, Progress progress)
            throws IOException, InterruptedException {
        if (modelfile.bases().size() != 1) {
            throw new IllegalArgumentException(
                    "The Modelfile names " + modelfile.bases().size()
                            + " bases; the embedded llama.cpp runs one GGUF file. Leave one FROM line.");
        }
        ModelfileSettings settings = ModelfileSettings.of(modelfile, folder);
        Path gguf = folder.resolve(modelfile.bases().get(0));
        PromptTemplate template;
        try (GgufFile file = GgufFile.open(gguf)) {
            template = PromptTemplate.of(modelfile, file);
        }
        return new ChatSession(
                LlamaCpp.standard().load(gguf, settings.load(), progress),
                template,
                settings,
                ChatMessage.opening(modelfile));
    }

    /**
     * Says {@code text} to the model and waits for its answer; both become part of the conversation. If it is
     * interrupted or fails, the conversation stays as it was.
     *
     * @param onText is given the answer piece by piece
     * @throws ChatException if the template refuses the conversation
     * @throws IllegalArgumentException if {@code text} does not fit into the context
     */
    public Generation send(String text, Consumer<String> onText) throws InterruptedException {
        List<ChatMessage> asked = new ArrayList<>(messages);
        asked.add(ChatMessage.user(text));
        Generation answer = model.generate(prompt(asked), options, onText);
        messages.add(ChatMessage.user(text));
        messages.add(ChatMessage.assistant(answer.text()));
        return answer;
    }

    /** What is sent to the model: all of the conversation, or as much as leaves a token for the answer. */
    private String prompt(List<ChatMessage> asked) {
        String whole = template.prompt(asked);
        return fits(whole)
                ? whole
                : IntStream.range(1, asked.size())
                        .mapToObj(left -> shortened(asked, left))
                        .flatMap(Optional::stream)
                        .filter(this::fits)
                        .findFirst()
                        .orElse(whole);
    }

    private boolean fits(String prompt) {
        return model.tokenize(prompt, true, true).length < model.contextTokens();
    }

    /** Without the first turns; empty if the template refuses what is left, such as an answer without its question. */
    private Optional<String> shortened(List<ChatMessage> asked, int left) {
        try {
            return Optional.of(template.prompt(without(left, asked)));
        } catch (ChatException refused) {
            return Optional.empty();
        }
    }

    /** Leaves the first turns out, but no system message. */
    private static List<ChatMessage> without(int left, List<ChatMessage> messages) {
        return IntStream.range(0, messages.size())
                .filter(at -> at >= left || messages.get(at).role().equals("system"))
                .mapToObj(messages::get)
                .toList();
    }

    /** What the prompts are made by. */
    public PromptTemplate template() {
        return template;
    }

    /** The conversation so far, system message first. */
    public List<ChatMessage> messages() {
        return List.copyOf(messages);
    }

    /** Lines of the Modelfile that Ollama follows and the embedded llama.cpp does not, such as RENDERER. */
    public List<String> ignored() {
        return ignored;
    }

    @Override
    public void close() {
        model.close();
    }
}
