package org.aethercreator.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON from strangers, token by token; whatever is not as expected is a format error with its place in the file. */
final class JsonTokens {
    /** Names are arbitrary: kept once in no table, so that none can be made to overflow. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    /** Reads one thing. */
    @FunctionalInterface
    interface Reading {
        void read() throws IOException;
    }

    /** Reads the value of the member {@code name}. */
    @FunctionalInterface
    interface MemberReading {
        void read(String name) throws IOException;
    }

    private final Path path;
    private final long start;
    private final JsonParser parser;

    /** @param start where in the file the JSON begins */
    JsonTokens(Path path, long start, JsonParser parser) {
        this.path = path;
        this.start = start;
        this.parser = parser;
    }

    static JsonParser parser(byte[] json) throws IOException {
        return JSON.createParser(json);
    }

    /** Reads the whole document. */
    void document(Reading content) throws IOException {
        try {
            content.read();
            if (parser.nextToken() != null) {
                throw fail("something follows the JSON object");
            }
        } catch (JsonProcessingException e) {
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw new SafetensorsFormatException(
                    path, start + offset, "the JSON is malformed: " + e.getOriginalMessage() + damaged());
        }
    }

    /** Reads an object of which nothing has been read yet. */
    void object(String what, MemberReading member) throws IOException {
        next();
        members(what, member);
    }

    /** Reads an object whose opening brace should be the current token. */
    void members(String what, MemberReading member) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw fail(what + " is no JSON object");
        }
        while (next() == JsonToken.FIELD_NAME) {
            member.read(parser.currentName());
        }
    }

    String text(String what) throws IOException {
        if (next() != JsonToken.VALUE_STRING) {
            throw fail(what + " is no text");
        }
        return parser.getText();
    }

    /** Reads an array of at most {@code most} whole numbers that are not negative. */
    List<Long> numbers(String what, int most) throws IOException {
        if (next() != JsonToken.START_ARRAY) {
            throw fail(what + " is no array");
        }
        List<Long> numbers = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getLongValue() < 0) {
                throw fail(what + " has an element that is no whole number of at least 0");
            }
            if (numbers.size() == most) {
                throw fail(what + " has more than " + most + " elements");
            }
            numbers.add(parser.getLongValue());
        }
        return numbers;
    }

    /** Passes over the next value. */
    void skip() throws IOException {
        next();
        parser.skipChildren();
    }

    @Nullable
    JsonToken next() throws IOException {
        return parser.nextToken();
    }

    /** Where in the file the current token begins. */
    long position() {
        return start + Math.max(0, parser.currentTokenLocation().getByteOffset());
    }

    SafetensorsFormatException fail(String message) {
        return new SafetensorsFormatException(path, position(), message + damaged());
    }

    private static String damaged() {
        return "; the file is damaged, or its writer is at fault: download or copy it again";
    }
}
