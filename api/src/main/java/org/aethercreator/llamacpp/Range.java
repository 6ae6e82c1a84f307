package org.aethercreator.llamacpp;

/** What values a setting may have. */
final class Range {
    private Range() {}

    static void check(boolean valid, String name, Number value, String allowed) {
        if (!valid) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed is " + allowed);
        }
    }
}
