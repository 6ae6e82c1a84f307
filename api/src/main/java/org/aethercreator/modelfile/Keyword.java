package org.aethercreator.modelfile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words that begin an instruction of a Modelfile, with what they are for; in the order of Ollama's own list. */
public enum Keyword {
    FROM(
            "The base model: a GGUF file, a folder of weights, or the name of a model that Ollama has or can pull. Required.",
            "llama3.2",
            false),
    LICENSE(
            "The licence under which the model may be used; ollama show prints it. Several add up.",
            "\"Apache-2.0\"",
            false),
    TEMPLATE(
            "How system message and conversation become the text that the model reads, in Go's template language. The last"
                    + " TEMPLATE counts. Since Ollama 0.30 the model's own chat template wins where it offers more, for example"
                    + " tools.",
            "\"{{ .System }} {{ .Prompt }}\"",
            true),
    SYSTEM(
            "The system message: it stands before every conversation and tells the model what it is. A request can replace"
                    + " it. The last SYSTEM counts.",
            "You are a terse Java tutor.",
            true),
    ADAPTER(
            "A LoRA adapter that changes the base model without copying it; it must have been trained on this very base."
                    + " The last ADAPTER counts.",
            "./adapter.gguf",
            true),
    DRAFT(
            "A small model that guesses ahead (speculative decoding, since 0.23.1); the base checks the guesses, so that"
                    + " answers stay the same and come faster.",
            "./small.gguf",
            false,
            "0.23.1"),
    RENDERER(
            "A prompt renderer built into Ollama (since 0.12.0) takes the place of TEMPLATE. An unknown name fails only"
                    + " when the model is asked something.",
            "qwen3-coder",
            true,
            "0.12.0"),
    PARSER(
            "An output parser built into Ollama (since 0.12.0) separates thinking and tool calls from the answer. With it the"
                    + " model's own chat template is no longer used.",
            "qwen3-coder",
            true,
            "0.12.0"),
    PARAMETER(
            "A setting of the model, such as temperature or num_ctx. The last value of a name counts; several stop lines"
                    + " add up.",
            "temperature 0.8",
            false),
    MESSAGE(
            "One turn of an example conversation that stands before every chat and shows the model how to answer.",
            "user Hello",
            false),
    REQUIRES(
            "The oldest Ollama that can run the model (since 0.14.0); shown by ollama show, not enforced by the server.",
            "0.14.0",
            true,
            "0.14.0");

    private final String purpose;
    private final String example;
    private final boolean lastCounts;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final OllamaVersion since;

    Keyword(String purpose, String example, boolean lastCounts) {
        this(purpose, example, lastCounts, "0");
    }

    Keyword(String purpose, String example, boolean lastCounts, String since) {
        this.purpose = purpose;
        this.example = example;
        this.lastCounts = lastCounts;
        this.since = OllamaVersion.parse(since);
    }

    /** The keyword as somebody wrote it, in any case. */
    public static Optional<Keyword> find(String written) {
        // Not equalsIgnoreCase, to which the long s (U+017F) is an S; to Ollama it is not.
        String key = written.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(keyword -> keyword.key().equals(key))
                .findFirst();
    }

    /** What the instruction does, in one to three sentences. */
    public String purpose() {
        return purpose;
    }

    /** A whole instruction: {@code PARAMETER temperature 0.8}. */
    public String example() {
        return name() + " " + example;
    }

    /** Whether one instruction of the kind makes earlier ones useless. */
    public boolean lastCounts() {
        return lastCounts;
    }

    /** The first version of Ollama that knows it; 0.0.0 for those that were always there. */
    public OllamaVersion since() {
        return since;
    }

    /** The name as Ollama's messages spell it: {@code from}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Keyword::key).toList();
    }
}
