package org.aethercreator.convert.vocabulary;

import java.util.Set;

/** Tokens that steer a model though its files do not say so, and how user-defined ones are written. */
final class SpecialLook {
    /** In DeepSeek-Coder and Gemma. */
    private static final Set<String> NAMES = Set.of("<pad>", "<mask>", "<2mass>", "[@BOS@]");

    private SpecialLook() {}

    static boolean isSpecial(String token) {
        return NAMES.contains(token)
                || (token.startsWith("<|") && token.endsWith("|>"))
                || (token.startsWith("<｜") && token.endsWith("｜>"))
                || (token.startsWith("<unused") && token.endsWith(">"));
    }

    /** llama.cpp looks for user-defined tokens in the text itself, where a space is no ▁. */
    static String withSpaces(String token) {
        return token.replace('▁', ' ');
    }
}
