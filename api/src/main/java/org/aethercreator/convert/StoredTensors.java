package org.aethercreator.convert;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.aethercreator.convert.architecture.Architecture;
import org.aethercreator.safetensors.SafetensorsFile;
import org.aethercreator.safetensors.SafetensorsTensor;
import org.aethercreator.safetensors.SafetensorsType;

/** A model's weights as the reference goes through them. */
final class StoredTensors {
    /** As Python sorts texts. */
    private static final Comparator<SafetensorsTensor> BY_NAME =
            Comparator.comparing(tensor -> tensor.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private StoredTensors() {}

    /** By file, then by name. */
    static List<SafetensorsTensor> inOrder(SafetensorsFile weights) {
        List<SafetensorsTensor> tensors = new ArrayList<>();
        for (Path file : weights.files()) {
            weights.tensors().stream()
                    .filter(tensor -> tensor.path().equals(file))
                    .sorted(BY_NAME)
                    .forEach(tensors::add);
        }
        return tensors;
    }

    /** The type of the model: that of the first matrix of 16 bits. */
    static ConvertType commonType(Architecture architecture, List<SafetensorsTensor> inOrder) {
        Optional<SafetensorsType> first = inOrder.stream()
                .filter(tensor -> architecture.storedName(tensor.name()).isPresent())
                .filter(tensor -> tensor.shape().size() >= 2)
                .map(SafetensorsTensor::type)
                .filter(type -> type == SafetensorsType.BF16 || type == SafetensorsType.F16)
                .findFirst();
        return first.equals(Optional.of(SafetensorsType.BF16)) ? ConvertType.BF16 : ConvertType.F16;
    }
}
