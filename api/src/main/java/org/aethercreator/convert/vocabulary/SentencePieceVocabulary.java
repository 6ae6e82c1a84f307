package org.aethercreator.convert.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The vocabulary of a {@code tokenizer.model}, with the tokens that other files add to it. */
final class SentencePieceVocabulary {
    static final String FILE = "tokenizer.model";

    private final Path folder;
    private final Consumer<String> warnings;
    private final TokenTable table;

    private SentencePieceVocabulary(Path folder, TokenTable table, Consumer<String> warnings) {
        this.folder = folder;
        this.table = table;
        this.warnings = warnings;
    }

    /** As most families have it. */
    static TokenTable read(Path folder, OptionalInt size, Consumer<String> warnings) throws IOException {
        SentencePieceVocabulary vocabulary = start(folder, size, warnings);
        vocabulary.addFromAddedTokens();
        for (Map.Entry<String, JsonNode> entry : addedTokensDecoder(folder).properties()) {
            JsonNode data = entry.getValue();
            String token = content(folder, data);
            boolean control = data.path("special").asBoolean() || SpecialLook.isSpecial(token);
            vocabulary.replace(id(folder, entry.getKey()), control ? token : SpecialLook.withSpaces(token), control);
        }
        return vocabulary.table;
    }

    /**
     * Phi-3 keeps texts as they are, believes what its files say of special tokens, and adds those of tokenizer.json.
     */
    static TokenTable readPhi3(Path folder, OptionalInt size, Consumer<String> warnings) throws IOException {
        SentencePieceVocabulary vocabulary = start(folder, size, warnings);
        vocabulary.addFromAddedTokens();
        for (Map.Entry<String, JsonNode> entry : addedTokensDecoder(folder).properties()) {
            JsonNode data = entry.getValue();
            vocabulary.replace(
                    id(folder, entry.getKey()),
                    content(folder, data),
                    data.path("special").asBoolean());
        }
        for (JsonNode data : FolderJson.read(folder, "tokenizer.json").path("added_tokens")) {
            vocabulary.replace(
                    id(folder, data.path("id").asText()),
                    content(folder, data),
                    data.path("special").asBoolean());
        }
        return vocabulary.table;
    }

    private static SentencePieceVocabulary start(Path folder, OptionalInt size, Consumer<String> warnings)
            throws IOException {
        List<SentencePieceModel.Piece> pieces = SentencePieceModel.read(folder.resolve(FILE));
        TokenTable table = new TokenTable(folder, size.orElse(0) == 0 ? pieces.size() : size.getAsInt());
        int known = Math.min(pieces.size(), table.size());
        for (int id = 0; id < known; id++) {
            SentencePieceModel.Piece piece = pieces.get(id);
            table.put(id, piece.text(), piece.score(), piece.type());
        }
        if (known < pieces.size()) {
            warnings.accept(FILE + " has " + pieces.size() + " pieces, but the model has room for " + known
                    + ": the others are left out.");
        }
        return new SentencePieceVocabulary(folder, table, warnings);
    }

    private void addFromAddedTokens() throws IOException {
        for (Map.Entry<String, JsonNode> entry :
                FolderJson.read(folder, "added_tokens.json").properties()) {
            long id = id(folder, entry.getValue().asText());
            if (hasRoom(id, entry.getKey())) {
                table.put((int) id, entry.getKey(), TokenTable.ADDED, TokenType.USER_DEFINED);
            }
        }
    }

    private void replace(long id, String token, boolean control) {
        if (hasRoom(id, token)) {
            String before = table.token((int) id);
            boolean same =
                    SpecialLook.withSpaces(before).equals(SpecialLook.withSpaces(token)); // Gemma's runs of spaces
            if (!table.isUnused((int) id) && !same) {
                warnings.accept("Token " + id + " is '" + token + "' instead of '" + before
                        + "', because another file than " + FILE + " says so.");
            }
            table.put((int) id, token, TokenTable.ADDED, control ? TokenType.CONTROL : TokenType.USER_DEFINED);
        }
    }

    private boolean hasRoom(long id, String token) {
        if (!table.contains(id)) {
            warnings.accept("The added token '" + token + "' is left out: its id " + id
                    + " lies outside of the model's vocabulary of " + table.size() + ".");
            return false;
        }
        return true;
    }

    private static ObjectNode addedTokensDecoder(Path folder) throws IOException {
        ObjectNode config = FolderJson.read(folder, "tokenizer_config.json");
        return config.path("added_tokens_decoder") instanceof ObjectNode tokens ? tokens : config.objectNode();
    }

    private static String content(Path folder, JsonNode token) {
        if (!token.path("content").isTextual()) {
            throw new VocabularyException(folder, "an added token has no content: " + token + ". Download it again.");
        }
        return token.path("content").textValue();
    }

    private static long id(Path folder, String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new VocabularyException(
                    folder, "the id of an added token is '" + id + "', which is no whole number. Download it again.");
        }
    }
}
