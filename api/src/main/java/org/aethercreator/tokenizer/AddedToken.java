package org.aethercreator.tokenizer;

/**
 * A token that is looked for in a text before anything else, such as {@code <|im_start|>}.
 *
 * @param special whether it steers the model and is no text
 * @param normalized whether it is looked for in the normalized text
 */
public record AddedToken(int id, String content, boolean special, boolean normalized) {}
