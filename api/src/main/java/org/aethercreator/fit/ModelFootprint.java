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
        long trainedContextTokens) {
    /**
     * A block.
     *
     * @param keyElements numbers in the key of one token, over all key-value heads; 0 without attention
     * @param valueElements the same for the value
     * @param windowTokens how far the layer looks back; 0 if without limit
     */
    public record Layer(long weightBytes, long keyElements, long valueElements, long windowTokens) {}

    public ModelFootprint {
        layers = List.copyOf(layers);
    }

    /** Reads the sizes from a model's metadata and tensors. */
    public static ModelFootprint of(GgufFile file) {
        return new FootprintReader(file).read();
    }

    /** Bytes of all weights in the file. */
    public long weightBytes() {
        return layers.stream().mapToLong(Layer::weightBytes).sum() + inputBytes + (outputIsInput ? 0 : outputBytes);
    }
}
