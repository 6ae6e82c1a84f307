package org.aethercreator.convert.architecture;

import java.util.List;

/** Stored tensors that a text model in GGUF has no use for. */
final class SkippedTensors {
    private static final List<String> FOREIGN_STARTS = List.of(
            "mlp",
            "vit.",
            "vpm.",
            "siglip2.",
            "conformer.",
            "merger.",
            "resampler.",
            "sound_encoder.",
            "sound_projection.",
            "speech_embeddings.");
    private static final List<String> FOREIGN_PARTS = List.of(
            "visual.",
            "vision.",
            "audio.",
            "talker.",
            "vision_",
            "audio_",
            "token2wav.",
            "code2wav.",
            "projector.",
            "pre_mm_projector_norm",
            "image_newline",
            "view_seperator",
            "patch_embed",
            "patch_embedding",
            "patch_merger.",
            "patch_merge_mlp.",
            "model.connector.");
    private static final List<String> USELESS_ENDS =
            List.of(".attention.masked_bias", ".attention.bias", ".rotary_emb.inv_freq");

    private SkippedTensors() {}

    /** Whether it belongs to an image or sound encoder beside the text model. */
    static boolean areNotOfText(String name) {
        return FOREIGN_STARTS.stream().anyMatch(name::startsWith)
                || FOREIGN_PARTS.stream().anyMatch(name::contains);
    }

    /** Whether it holds what is computed anyway. */
    static boolean areUseless(String name) {
        return USELESS_ENDS.stream().anyMatch(name::endsWith);
    }
}
