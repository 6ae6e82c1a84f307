package org.aethercreator.kernel.maven;

import org.aethercreator.kernel.magic.MagicException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;

/** {@code group:artifact:version}, as Maven and Gradle write them. */
final class Coordinates {
    private Coordinates() {}

    /**
     * Reads {@code group:artifact:version}, {@code group:artifact:extension:version},
     * {@code group:artifact:extension:classifier:version}, and Gradle's {@code @extension} at the end.
     * {@code ${os.detected.classifier}} and its like are replaced.
     */
    static Artifact parse(String text) {
        String coordinates = DetectedOs.interpolate(text);
        String[] parts = coordinates.split(":", -1);
        int at = coordinates.lastIndexOf('@');
        if (parts.length == 3 && at > 0) {
            coordinates = parts[0] + ":" + parts[1] + ":" + coordinates.substring(at + 1) + ":"
                    + parts[2].substring(0, parts[2].lastIndexOf('@'));
        }
        try {
            return new DefaultArtifact(coordinates);
        } catch (IllegalArgumentException e) {
            throw new MagicException(
                    "\"" + text + "\" are no Maven coordinates: group:artifact:version is needed, such as"
                            + " com.google.code.gson:gson:2.11.0.",
                    e);
        }
    }
}
