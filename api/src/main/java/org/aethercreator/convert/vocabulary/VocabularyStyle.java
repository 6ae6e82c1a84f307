package org.aethercreator.convert.vocabulary;

/** How a family of models keeps its tokenizer: which kinds of files are looked for, in which order. */
public enum VocabularyStyle {
    /** Llama and its kin: Mistral, SmolLM2, SmolLM3, Granite. */
    LLAMA,
    /** Qwen 2, 2.5 and 3. */
    QWEN,
    /** Gemma 1 and 2. */
    GEMMA,
    /** Gemma 3. */
    GEMMA3,
    /** Phi-3 and Phi-4-mini. */
    PHI3,
    /** StableLM, OLMo 2 and most others: a tokenizer.json of byte-level BPE. */
    BYTE_LEVEL_BPE
}
