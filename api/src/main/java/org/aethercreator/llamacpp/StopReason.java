package org.aethercreator.llamacpp;

/** Why a generation ended. */
public enum StopReason {
    /** The model produced its end token. */
    END_OF_TEXT,
    /** One of {@link GenerationOptions#stop()} appeared; it is not part of the text. */
    STOP_STRING,
    /** {@link GenerationOptions#maxTokens()} were generated. */
    MAX_TOKENS,
    /** Prompt and answer fill the context. */
    CONTEXT_FULL
}
