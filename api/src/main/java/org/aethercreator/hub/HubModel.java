package org.aethercreator.hub;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a hub tells of a model.
 *
 * @param parameters how many, where the model has safetensors; shared ones that are stored twice count twice
 * @param license as its owner names it, such as {@code apache-2.0}
 * @param gated whether the owner wants to be asked before a download
 * @param architectures classes of {@code transformers}, such as {@code LlamaForCausalLM}
 * @param downloads of the last 30 days
 */
public record HubModel(
        String id,
        OptionalLong parameters,
        Optional<String> license,
        boolean gated,
        List<String> architectures,
        long downloads,
        long likes,
        Optional<String> task,
        Optional<Instant> lastModified) {
    public HubModel {
        architectures = List.copyOf(architectures);
    }
}
