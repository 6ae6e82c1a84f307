package org.aethercreator.convert.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.tokenizer.TokenizerException;
import org.aethercreator.tokenizer.TokenizerFile;
import org.jspecify.annotations.Nullable;

/** Reads the tokenizer of a Hugging Face folder. */
public final class VocabularyReader {
    private static final int CODE_LLAMA_SIZE = 32016;
    private static final int GRANITE_SIZE = 49152;

    private final Path folder;
    private final OptionalInt size;
    private final ObjectNode config;
    private final @Nullable TokenizerFile file;
    private final Map<String, GgufValue> entries = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private VocabularyReader(Path folder, OptionalInt size) throws IOException {
        this.folder = folder;
        this.size = size;
        this.config = FolderJson.read(folder, "tokenizer_config.json");
        this.file = Files.isRegularFile(folder.resolve("tokenizer.json")) ? TokenizerFile.read(folder) : null;
    }

    /**
     * The {@code tokenizer.*} entries for a GGUF file. A vocabulary with fewer tokens than the model has rows is filled
     * up with unused ones.
     *
     * @param vocabularySize {@code vocab_size} of the model's configuration; if it has none, the tokenizer decides
     * @throws VocabularyException if the files are broken, or llama.cpp knows no tokenizer like it
     * @throws IOException if they cannot be read
     */
    public static Vocabulary read(Path folder, VocabularyStyle style, OptionalInt vocabularySize) throws IOException {
        try {
            VocabularyReader reader = new VocabularyReader(folder, vocabularySize);
            reader.read(style);
            return new Vocabulary(reader.entries, reader.warnings);
        } catch (TokenizerException e) {
            throw new VocabularyException(folder, e);
        }
    }

    private void read(VocabularyStyle style) throws IOException {
        switch (style) {
            case LLAMA -> readLlama();
            case QWEN -> {
                if (hasSentencePiece()) {
                    readSentencePiece();
                } else {
                    readByteLevel();
                }
            }
            case GEMMA -> readGemma();
            case GEMMA3 -> {
                if (hasSentencePiece()) {
                    readGemma();
                } else {
                    readByteLevel();
                }
            }
            case PHI3 -> {
                if (config.path("tokenizer_class").asText().equals("GPT2Tokenizer")) {
                    readByteLevel();
                } else {
                    requireSentencePiece();
                    addSentencePiece(SentencePieceVocabulary.readPhi3(folder, size, warnings::add));
                }
            }
            case BYTE_LEVEL_BPE -> readByteLevel();
        }
    }

    private void readLlama() throws IOException {
        JsonNode prefix = config.path("add_prefix_space");
        if (!prefix.isMissingNode() && !prefix.isNull()) {
            entries.put("tokenizer.ggml.add_space_prefix", GgufValue.bool(prefix.asBoolean()));
        }
        if (hasSentencePiece()) {
            readSentencePiece();
        } else if (file != null && LlamaJsonVocabulary.fits(file)) {
            addSentencePiece(LlamaJsonVocabulary.read(HuggingFaceTokens.of(file, config)));
        } else {
            readByteLevel();
        }
        if (size.orElse(0) == CODE_LLAMA_SIZE) {
            addSpecial(SpecialTokens.readCodeLlama(folder, file, warnings::add));
        }
        if (size.orElse(0) == GRANITE_SIZE) {
            entries.put("tokenizer.ggml.add_bos_token", GgufValue.bool(false));
        }
    }

    private void readGemma() throws IOException {
        requireSentencePiece();
        readSentencePiece();
        entries.put("tokenizer.ggml.add_space_prefix", GgufValue.bool(false));
    }

    private void readSentencePiece() throws IOException {
        addSentencePiece(SentencePieceVocabulary.read(folder, size, warnings::add));
    }

    private void addSentencePiece(TokenTable table) throws IOException {
        table.addTo(entries, "llama", "default", true);
        addSpecial(SpecialTokens.read(folder, file, OptionalInt.of(table.size()), warnings::add));
    }

    private void readByteLevel() throws IOException {
        if (file == null) {
            throw new NoSuchFileException(folder + " has no tokenizer this converter reads: neither tokenizer.json nor "
                    + SentencePieceVocabulary.FILE + " is there. Download the model's tokenizer files; if it has only"
                    + " vocab.json, merges.txt or tekken.json, save its tokenizer with transformers, which writes"
                    + " tokenizer.json.");
        }
        ByteLevelVocabulary vocabulary = ByteLevelVocabulary.read(HuggingFaceTokens.of(file, config), size);
        vocabulary.table().addTo(entries, "gpt2", vocabulary.pre(), false);
        List<String> merges = ByteLevelVocabulary.merges(file);
        if (!merges.isEmpty()) {
            entries.put("tokenizer.ggml.merges", GgufValue.strings(merges));
        }
        addSpecial(SpecialTokens.read(folder, file, OptionalInt.empty(), warnings::add));
    }

    private void addSpecial(SpecialTokens tokens) throws IOException {
        tokens.addTo(entries);
        ChatTemplates.addTo(entries, folder, warnings::add);
        tokens.addNormalizingTo(entries);
    }

    private boolean hasSentencePiece() {
        return Files.isRegularFile(folder.resolve(SentencePieceVocabulary.FILE));
    }

    private void requireSentencePiece() throws IOException {
        if (!hasSentencePiece()) {
            throw new NoSuchFileException(
                    folder.resolve(SentencePieceVocabulary.FILE)
                            + " does not exist, and models of this family are converted from it. Download it from the model's page.");
        }
    }
}
