package org.aethercreator.modelfile;

import static org.aethercreator.modelfile.ParameterFacts.bool;
import static org.aethercreator.modelfile.ParameterFacts.decimal;
import static org.aethercreator.modelfile.ParameterFacts.integer;
import static org.aethercreator.modelfile.ParameterFacts.texts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every parameter that a Modelfile could name in some version of Ollama, with what it does. Versions and defaults were
 * read from {@code api/types.go} and {@code parser/parser.go} at each of Ollama's 245 releases from 0.0.1 to 0.32.15.
 */
public enum ModelParameter {
    NUM_CTX(integer()
            .defaults("512")
            .defaultsSince("0.0.6", "2048")
            .defaultsSince("0.5.13", "OLLAMA_CONTEXT_LENGTH, else 2048")
            .defaultsSince("0.6.7", "OLLAMA_CONTEXT_LENGTH, else 4096")
            .defaultsSince(
                    "0.15.5",
                    "OLLAMA_CONTEXT_LENGTH, else by graphics memory: 4096, 32768 from 23 GiB, 262144 from 47 GiB")
            .range(512, 1_048_576)
            .purpose("The size of the context window in tokens: prompt, history and answer together.")
            .effect(
                    "The model remembers more of a conversation or document; the KV cache grows in proportion and prompts"
                            + " take longer.",
                    "Less memory and a quicker start; older text is forgotten sooner.")),
    NUM_GPU(integer()
            .defaults("1")
            .defaultsSince("0.0.20", "-1")
            .range(-1, 999)
            .purpose("How many layers of the model are kept in graphics memory; -1 lets Ollama choose, 0 uses the CPU"
                    + " only.")
            .effect(
                    "Faster, until graphics memory is full; beyond that, loading fails or slows down.",
                    "Frees graphics memory; every layer on the CPU slows generation.")),
    NUM_THREAD(integer()
            .defaults("all processors")
            .defaultsSince("0.0.18", "0")
            .range(0, 512)
            .purpose("How many threads compute on the CPU; 0 lets Ollama choose.")
            .effect(
                    "Faster up to the number of physical cores; beyond it threads only wait for each other.",
                    "Leaves cores to other programs; generation is slower.")),
    NUM_BATCH(integer()
            .defaults("512")
            .defaultsSince("0.30", "512; 1024 for a context above 4096, 2048 above 32768 if memory allows")
            .range(1, 8192)
            .purpose("How many prompt tokens are processed at once.")
            .effect(
                    "Long prompts are read faster; the compute buffer takes more memory.",
                    "Less memory; long prompts are read more slowly. Generation itself keeps its speed.")),
    MAIN_GPU(integer()
            .defaults("0")
            .defaultsSince("0.30", "unset")
            .range(0, 63)
            .purpose("The graphics card that holds the whole model, counted from 0; unset spreads it over all cards.")
            .effect("Another card is used.", "Another card is used.")),
    USE_MMAP(bool().defaults("true")
            .defaultsSince("0.1.45", "unset")
            .purpose("Whether the model file is mapped into memory instead of being read into it.")
            .effect(
                    "true: a quick start, and memory that the system can take back.",
                    "false: a slower start, and the file is fully in memory; helps on network drives.")),
    DRAFT_NUM_PREDICT(integer()
            .since("0.30")
            .defaults("4 with a DRAFT model, else 0")
            .range(0, 64)
            .purpose("How many tokens the draft model guesses ahead in each step (speculative decoding).")
            .effect(
                    "Faster where guesses are mostly right, as in code; wasted work where they are wrong.",
                    "Less wasted work; 0 switches guessing off.")),
    NUM_KEEP(integer()
            .since("0.0.13")
            .defaults("-1")
            .defaultsSince("0.1.8", "0")
            .defaultsSince("0.1.33", "4")
            .range(-1, 1_048_576)
            .purpose("How many tokens of the beginning stay when a full context window is shifted.")
            .effect(
                    "More of the system message survives long conversations; less room for recent turns.",
                    "More room for recent turns; instructions at the beginning are lost sooner.")),
    SEED(integer()
            .defaults("-1")
            .range(-1, 4_294_967_294d)
            .purpose(
                    "The start of the random numbers; the same number, prompt and settings give the same answer. -1 draws"
                            + " a new one every time.")
            .effect("Another answer, no better or worse.", "Another answer, no better or worse.")),
    NUM_PREDICT(integer()
            .since("0.0.18")
            .defaults("unset")
            .defaultsSince("0.1.1", "-1")
            .range(-2, 1_048_576)
            .purpose("The most tokens that an answer may have; -1 leaves it to the model (Ollama stops at ten times"
                    + " num_ctx).")
            .effect("Longer answers are possible.", "Answers are cut off, perhaps in the middle of a sentence.")),
    TOP_K(integer()
            .defaults("40")
            .range(0, 1000)
            .purpose(
                    "Only the top_k most likely tokens are candidates; 1 always takes the likeliest, 0 removes the limit.")
            .effect("More varied, more surprising text.", "More predictable text.")),
    TOP_P(decimal()
            .defaults("0.9")
            .range(0, 1)
            .purpose(
                    "Only the likeliest tokens that together reach this probability are candidates; 1 removes the limit.")
            .effect("More varied text.", "More focused text.")),
    MIN_P(decimal()
            .since("0.3.1")
            .defaults("0.0")
            .range(0, 1)
            .purpose("Tokens less likely than this share of the likeliest one are no candidates; 0 removes the limit."
                    + " Unlike top_p it adapts to how sure the model is.")
            .effect("Fewer slips at high temperature; less variety.", "More variety; more slips.")),
    TYPICAL_P(decimal()
            .defaults("1.0")
            .range(0, 1)
            .purpose(
                    "Only tokens about as surprising as text usually is at this place are candidates; 1 switches it off.")
            .effect("Less filtering.", "Removes both the dullest and the strangest tokens.")),
    REPEAT_LAST_N(integer()
            .defaults("512")
            .defaultsSince("0.0.13", "64")
            .range(-1, 1_048_576)
            .purpose("How many of the last tokens the penalties look at; 0 switches them off, -1 is the whole context.")
            .effect(
                    "Repetition is noticed over a longer stretch; long texts may avoid words they need.",
                    "Only immediate repetition is punished.")),
    TEMPERATURE(decimal()
            .defaults("0.8")
            .range(0, 2)
            .purpose("How much chance decides between likely and unlikely tokens; 0 always takes the likeliest.")
            .effect("More creative, more errors.", "More reliable, more monotonous.")),
    REPEAT_PENALTY(decimal()
            .defaults("1.1")
            .defaultsSince("0.17.5", "1.0")
            .defaultsSince("0.18", "1.1")
            .defaultsSince("0.32.10", "1.0")
            .range(0.5, 2)
            .purpose("Divides the score of tokens that occurred within repeat_last_n; 1 switches it off.")
            .effect(
                    "Fewer loops; above 1.2 also broken code, lists and names, which must repeat.",
                    "Below 1 repetition is encouraged.")),
    PRESENCE_PENALTY(decimal()
            .defaults("0.0")
            .range(-2, 2)
            .purpose("Lowers the score of every token that occurred already, however often.")
            .effect("New topics and words.", "Below 0 the text stays with its words.")),
    FREQUENCY_PENALTY(decimal()
            .defaults("0.0")
            .range(-2, 2)
            .purpose("Lowers the score of a token for every time that it occurred.")
            .effect(
                    "Frequent words are avoided, sooner or later also those that are needed.",
                    "Below 0 frequent words become more frequent.")),
    STOP(texts().since("0.0.13")
            .defaults("none")
            .purpose("A text at which the answer ends; it is not part of the answer. Every line adds one.")
            .effect(
                    "Each further stop can end an answer, also where the text occurs by accident.",
                    "Without the stop of its template a model goes on to write the user's part.")),

    MIROSTAT(integer()
            .defaults("0")
            .range(0, 2)
            .purpose("Steers sampling towards a constant surprise: 0 off, 1 Mirostat, 2 Mirostat 2.0.")
            .effect(
                    "1 or 2 take the place of top_k, top_p and typical_p.",
                    "0 leaves sampling to the other parameters.")
            .skippedSince("0.7", "Remove the line; temperature with min_p 0.05 comes closest.")
            .link("https://arxiv.org/abs/2007.14966")),
    MIROSTAT_TAU(decimal()
            .defaults("5.0")
            .range(0, 10)
            .purpose("The surprise that Mirostat aims for.")
            .effect("More varied text.", "More coherent text.")
            .skippedSince("0.7", "Remove the line; lower temperature for more coherent text.")
            .link("https://arxiv.org/abs/2007.14966")),
    MIROSTAT_ETA(decimal()
            .defaults("0.1")
            .range(0, 1)
            .purpose("How fast Mirostat reacts to the text so far.")
            .effect("Reacts faster.", "Reacts more slowly.")
            .skippedSince("0.7", "Remove the line; nothing takes its place.")
            .link("https://arxiv.org/abs/2007.14966")),
    TFS_Z(decimal()
            .defaults("1.0")
            .range(0, 1)
            .purpose(
                    "Tail-free sampling: cuts the tail of unlikely tokens where the curve of probabilities flattens; 1 is"
                            + " off.")
            .effect("Less filtering.", "A shorter tail, more focused text.")
            .fatalSince("0.5.2", "Remove the line; min_p 0.05 cuts the tail in a similar way.")),
    PENALIZE_NEWLINE(bool().since("0.0.13")
            .defaults("true")
            .purpose("Whether penalties also apply to line breaks.")
            .effect("true: fewer line breaks.", "false: line breaks are free.")
            .skippedSince("0.5.5", "Remove the line; nothing takes its place.")),
    LOW_VRAM(bool().defaults("false")
            .purpose("Kept scratch buffers out of graphics memory.")
            .effect("true: less graphics memory, slower.", "false: faster.")
            .skippedSince("0.7", "Remove the line; a lower num_ctx, num_batch or num_gpu saves graphics memory.")),
    F16_KV(bool().defaults("true")
            .purpose("Whether the KV cache holds 16-bit numbers.")
            .effect("true: half the memory.", "false: 32-bit numbers.")
            .skippedSince("0.7", "Remove the line; the server's OLLAMA_KV_CACHE_TYPE (f16, q8_0, q4_0) decides now.")),
    LOGITS_ALL(bool().defaults("false")
            .purpose("Computed scores for every token of the prompt, not only the last.")
            .effect("true: more memory.", "false: only what generation needs.")
            .skippedSince("0.7", "Remove the line; ask for logprobs in the request.")),
    VOCAB_ONLY(bool().defaults("false")
            .purpose("Loaded the vocabulary without the weights.")
            .effect("true: no text can be generated.", "false: the model is loaded.")
            .skippedSince("0.7", "Remove the line.")),
    USE_MLOCK(bool().defaults("false")
            .purpose("Kept the model in memory by forbidding the system to swap it out.")
            .effect("true: no pauses from swapping.", "false: the system decides.")
            .skippedSince("0.7", "Remove the line; use_mmap false reads the whole file into memory at the start.")),
    NUMA(bool().defaults("false")
            .purpose("Placed threads and memory by the machine's memory nodes.")
            .effect("true: faster on machines with several processors.", "false: the system decides.")
            .fatalSince("0.3.4", "Remove the line; Ollama detects memory nodes itself.")),
    NUM_GQA(integer()
            .since("0.0.13")
            .defaults("1")
            .range(1, 64)
            .purpose("How many query heads share a key-value head; 8 was needed for Llama 2 70B in GGML files.")
            .effect("Fits models with more sharing.", "Fits models with less sharing.")
            .fatalSince("0.1.35", "Remove the line; a GGUF file says it itself.")),
    ROPE_FREQUENCY_BASE(decimal()
            .since("0.0.14")
            .defaults("10000.0")
            .range(1, 1e9)
            .purpose("The base of the rotary position encoding.")
            .effect("Stretches positions for longer contexts.", "Shortens the usable context.")
            .fatalSince("0.1.35", "Remove the line; a GGUF file says it itself.")),
    ROPE_FREQUENCY_SCALE(decimal()
            .since("0.0.14")
            .defaults("1.0")
            .range(0, 1)
            .purpose("The factor of the rotary position encoding.")
            .effect("Towards 1: positions as trained.", "Compresses positions for longer contexts.")
            .fatalSince("0.1.35", "Remove the line; a GGUF file says it itself.")),
    EMBEDDING_ONLY(bool().defaults("false")
            .defaultsSince("0.0.14", "true")
            .purpose("Loaded the model for embeddings only.")
            .effect("true: embeddings are possible.", "false: text only.")
            .fatalSince("0.1.28", "Remove the line; ask POST /api/embed for embeddings."));

    /** The values that make sense; Ollama itself checks no range. */
    public record Range(double minimum, double maximum) {
        public boolean contains(double value) {
            return value >= minimum && value <= maximum;
        }

        @Override
        public String toString() {
            return number(minimum) + " to " + number(maximum);
        }

        private static String number(double value) {
            return value == Math.rint(value)
                    ? String.format(Locale.ROOT, "%.0f", value)
                    : String.format(Locale.ROOT, "%s", value);
        }
    }

    /** What a version of Ollama does with a parameter. */
    public enum Status {
        /** The version is too old: {@code ollama create} stops. */
        NOT_YET_KNOWN,
        SUPPORTED,
        /** Removed: accepted with a warning, without any effect. */
        SKIPPED,
        /** Removed: {@code ollama create} stops. */
        REMOVED
    }

    @SuppressWarnings("ImmutableEnumChecker") // written to only while the constant is being made
    private final ParameterFacts facts;

    ModelParameter(ParameterFacts facts) {
        this.facts = facts;
    }

    /** The parameter of that name; names are case-sensitive. */
    public static Optional<ModelParameter> find(String key) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.key().equals(key))
                .findFirst();
    }

    /** The names of all parameters, removed ones included. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(ModelParameter::key).toList();
    }

    /** The living parameter that a misspelled name probably means. */
    public static Optional<ModelParameter> closest(String key) {
        List<String> living = supportedBy(OllamaVersion.NEWEST_KNOWN).stream()
                .map(ModelParameter::key)
                .toList();
        return ClosestName.of(key, living).flatMap(ModelParameter::find);
    }

    /** What to do about a name that no version of Ollama knew, as a sentence. */
    public static String suggestion(String key) {
        return closest(key)
                .map(close -> "Write " + close.key() + ".")
                .orElse("Remove the line; some settings belong to the request (think, format, keep_alive) or to the"
                        + " server's environment (OLLAMA_FLASH_ATTENTION, OLLAMA_KV_CACHE_TYPE).");
    }

    /** The parameters that a version of Ollama honours. */
    public static List<ModelParameter> supportedBy(OllamaVersion version) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.status(version) == Status.SUPPORTED)
                .toList();
    }

    /** The name in a Modelfile: {@code num_ctx}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public ParameterType type() {
        return facts.type;
    }

    /** What holds without the parameter: a value, or a few words where it depends. */
    public String defaultValue(OllamaVersion version) {
        return facts.defaultFor(version);
    }

    /** Empty for texts and yes-no parameters. */
    public Optional<Range> range() {
        return Optional.ofNullable(facts.range);
    }

    public OllamaVersion since() {
        return facts.since;
    }

    /** The first version that no longer honours it. */
    public Optional<OllamaVersion> removed() {
        return Optional.ofNullable(facts.removed);
    }

    public Status status(OllamaVersion version) {
        if (!version.isAtLeast(facts.since)) {
            return Status.NOT_YET_KNOWN;
        }
        if (facts.removed == null || !version.isAtLeast(facts.removed)) {
            return Status.SUPPORTED;
        }
        return facts.skippedOnceRemoved ? Status.SKIPPED : Status.REMOVED;
    }

    /** A valid value, to complete an example. */
    String example() {
        return switch (type()) {
            case INTEGER -> this == NUM_CTX ? "8192" : "1";
            case DECIMAL -> "0.7";
            case BOOLEAN -> "true";
            case TEXTS -> "\"User:\"";
        };
    }

    /** What it does, in a sentence or two. */
    public String purpose() {
        return facts.purpose;
    }

    /** What a higher value, or {@code true}, does. */
    public String raising() {
        return facts.raising;
    }

    /** What a lower value, or {@code false}, does. */
    public String lowering() {
        return facts.lowering;
    }

    /** What to do where it was removed; empty for the living. */
    public String instead() {
        return facts.instead;
    }

    /** Where to read more. */
    public String link() {
        return facts.link;
    }
}
