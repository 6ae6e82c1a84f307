package org.aethercreator.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tensor in a layer, in its parts.
 *
 * @param layer from 0
 * @param kind such as {@code ffn_down}, the same in all layers
 */
record TensorName(int layer, String kind) {
    private static final Pattern IN_LAYER = Pattern.compile("blk\\.(\\d{1,9})\\.(.+?)(?:\\.weight)?");

    /** The parts of {@code name}; empty for tensors outside the layers. */
    static Optional<TensorName> parse(String name) {
        Matcher matcher = IN_LAYER.matcher(name);
        return matcher.matches()
                ? Optional.of(new TensorName(Integer.parseInt(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }
}
