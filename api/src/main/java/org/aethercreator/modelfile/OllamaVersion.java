package org.aethercreator.modelfile;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of Ollama. Which parameters a Modelfile may use, and what they mean, depends on it. */
public record OllamaVersion(int major, int minor, int patch) implements Comparable<OllamaVersion> {
    /** The newest release whose behaviour this library knows. */
    public static final OllamaVersion NEWEST_KNOWN = new OllamaVersion(0, 33, 0);

    private static final Pattern FORMAT =
            Pattern.compile("v?(\\d{1,6})(?:\\.(\\d{1,6})(?:\\.(\\d{1,6})(?:[-+][0-9A-Za-z.+-]*)?)?)?");
    private static final Comparator<OllamaVersion> ORDER = Comparator.comparingInt(OllamaVersion::major)
            .thenComparingInt(OllamaVersion::minor)
            .thenComparingInt(OllamaVersion::patch);

    public OllamaVersion {
        if (major < 0 || minor < 0 || patch < 0) {
            throw new IllegalArgumentException("Ollama version " + major + "." + minor + "." + patch
                    + " has a negative part; write the three numbers of a release, for example 0.33.0.");
        }
    }

    /** {@code 0.33}, {@code 0.32.15} or {@code v0.33.0-rc2}; a pre-release counts as its release. */
    public static OllamaVersion parse(String text) {
        Matcher matcher = FORMAT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Ollama version \"" + Shown.brief(text)
                    + "\" is not of the form MAJOR.MINOR.PATCH; write for example 0.33 or 0.32.15.");
        }
        return new OllamaVersion(part(matcher, 1), part(matcher, 2), part(matcher, 3));
    }

    private static int part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    public boolean isAtLeast(OllamaVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(OllamaVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
