package org.aethercreator.llamacpp.grammar;

/**
 * What a generated text must follow.
 *
 * @param gbnf in llama.cpp's notation, see {@code grammars/README.md} in its sources; begins with the rule {@code root}
 */
public record Grammar(String gbnf) {
    /** The rule that the whole text follows. */
    public static final String ROOT_RULE = "root";

    public Grammar {
        GbnfCheck.check(GbnfParser.parse(gbnf));
    }

    /**
     * A grammar in llama.cpp's notation.
     *
     * @throws IllegalArgumentException if it is none, or no text can follow it; names the line
     */
    public static Grammar gbnf(String text) {
        return new Grammar(text);
    }

    /**
     * Texts that are JSON and valid by a schema (draft 2020-12 or 7). Not every valid text follows the grammar:
     * properties come in the schema's order, those that it does not name only if it has {@code additionalProperties},
     * and numbers have a bounded count of digits.
     *
     * @throws IllegalArgumentException if the schema is no JSON, or has a keyword that is not supported; names the
     *     keyword and its place
     */
    public static Grammar jsonSchema(String json) {
        String gbnf = JsonSchema.parse(json).toGbnf();
        try {
            return new Grammar(gbnf);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The JSON schema cannot be followed: a $ref leads back to itself with nothing optional between, or"
                            + " a pattern repeats what may be empty.",
                    e);
        }
    }
}
