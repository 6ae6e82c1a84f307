package org.aethercreator.fit;

import java.util.List;
import org.aethercreator.gguf.GgufFile;

/**
 * The sizes of a model that decide on the memory it needs.
 *
 * @param layers the repeated blocks in order
 * @param inputBytes weights of the token embedding, which stay in RAM
 * @param outputBytes weights behind the last layer: on a GPU they count as one more layer. A model that uses its token
 *     embedding for the output has a second copy of it there
 * @param outputIsInput whether the output uses the token embedding, so that in RAM it takes no memory of its own
 * @param trainedContextTokens the longest context that the model knows; 0 if not told
 * @param latentAttention whether all heads share one compressed key (MLA), whose first part is also the value
 */
public record ModelFootprint(
        List<Layer> layers,
        long inputBytes,
        long outputBytes,
        boolean outputIsInput,
        long embeddingLength,
        long feedForwardLength,
        long headCount,
        long vocabularySize,
        long trainedContextTokens,
        boolean latentAttention) {
    /**
     * A block.
     *
     * @param keyElements numbers in the key of one token, over all key-value heads; 0 without attention
     * @param valueElements the same for the value
     * @param windowTokens how far the layer looks back; 0 if without limit
     * @param stateBytes what a recurrent layer carries from token to token, for one sequence; 0 without recurrence
     */
    public record Layer(long weightBytes, long keyElements, long valueElements, long windowTokens, long stateBytes) {
        /** A layer with attention and nothing else. */
        public Layer(long weightBytes, long keyElements, long valueElements, long windowTokens) {
            this(weightBytes, keyElements, valueElements, windowTokens, 0);
        }

        private Layer withWeights(double factor) {
            return new Layer((long) (weightBytes * factor), keyElements, valueElements, windowTokens, stateBytes);
        }
    }

    public ModelFootprint {
        layers = List.copyOf(layers);
    }

    /** A model with ordinary attention. */
    public ModelFootprint(
            List<Layer> layers,
            long inputBytes,
            long outputBytes,
            boolean outputIsInput,
            long embeddingLength,
            long feedForwardLength,
            long headCount,
            long vocabularySize,
            long trainedContextTokens) {
        this(
                layers,
                inputBytes,
                outputBytes,
                outputIsInput,
                embeddingLength,
                feedForwardLength,
                headCount,
                vocabularySize,
                trainedContextTokens,
                false);
    }

    /** Reads the sizes from a model's metadata and tensors. */
    public static ModelFootprint of(GgufFile file) {
        return new FootprintReader(file).read();
    }

    /** The same model with all weights {@code factor} times as large: about what another quantization makes of it. */
    public ModelFootprint withWeights(double factor) {
        return new ModelFootprint(
                layers.stream().map(layer -> layer.withWeights(factor)).toList(),
                (long) (inputBytes * factor),
                (long) (outputBytes * factor),
                outputIsInput,
                embeddingLength,
                feedForwardLength,
                headCount,
                vocabularySize,
                trainedContextTokens,
                latentAttention);
    }

    /** Bytes of all weights in the file. */
    public long weightBytes() {
        return layers.stream().mapToLong(Layer::weightBytes).sum() + inputBytes + (outputIsInput ? 0 : outputBytes);
    }
}
