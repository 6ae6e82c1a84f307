package org.aethercreator.tokenizer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.tokenizer.TokenizerFile.Merge;

/** Reads a tokenizer.json as a stream: Gemma's has 800,000 entries, too many for a tree of nodes. */
final class TokenizerFileParser {
    /** Far above the greatest vocabulary there is (262,144), far below what breaks the heap. */
    private static final int MAX_ID = (1 << 24) - 1;

    /** Gemma 3's, the greatest there is, has 33 MB. */
    private static final long MAX_BYTES = 512L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final Map<String, Integer> vocabulary = new LinkedHashMap<>();
    private final List<AddedToken> addedTokens = new ArrayList<>();
    private final List<Merge> merges = new ArrayList<>();
    private final Map<String, String> sections = new LinkedHashMap<>();
    private final Map<String, String> modelSettings = new LinkedHashMap<>();
    private boolean pairedMerges;

    private TokenizerFileParser(Path path) {
        this.path = path;
    }

    static TokenizerFile read(Path fileOrFolder) throws IOException {
        Path path = Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve("tokenizer.json") : fileOrFolder;
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path + " does not exist; a Hugging Face folder keeps its tokenizer there");
        }
        if (Files.size(path) > MAX_BYTES) {
            throw new TokenizerException(
                    path + " has " + Files.size(path) + " bytes; a tokenizer.json has at most " + MAX_BYTES + ".");
        }
        TokenizerFileParser parser = new TokenizerFileParser(path);
        try (JsonParser json = JSON.createParser(path.toFile())) {
            parser.readFile(json);
        } catch (JsonProcessingException e) {
            throw new TokenizerException(
                    path + " is no tokenizer.json: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + "). Download it again.",
                    e);
        }
        return new TokenizerFile(path, parser);
    }

    Map<String, Integer> vocabulary() {
        return vocabulary;
    }

    List<AddedToken> addedTokens() {
        return addedTokens;
    }

    List<Merge> merges() {
        return merges;
    }

    boolean pairedMerges() {
        return pairedMerges;
    }

    Map<String, String> sections() {
        return sections;
    }

    Map<String, String> modelSettings() {
        return modelSettings;
    }

    private void readFile(JsonParser json) throws IOException {
        expect(json.nextToken() == JsonToken.START_OBJECT, "it does not begin with '{'");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("model") && value == JsonToken.START_OBJECT) {
                readModel(json);
            } else if (name.equals("added_tokens") && value == JsonToken.START_ARRAY) {
                readAddedTokens(json.readValueAsTree());
            } else if (value == JsonToken.START_OBJECT) {
                sections.put(name, json.readValueAsTree().toString());
            } else {
                json.skipChildren();
            }
        }
        expect(!modelSettings.isEmpty() || !vocabulary.isEmpty(), "it has no model");
    }

    private void readModel(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
                readIds(json);
            } else if (name.equals("vocab") && value == JsonToken.START_ARRAY) {
                readPieces(json);
            } else if (name.equals("merges") && value == JsonToken.START_ARRAY) {
                readMerges(json);
            } else if (value.isScalarValue()) {
                modelSettings.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    private void readIds(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String token = json.currentName();
            expect(
                    json.nextToken() == JsonToken.VALUE_NUMBER_INT,
                    "the token '" + token + "' has no whole number as id");
            vocabulary.put(token, checkId(token, json.getLongValue()));
        }
    }

    /** A unigram model's tokens with their scores; a token's place is its id. */
    private void readPieces(JsonParser json) throws IOException {
        for (int id = 0; json.nextToken() == JsonToken.START_ARRAY; id++) {
            expect(json.nextToken() == JsonToken.VALUE_STRING, "token " + id + " has no text");
            vocabulary.put(json.getText(), checkId(json.getText(), id));
            while (json.nextToken() != JsonToken.END_ARRAY) {
                json.skipChildren();
            }
        }
    }

    private void readMerges(JsonParser json) throws IOException {
        for (JsonToken value = json.nextToken(); value != JsonToken.END_ARRAY; value = json.nextToken()) {
            if (value == JsonToken.VALUE_STRING) {
                String merge = json.getText();
                int space = merge.indexOf(' ');
                expect(space >= 0, "the merge '" + merge + "' has no space between its tokens");
                merges.add(new Merge(merge.substring(0, space), merge.substring(space + 1)));
            } else {
                pairedMerges = true;
                String where = "merge " + merges.size() + " is no pair of texts";
                expect(value == JsonToken.START_ARRAY && json.nextToken() == JsonToken.VALUE_STRING, where);
                String left = json.getText();
                expect(json.nextToken() == JsonToken.VALUE_STRING, where);
                merges.add(new Merge(left, json.getText()));
                expect(json.nextToken() == JsonToken.END_ARRAY, where);
            }
        }
    }

    private void readAddedTokens(JsonNode nodes) {
        for (JsonNode node : nodes) {
            JsonNode content = node.path("content");
            expect(
                    content.isTextual() && node.path("id").isIntegralNumber(),
                    "an added token has no content or id: " + node);
            addedTokens.add(new AddedToken(
                    checkId(content.textValue(), node.get("id").longValue()),
                    content.textValue(),
                    node.path("special").asBoolean(),
                    node.path("normalized").asBoolean()));
        }
    }

    private int checkId(String token, long id) {
        expect(id >= 0 && id <= MAX_ID, "the token '" + token + "' has the id " + id + "; ids are 0 to " + MAX_ID);
        return (int) id;
    }

    private void expect(boolean condition, String problem) {
        if (!condition) {
            throw new TokenizerException(path + " is no tokenizer.json: " + problem + ". Download it again.");
        }
    }
}
