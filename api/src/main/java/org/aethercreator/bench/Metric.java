package org.aethercreator.bench;

/** What is measured of a model. */
public enum Metric {
    /** Size of the file, all shards together. */
    FILE_SIZE("file_size", "File size", "MB", Better.LOWER, 1),
    /** From opening the file to a model that can be asked. */
    LOAD_TIME("load_time", "Load time", "s", Better.LOWER, 2),
    /** From the prompt's arrival to the first generated token. */
    TIME_TO_FIRST_TOKEN("time_to_first_token", "Time to first token", "ms", Better.LOWER, 0),
    /** Tokens of the prompt per second of reading it. */
    PROMPT_SPEED("prompt_speed", "Prompt speed", "tokens/s", Better.HIGHER, 1),
    /** Generated tokens per second, the first one not counted. */
    GENERATION_SPEED("generation_speed", "Generation speed", "tokens/s", Better.HIGHER, 1),
    /** Most physical memory that the model's process held at a time, the mapped file included. */
    PEAK_MEMORY("peak_memory", "Peak memory", "MiB", Better.LOWER, 0),
    /** Exponential of the mean negative log-likelihood of the text's tokens. */
    PERPLEXITY("perplexity", "Perplexity", "", Better.LOWER, 2);

    private final String key;
    private final String label;
    private final String unit;
    private final Better better;
    private final int decimals;

    Metric(String key, String label, String unit, Better better, int decimals) {
        this.key = key;
        this.label = label;
        this.unit = unit;
        this.better = better;
        this.decimals = decimals;
    }

    /** Name in files. */
    public String key() {
        return key;
    }

    /** Name for people. */
    public String label() {
        return label;
    }

    /** Unit of the values; empty for a pure number. */
    public String unit() {
        return unit;
    }

    /** Label with the unit in parentheses, if it has one. */
    public String labelWithUnit() {
        return unit.isEmpty() ? label : label + " (" + unit + ")";
    }

    /** Which direction is an improvement. */
    public Better better() {
        return better;
    }

    /** Decimals worth showing. */
    public int decimals() {
        return decimals;
    }

    /** Direction of improvement. */
    public enum Better {
        LOWER,
        HIGHER
    }
}
