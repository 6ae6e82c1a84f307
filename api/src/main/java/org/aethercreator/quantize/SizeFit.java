package org.aethercreator.quantize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A choice of types that keeps a model within a size.
 *
 * @param choices by tensor name, in the order of the model
 * @param totalBytes of all tensors, those included that had no choice
 */
public record SizeFit(Map<String, TypeChoice> choices, long totalBytes) {
    public SizeFit {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }

    /** Sum of the tensors' losses: what the choice makes as small as the size allows. */
    public double loss() {
        return choices.values().stream().mapToDouble(TypeChoice::loss).sum();
    }
}
