package org.aethercreator.check;

import java.util.List;
import java.util.Optional;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.Preset;

/**
 * Parameters for a model, a machine and a kind of task, each with what was weighed.
 *
 * @param task what the model is for
 * @param fit the model with these parameters on the machine; if nothing fits, with the least that was tried
 * @param values in the order in which they were decided; none if nothing fits
 * @param shortfall what is missing; empty if it fits
 */
public record Recommendation(Preset task, MemoryFit fit, List<Preset.Value> values, Optional<Shortfall> shortfall) {
    /**
     * Why a model does not run on a machine.
     *
     * @param missingBytes memory that is lacking for the smallest context
     * @param reason in sentences, with what would fit
     */
    public record Shortfall(long missingBytes, String reason) {}

    public Recommendation {
        values = List.copyOf(values);
        if (values.isEmpty() == shortfall.isEmpty()) {
            throw new IllegalArgumentException("a recommendation has " + values.size() + " values and "
                    + (shortfall.isEmpty() ? "no" : "a") + " shortfall; give either values or a shortfall");
        }
    }

    /** The recommended value. */
    public Optional<String> value(ModelParameter parameter) {
        return values.stream()
                .filter(value -> value.parameter() == parameter)
                .map(Preset.Value::value)
                .findFirst();
    }

    /** The values as a preset, to be kept or compared; empty if nothing fits. */
    public Optional<Preset> preset() {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new Preset(
                        "recommended",
                        task.title() + " on " + fit.hardware().name(),
                        "Counted for this model on this machine.",
                        values));
    }

    /** The Modelfile with the values that it does not set itself, each under its reason; as it is if nothing fits. */
    public Modelfile applyTo(Modelfile modelfile) {
        return preset().map(modelfile::withPreset).orElse(modelfile);
    }
}
