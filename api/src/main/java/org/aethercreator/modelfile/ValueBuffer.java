package org.aethercreator.modelfile;

/**
 * The text of a value as Ollama collects it, and the question it asks at the end of every line: is the value complete?
 * A value that opens with a quote is complete only when the text so far, white space at its ends aside, closes with the
 * same quote; otherwise reading goes on.
 */
final class ValueBuffer {
    private static final String TRIPLE = "\"\"\"";

    private final StringBuilder text = new StringBuilder();
    private int start;
    private int end;

    void append(int codePoint) {
        boolean white = codePoint == ' ' || codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
        if (!white && end == 0) {
            start = text.length();
        }
        text.appendCodePoint(codePoint);
        if (!white) {
            end = text.length();
        }
    }

    boolean complete() {
        String quote = openingQuote();
        return end - start >= 2 * quote.length() && holds(quote, end - quote.length());
    }

    /** The value without its quotes; meaningful when {@link #complete()}. */
    String value() {
        int quote = openingQuote().length();
        return text.substring(start + quote, end - quote);
    }

    /** The quote that the value opens with: three double quotes, one, or the empty string. */
    String openingQuote() {
        return holds(TRIPLE, start) ? TRIPLE : holds("\"", start) ? "\"" : "";
    }

    private boolean holds(String quote, int at) {
        for (int i = 0; i < quote.length(); i++) {
            if (at + i >= end || text.charAt(at + i) != quote.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
