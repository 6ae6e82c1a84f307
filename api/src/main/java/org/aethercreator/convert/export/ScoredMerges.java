package org.aethercreator.convert.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.convert.vocabulary.TokenType;

/**
 * The merges of a SentencePiece vocabulary, which has scores instead: wherever a piece can be made of two others, these
 * are merged, the best-scored piece first. This is how the tokenizers of Llama 2 and Gemma were brought into
 * tokenizer.json.
 */
final class ScoredMerges {
    private record Merge(String left, String right, double score, int id) {}

    private ScoredMerges() {}

    /** Pairs of pieces in the order in which they are merged. */
    static List<List<String>> of(TokenizerFacts vocabulary) {
        Map<String, Integer> pieces = new LinkedHashMap<>();
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            if (vocabulary.types().get(id) == TokenType.NORMAL) {
                pieces.put(vocabulary.tokens().get(id), id);
            }
        }
        List<Merge> merges = new ArrayList<>();
        pieces.forEach((piece, id) ->
                merges.addAll(splits(piece, id, vocabulary.scores().get(id), pieces)));
        // Converters without a tokenizer.model give all pieces the same score; their numbers are in the same order.
        merges.sort(Comparator.comparingDouble((Merge merge) -> -merge.score())
                .thenComparingInt(Merge::id)
                .thenComparingInt(merge -> -merge.left().length()));
        return merges.stream()
                .map(merge -> List.of(merge.left(), merge.right()))
                .toList();
    }

    private static List<Merge> splits(String piece, int id, double score, Map<String, Integer> pieces) {
        List<Merge> splits = new ArrayList<>();
        for (int at = 1; at < piece.length(); at++) {
            String left = piece.substring(0, at);
            String right = piece.substring(at);
            if (pieces.containsKey(left) && pieces.containsKey(right)) {
                splits.add(new Merge(left, right, score, id));
            }
        }
        return splits;
    }
}
