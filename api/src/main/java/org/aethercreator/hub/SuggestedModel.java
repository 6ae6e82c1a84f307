package org.aethercreator.hub;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A model that is a good base for work of one's own on one machine.
 *
 * @param id on the Hugging Face hub
 * @param parameters about so many
 * @param downloadBytes about so many, in the precision that it is published in
 * @param license as on the hub
 * @param gated whether its owner wants to be asked first
 * @param architecture class of {@code transformers}
 * @param purpose what it is good for
 */
public record SuggestedModel(
        String id,
        long parameters,
        long downloadBytes,
        String license,
        boolean gated,
        String architecture,
        String purpose) {
    private static final String RESOURCE = "suggested-models.yaml";

    /** A line of the list, which has sizes as people write them. */
    private record Line(
            String id,
            double billionParameters,
            double downloadGigabytes,
            String license,
            boolean gated,
            String architecture,
            String purpose) {
        SuggestedModel model() {
            return new SuggestedModel(
                    id,
                    Math.round(billionParameters * 1e9),
                    Math.round(downloadGigabytes * 1e9),
                    license,
                    gated,
                    architecture,
                    purpose);
        }
    }

    /** All, the smallest first. */
    public static List<SuggestedModel> all() {
        try (InputStream in = SuggestedModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        RESOURCE + " is missing beside " + SuggestedModel.class + "; build the jar with its resources");
            }
            Line[] lines = YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build()
                    .readValue(in, Line[].class);
            return List.of(lines).stream().map(Line::model).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
