package org.aethercreator.llamacpp;

/**
 * Sampling that steers towards a constant surprise (Basu et al., 2021, arXiv 2007.14966).
 *
 * @param version 0 = off, 1 or 2
 * @param tau the surprise aimed at
 * @param eta how fast it adapts
 */
public record Mirostat(int version, double tau, double eta) {
    public Mirostat {
        Range.check(version >= 0 && version <= 2, "mirostat", version, "0 (off), 1 or 2");
        Range.check(tau >= 0 && tau < Double.POSITIVE_INFINITY, "mirostatTau", tau, "0 or more");
        Range.check(eta >= 0 && eta < Double.POSITIVE_INFINITY, "mirostatEta", eta, "0 or more");
    }

    /** Not used. Tau and eta are those that Ollama takes if only the version is set. */
    public static Mirostat off() {
        return new Mirostat(0, 5, 0.1);
    }

    public Mirostat withVersion(int value) {
        return new Mirostat(value, tau, eta);
    }

    public Mirostat withTau(double value) {
        return new Mirostat(version, value, eta);
    }

    public Mirostat withEta(double value) {
        return new Mirostat(version, tau, value);
    }
}
