package org.aethercreator.llamacpp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.aethercreator.progress.Progress;
import org.aethercreator.worker.WorkerMemory;

/** A loaded model. */
public final class LlamaModel implements AutoCloseable {
    private LlamaModel() {}

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T unwritten() {
        return java.util.Optional.<T>empty().orElseThrow(UnsupportedOperationException::new);
    }

    public Path path() {
        return unwritten();
    }

    public Duration loadTime() {
        return unwritten();
    }

    public int contextTokens() {
        return unwritten();
    }

    public int vocabularySize() {
        return unwritten();
    }

    public int[] tokenize(String text, boolean addSpecial, boolean parseSpecial) {
        return unwritten();
    }

    public String detokenize(int[] tokens) {
        return unwritten();
    }

    public String applyChatTemplate(List<ChatMessage> messages, boolean addAssistantPrompt) {
        return unwritten();
    }

    public Generation generate(String prompt, SamplingOptions sampling, Consumer<String> onText)
            throws InterruptedException {
        return unwritten();
    }

    public Generation chat(List<ChatMessage> messages, SamplingOptions sampling, Consumer<String> onText)
            throws InterruptedException {
        return unwritten();
    }

    public Perplexity perplexity(String text, int windowTokens, int maxWindows, Progress progress)
            throws InterruptedException {
        return unwritten();
    }

    public WorkerMemory memory() {
        return unwritten();
    }

    @Override
    public void close() {}
}
