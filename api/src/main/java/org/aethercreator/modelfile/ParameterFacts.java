package org.aethercreator.modelfile;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the catalogue says of one parameter; written down in {@link ModelParameter} and nowhere else. */
final class ParameterFacts {
    final ParameterType type;
    final NavigableMap<OllamaVersion, String> defaults = new TreeMap<>();
    OllamaVersion since = new OllamaVersion(0, 0, 3);
    ModelParameter.@Nullable Range range;

    @Nullable
    OllamaVersion removed;

    boolean skippedOnceRemoved;
    String purpose = "";
    String raising = "";
    String lowering = "";
    String instead = "";
    String link = "https://github.com/ollama/ollama/blob/main/docs/modelfile.mdx#valid-parameters-and-values";

    private ParameterFacts(ParameterType type) {
        this.type = type;
    }

    static ParameterFacts integer() {
        return new ParameterFacts(ParameterType.INTEGER);
    }

    static ParameterFacts decimal() {
        return new ParameterFacts(ParameterType.DECIMAL);
    }

    static ParameterFacts bool() {
        return new ParameterFacts(ParameterType.BOOLEAN);
    }

    static ParameterFacts texts() {
        return new ParameterFacts(ParameterType.TEXTS);
    }

    ParameterFacts since(String version) {
        since = OllamaVersion.parse(version);
        return this;
    }

    /** The default of every version, or of the versions before the first {@link #defaultsSince}. */
    ParameterFacts defaults(String value) {
        defaults.put(new OllamaVersion(0, 0, 0), value);
        return this;
    }

    ParameterFacts defaultsSince(String version, String value) {
        defaults.put(OllamaVersion.parse(version), value);
        return this;
    }

    ParameterFacts range(double minimum, double maximum) {
        range = new ModelParameter.Range(minimum, maximum);
        return this;
    }

    ParameterFacts purpose(String sentence) {
        purpose = sentence;
        return this;
    }

    ParameterFacts effect(String raising, String lowering) {
        this.raising = raising;
        this.lowering = lowering;
        return this;
    }

    /** From this version on {@code ollama create} stops at the parameter. */
    ParameterFacts fatalSince(String version, String instead) {
        this.removed = OllamaVersion.parse(version);
        this.instead = instead;
        return this;
    }

    /** From this version on the parameter is accepted, named in a warning, and has no effect. */
    ParameterFacts skippedSince(String version, String instead) {
        this.skippedOnceRemoved = true;
        return fatalSince(version, instead);
    }

    ParameterFacts link(String address) {
        link = address;
        return this;
    }

    String defaultFor(OllamaVersion version) {
        Map.Entry<OllamaVersion, String> entry = defaults.floorEntry(version);
        return entry == null ? "" : entry.getValue();
    }
}
