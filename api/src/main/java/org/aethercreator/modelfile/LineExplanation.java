package org.aethercreator.modelfile;

import org.jspecify.annotations.Nullable;

/**
 * What an instruction or a comment of a Modelfile means.
 *
 * @param firstLine from 1
 * @param lastLine greater than {@code firstLine} for a value of several lines
 * @param text as it stands in the Modelfile
 * @param instruction null for a comment
 * @param explanation plain text, one to four sentences
 */
public record LineExplanation(
        int firstLine, int lastLine, String text, @Nullable Instruction instruction, String explanation) {}
