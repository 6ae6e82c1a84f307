package org.aethercreator.check.template;

import java.util.Optional;

/**
 * How two templates write one conversation.
 *
 * @param own what the model's own template writes, without the BOS token; where it writes nothing, why
 * @param go what the Go template writes, without the BOS token; where it fails, why
 * @param difference where the two texts part
 */
public record ProbeResult(Probe probe, Verdict verdict, String own, String go, Optional<TextDifference> difference) {
    /** What is to be thought of it. */
    public enum Verdict {
        EQUAL("equal", true),
        /** What the model's own template strips stays: a Go template cannot strip. */
        SPACES_KEPT("equal but for white space around messages, which Go templates cannot strip", true),
        /** Python puts spaces into JSON, Go does not. */
        JSON_SPACING("equal but for the spaces in JSON", true),
        /** The model's own template refuses the conversation; nothing is to be compared. */
        REFUSED("refused by the model's own template", true),
        /** The model's own template fails; nothing can be compared. */
        OWN_FAILS("the model's own template fails", false),
        /** Equal, were the system message given that the model's own template puts in by itself. */
        DEFAULT_SYSTEM("lacks the model's default system message", false),
        GO_FAILS("TEMPLATE fails", false),
        DIFFERENT("different", false);

        private final String words;
        private final boolean good;

        Verdict(String words, boolean good) {
            this.words = words;
            this.good = good;
        }

        /** As in a table. */
        public String words() {
            return words;
        }

        /** Whether the Go template is as good as one can be here. */
        public boolean good() {
            return good;
        }
    }

    /** What is the matter, as a sentence; empty where the two agree. */
    public String sentence() {
        return switch (verdict) {
            case EQUAL -> "";
            case REFUSED -> "The model's own template refuses it: " + own + ".";
            case OWN_FAILS -> "The model's own template fails: " + own;
            case GO_FAILS -> "TEMPLATE fails: " + go + ".";
            default -> difference.map(TextDifference::sentence).orElse("");
        };
    }
}
