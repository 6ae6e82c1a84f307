package org.aethercreator.bench;

/**
 * How models are measured.
 *
 * @param repetitions timed runs of each model after one that is not counted, at least 1; their median is quoted
 * @param promptTokens tokens of the prompt of a timed run, at least 8
 * @param generatedTokens tokens to generate in a timed run, at least 8
 * @param windowTokens tokens of a perplexity window, at least 16; the second half of each is scored
 * @param windows most windows to score, as far as the text reaches; 0 leaves perplexity out
 * @param threads CPU threads; 0 for one each physical core
 */
public record BenchmarkSettings(
        int repetitions, int promptTokens, int generatedTokens, int windowTokens, int windows, int threads) {
    public BenchmarkSettings {
        atLeast("repetitions", repetitions, 1);
        atLeast("prompt tokens", promptTokens, 8);
        atLeast("generated tokens", generatedTokens, 8);
        atLeast("window tokens", windowTokens, 16);
        atLeast("windows", windows, 0);
        atLeast("threads", threads, 0);
    }

    /** Three runs of 128 tokens read and 64 generated; perplexity over at most eight windows of 512 tokens. */
    public static BenchmarkSettings standard() {
        return new BenchmarkSettings(3, 128, 64, 512, 8, 0);
    }

    public BenchmarkSettings withRepetitions(int value) {
        return new BenchmarkSettings(value, promptTokens, generatedTokens, windowTokens, windows, threads);
    }

    public BenchmarkSettings withPromptTokens(int value) {
        return new BenchmarkSettings(repetitions, value, generatedTokens, windowTokens, windows, threads);
    }

    public BenchmarkSettings withGeneratedTokens(int value) {
        return new BenchmarkSettings(repetitions, promptTokens, value, windowTokens, windows, threads);
    }

    public BenchmarkSettings withWindowTokens(int value) {
        return new BenchmarkSettings(repetitions, promptTokens, generatedTokens, value, windows, threads);
    }

    public BenchmarkSettings withWindows(int value) {
        return new BenchmarkSettings(repetitions, promptTokens, generatedTokens, windowTokens, value, threads);
    }

    public BenchmarkSettings withThreads(int value) {
        return new BenchmarkSettings(repetitions, promptTokens, generatedTokens, windowTokens, windows, value);
    }

    /** Tokens of context that both the timed runs and the windows fit into. */
    int contextTokens() {
        return Math.max(promptTokens + generatedTokens + 8, windows == 0 ? 0 : windowTokens);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
        }
    }
}
