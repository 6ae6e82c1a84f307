package org.aethercreator.progress;

/** What an operation counts. */
public enum ProgressUnit {
    BYTES("B"),
    TOKENS("tokens"),
    TENSORS("tensors"),
    STEPS("steps");

    private final String symbol;

    ProgressUnit(String symbol) {
        this.symbol = symbol;
    }

    /** Short name to show behind a number. */
    public String symbol() {
        return symbol;
    }
}
