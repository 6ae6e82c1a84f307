package org.aethercreator.hub;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a search for models must find, the most downloaded first. Only models with safetensors for generating text are
 * found.
 *
 * @param words parts of the id; may be empty
 * @param minimumParameters at least so many parameters
 * @param maximumParameters at most so many
 * @param license as owners name it, such as {@code apache-2.0} or {@code mit}
 * @param architectures one of these, such as {@code LlamaForCausalLM}; any if empty
 * @param limit how many at most, 1 to 1000
 */
public record ModelSearch(
        String words,
        OptionalLong minimumParameters,
        OptionalLong maximumParameters,
        Optional<String> license,
        Set<String> architectures,
        int limit) {
    private static final int STANDARD_LIMIT = 20;
    private static final int MAXIMUM_LIMIT = 1000;

    public ModelSearch {
        architectures = Set.copyOf(architectures);
        if (limit < 1 || limit > MAXIMUM_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAXIMUM_LIMIT + ", not " + limit);
        }
        long minimum = minimumParameters.orElse(0);
        long maximum = maximumParameters.orElse(Long.MAX_VALUE);
        if (minimum < 0 || maximum < minimum) {
            throw new IllegalArgumentException("No model has at least " + minimum + " and at most " + maximum
                    + " parameters; give the smaller number first");
        }
        if (license.filter(text -> !text.matches("[A-Za-z0-9._-]+")).isPresent()) {
            throw new IllegalArgumentException(
                    "\"" + license.get() + "\" is no short name of a licence, such as apache-2.0, mit or llama3.2");
        }
    }

    /** Of any size, licence and architecture. */
    public static ModelSearch of(String words) {
        return new ModelSearch(
                words, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Set.of(), STANDARD_LIMIT);
    }

    public ModelSearch withMinimumParameters(long parameters) {
        return new ModelSearch(words, OptionalLong.of(parameters), maximumParameters, license, architectures, limit);
    }

    public ModelSearch withMaximumParameters(long parameters) {
        return new ModelSearch(words, minimumParameters, OptionalLong.of(parameters), license, architectures, limit);
    }

    public ModelSearch withLicense(String newLicense) {
        return new ModelSearch(
                words, minimumParameters, maximumParameters, Optional.of(newLicense), architectures, limit);
    }

    public ModelSearch withArchitectures(Set<String> newArchitectures) {
        return new ModelSearch(words, minimumParameters, maximumParameters, license, newArchitectures, limit);
    }

    public ModelSearch withLimit(int newLimit) {
        return new ModelSearch(words, minimumParameters, maximumParameters, license, architectures, newLimit);
    }

    /** Whether the model is one to find; what a hub does not tell is taken for a no. */
    boolean accepts(HubModel model) {
        boolean anySize = minimumParameters.isEmpty() && maximumParameters.isEmpty();
        long parameters = model.parameters().orElse(-1);
        boolean sized = anySize
                || (parameters >= minimumParameters.orElse(0)
                        && parameters <= maximumParameters.orElse(Long.MAX_VALUE));
        boolean licensed = license.isEmpty()
                || model.license().filter(license.get()::equalsIgnoreCase).isPresent();
        boolean built =
                architectures.isEmpty() || model.architectures().stream().anyMatch(architectures::contains);
        return sized && licensed && built;
    }
}
