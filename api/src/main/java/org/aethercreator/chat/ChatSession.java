package org.aethercreator.chat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.aethercreator.llamacpp.ChatMessage;
import org.aethercreator.llamacpp.Generation;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.progress.Progress;

/**
 * A conversation with the model of a Modelfile, run by the embedded llama.cpp with the Modelfile's parameters, system
 * message and example messages. The prompt is made by the chat template in the model's file. Not for use by several
 * threads at once.
 */
public final class ChatSession implements AutoCloseable {
    private final LlamaModel model;
    private final GenerationOptions options;
    private final List<ChatMessage> messages;
    private final List<String> ignored;

    private ChatSession(LlamaModel model, ModelfileSettings settings) {
        this.model = model;
        this.options = settings.options();
        this.messages = new ArrayList<>(settings.messages());
        this.ignored = settings.ignored();
    }

    /**
     * Loads the model, in a process of its own that lives until {@link #close()}.
     *
     * @param folder against which relative paths of FROM and ADAPTER are resolved: that of the Modelfile
     * @throws IllegalArgumentException if FROM names several bases, or a parameter has a value that llama.cpp cannot
     *     follow, or an adapter is none for this model
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
        return new ChatSession(LlamaCpp.standard().load(gguf, settings.load(), progress), settings);
    }

    /**
     * Says {@code text} to the model and waits for its answer; both become part of the conversation. If it is
     * interrupted or fails, the conversation stays as it was.
     *
     * @param onText is given the answer piece by piece
     */
    public Generation send(String text, Consumer<String> onText) throws InterruptedException {
        List<ChatMessage> asked = new ArrayList<>(messages);
        asked.add(ChatMessage.user(text));
        Generation answer = model.chat(asked, options, onText);
        messages.add(ChatMessage.user(text));
        messages.add(ChatMessage.assistant(answer.text()));
        return answer;
    }

    /** The conversation so far, system message first. */
    public List<ChatMessage> messages() {
        return List.copyOf(messages);
    }

    /** Lines of the Modelfile that Ollama follows and the embedded llama.cpp does not, such as TEMPLATE. */
    public List<String> ignored() {
        return ignored;
    }

    @Override
    public void close() {
        model.close();
    }
}
