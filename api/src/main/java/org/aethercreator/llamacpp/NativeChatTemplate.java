package org.aethercreator.llamacpp;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.aethercreator.worker.WorkerErrorException;
import org.jspecify.annotations.Nullable;

/**
 * {@code llama_chat_apply_template}, in the worker: it does not run the model's Jinja template but recognises it among
 * those that it knows.
 */
final class NativeChatTemplate {
    private static final int SHOWN_CHARACTERS = 80;

    private NativeChatTemplate() {}

    static String apply(@Nullable Pointer template, List<ChatMessage> messages, boolean addAssistantPrompt) {
        if (template == null) {
            throw new WorkerErrorException(
                    WorkerErrorException.Kind.FAILURE,
                    "The model's file holds no chat template (tokenizer.chat_template); write the prompt yourself and "
                            + "use generate, or use a model made for chat.");
        }
        Memory[] texts = new Memory[2 * messages.size()];
        // struct llama_chat_message: the role's pointer, the content's pointer
        Memory structs = new Memory((long) Native.POINTER_SIZE * texts.length);
        int bytes = 256;
        for (int i = 0; i < texts.length; i++) {
            ChatMessage message = messages.get(i / 2);
            texts[i] = cString(i % 2 == 0 ? message.role() : message.content());
            structs.setPointer((long) i * Native.POINTER_SIZE, texts[i]);
            bytes += 2 * (int) texts[i].size();
        }
        try {
            return apply(template, structs, messages.size(), addAssistantPrompt, bytes);
        } finally {
            Reference.reachabilityFence(texts);
        }
    }

    private static String apply(Pointer template, Memory structs, int count, boolean addAssistantPrompt, int bytes) {
        byte[] text = new byte[bytes];
        int length = LlamaLibrary.llama_chat_apply_template(
                template, structs, count, NativeModel.bool(addAssistantPrompt), text, bytes);
        if (length > bytes) {
            return apply(template, structs, count, addAssistantPrompt, length);
        }
        if (length < 0) {
            throw new WorkerErrorException(
                    WorkerErrorException.Kind.FAILURE,
                    "llama.cpp does not recognise the model's chat template, which begins "
                            + "with \"" + beginning(template)
                            + "\"; write the prompt yourself, as the model's documentation shows, and use generate.");
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    private static String beginning(Pointer template) {
        String text = template.getString(0, StandardCharsets.UTF_8.name()).replace('\n', ' ');
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }

    private static Memory cString(String text) {
        byte[] bytes = NativeModel.zeroTerminated(text);
        Memory memory = new Memory(bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }
}
