package org.aethercreator.quantize.imatrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;

/** An importance matrix of random numbers for every matrix of a model that is multiplied. */
public final class RandomImportance {
    private RandomImportance() {}

    public static ImportanceMatrix of(Path model) throws IOException {
        try (GgufFile file = GgufFile.open(model)) {
            Random random = new Random(11);
            List<TensorImportance> tensors = new ArrayList<>();
            for (GgufTensor tensor : file.tensors()) {
                if (tensor.dimensions() >= 2 && !tensor.name().equals("token_embd.weight")) {
                    tensors.add(tensor(tensor, random));
                }
            }
            return new ImportanceMatrix(tensors, List.of("random.txt"), 7, 512, Optional.empty());
        }
    }

    private static TensorImportance tensor(GgufTensor tensor, Random random) {
        int matrices =
                tensor.shape().size() > 2 ? Math.toIntExact(tensor.shape().get(2)) : 1;
        float[] sums = new float[Math.toIntExact(tensor.rowElements()) * matrices];
        for (int i = 0; i < sums.length; i++) {
            double normal = random.nextGaussian();
            sums[i] = (float) (3584 * normal * normal + 1e-3); // as skewed as squares of activations are
        }
        float[] counts = new float[matrices];
        java.util.Arrays.fill(counts, 3584);
        return new TensorImportance(tensor.name(), sums, counts);
    }
}
