package org.aethercreator.llamacpp;

/**
 * Which tokens are candidates, and how chance chooses among them.
 *
 * <p>The order is llama.cpp's: penalties, top-k, typical-p, top-p, min-p, temperature, draw. With Mirostat it is
 * temperature, Mirostat; the others are then not used.
 *
 * @param temperature 0 takes the most probable token always; below 1 evens out less, above 1 more
 * @param topK keep only so many most probable tokens; 0 keeps all
 * @param topP keep the most probable tokens that together reach this probability; 1 keeps all
 * @param minP drop tokens less probable than this share of the most probable; 0 keeps all
 * @param typicalP keep tokens whose surprise is close to the expected one, up to this probability; 1 keeps all
 */
public record Sampling(double temperature, int topK, double topP, double minP, double typicalP, Mirostat mirostat) {
    public Sampling {
        Range.check(
                temperature >= 0 && temperature < Double.POSITIVE_INFINITY, "temperature", temperature, "0 or more");
        Range.check(topK >= 0, "topK", topK, "0 (all) or more");
        Range.check(topP >= 0 && topP <= 1, "topP", topP, "0 to 1");
        Range.check(minP >= 0 && minP <= 1, "minP", minP, "0 to 1");
        Range.check(typicalP >= 0 && typicalP <= 1, "typicalP", typicalP, "0 to 1");
    }

    /** Ollama's defaults (0.33). */
    public static Sampling standard() {
        return new Sampling(0.8, 40, 0.9, 0, 1, Mirostat.off());
    }

    /** Always the most probable token. */
    public static Sampling greedy() {
        return standard().withTemperature(0);
    }

    public Sampling withTemperature(double value) {
        return new Sampling(value, topK, topP, minP, typicalP, mirostat);
    }

    public Sampling withTopK(int value) {
        return new Sampling(temperature, value, topP, minP, typicalP, mirostat);
    }

    public Sampling withTopP(double value) {
        return new Sampling(temperature, topK, value, minP, typicalP, mirostat);
    }

    public Sampling withMinP(double value) {
        return new Sampling(temperature, topK, topP, value, typicalP, mirostat);
    }

    public Sampling withTypicalP(double value) {
        return new Sampling(temperature, topK, topP, minP, value, mirostat);
    }

    public Sampling withMirostat(Mirostat value) {
        return new Sampling(temperature, topK, topP, minP, typicalP, value);
    }
}
