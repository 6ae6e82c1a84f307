package org.aethercreator.quantize;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;

/**
 * A choice of types that keeps a model within a size.
 *
 * @param choices by tensor name, in the order of the model
 * @param totalBytes the most that the file takes
 * @param loss sum of the tensors' weighted losses: what the choice makes as small as the size allows
 */
public record SizeFit(Map<String, TypeChoice> choices, long totalBytes, double loss) {
    public SizeFit {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }

    /** The choice as rules for a {@link QuantizeRequest}. */
    public TensorTypes tensorTypes() {
        TensorTypes types = TensorTypes.ofMixture();
        for (Map.Entry<String, TypeChoice> choice : choices.entrySet()) {
            types = types.with(choice.getKey(), choice.getValue().type());
        }
        return types;
    }

    /** What comes closest of the mixtures with names, as files have to say one: by the type of most bytes. */
    public QuantizationType closestType() {
        Map<GgmlType, Long> bytes = new EnumMap<>(GgmlType.class);
        choices.values().forEach(choice -> bytes.merge(choice.type(), choice.bytes(), Long::sum));
        GgmlType most =
                Collections.max(bytes.entrySet(), Map.Entry.comparingByValue()).getKey();
        return Arrays.stream(QuantizationType.values())
                .filter(type -> type.baseType() == most)
                .findFirst()
                .orElseThrow();
    }
}
