package org.aethercreator.convert.vocabulary;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pieces in a {@code tokenizer.model}.
 *
 * @see <a
 *     href="https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto">sentencepiece_model.proto</a>
 */
final class SentencePieceModel {
    /** Gemma 3's, the greatest there is, has 4.7 MB. */
    private static final long MAX_BYTES = 256L << 20;

    private static final int PIECES = 1;
    private static final int PIECE = 1;
    private static final int SCORE = 2;
    private static final int TYPE = 3;

    private SentencePieceModel() {}

    /** A token; its place in the file is its id. */
    record Piece(String text, float score, TokenType type) {}

    /** @throws VocabularyException if the file is broken */
    static List<Piece> read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new VocabularyException(
                    file, "it has " + Files.size(file) + " bytes; a tokenizer.model has at most " + MAX_BYTES + ".");
        }
        List<Piece> pieces = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            CodedInputStream model = CodedInputStream.newInstance(in);
            for (int tag = model.readTag(); tag != 0; tag = model.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == PIECES) {
                    int limit = model.pushLimit(model.readRawVarint32());
                    pieces.add(readPiece(model));
                    model.popLimit(limit);
                } else if (!model.skipField(tag)) {
                    break; // the end of a group that never began: checked below, as the pieces are
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new VocabularyException(
                    file, "it is no sentencepiece model: " + e.getMessage() + " Download it again.");
        }
        check(file, pieces);
        return pieces;
    }

    private static Piece readPiece(CodedInputStream model) throws IOException {
        String text = "";
        float score = 0;
        int type = 1;
        for (int tag = model.readTag(); tag != 0; tag = model.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case PIECE -> text = model.readStringRequireUtf8();
                case SCORE -> score = model.readFloat();
                case TYPE -> type = model.readEnum();
                default -> model.skipField(tag);
            }
        }
        return new Piece(text, score, typeOf(type));
    }

    /** llama.cpp's converter knows no user-defined pieces: Python's sentencepiece does not tell of them. */
    private static TokenType typeOf(int type) {
        return switch (type) {
            case 2 -> TokenType.UNKNOWN;
            case 3 -> TokenType.CONTROL;
            case 5 -> TokenType.UNUSED;
            case 6 -> TokenType.BYTE;
            default -> TokenType.NORMAL;
        };
    }

    /** What sentencepiece itself demands of a model. */
    private static void check(Path file, List<Piece> pieces) {
        Set<String> texts = new HashSet<>();
        boolean unknown = false;
        for (Piece piece : pieces) {
            if (piece.text().isEmpty() || !texts.add(piece.text())) {
                throw new VocabularyException(
                        file,
                        "piece " + texts.size() + " is "
                                + (piece.text().isEmpty()
                                        ? "empty"
                                        : "'" + piece.text() + "', which an earlier one is too")
                                + "; sentencepiece allows neither. Download it again.");
            }
            unknown |= piece.type() == TokenType.UNKNOWN;
        }
        if (!unknown) {
            throw new VocabularyException(
                    file,
                    "it is no sentencepiece model: among its " + pieces.size()
                            + " pieces is none for what is unknown. Download it again.");
        }
    }
}
