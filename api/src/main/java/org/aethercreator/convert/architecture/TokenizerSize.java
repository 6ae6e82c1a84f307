package org.aethercreator.convert.architecture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;

/** Counts what a {@code tokenizer.json} lists: entries of the vocabulary, and added tokens. */
final class TokenizerSize {
    private static final JsonFactory JSON = new JsonFactory();

    private TokenizerSize() {}

    static long of(Path file) throws IOException {
        long count = 0;
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("added_tokens")) {
                    count += children(parser);
                } else if (name.equals("model")) {
                    count += vocabulary(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return count;
    }

    private static long vocabulary(JsonParser parser) throws IOException {
        long count = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("vocab");
            parser.nextToken();
            if (wanted) {
                count += children(parser);
            } else {
                parser.skipChildren();
            }
        }
        return count;
    }

    /** Entries of the object or array at whose beginning the parser is. */
    private static long children(JsonParser parser) throws IOException {
        long count = 0;
        for (JsonToken token = parser.nextToken(); token != null && !token.isStructEnd(); token = parser.nextToken()) {
            if (token != JsonToken.FIELD_NAME) {
                parser.skipChildren();
                count++;
            }
        }
        return count;
    }
}
