package org.aethercreator.modelfile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that suit a kind of task, each with the reason for its value. The library's presets are data files beside
 * this class; a user's own are files of the same form, {@code NAME.yaml} in {@link #userFolder()}:
 *
 * <pre>{@code
 * title: Commit messages
 * description: Short, dry, the same every time.
 * values:
 *   - parameter: temperature
 *     value: 0.1
 *     reason: a commit message is no place for imagination
 * }</pre>
 *
 * @param name lower-case letters, digits, {@code _} and {@code -}
 */
public record Preset(String name, String title, String description, List<Value> values) {
    public static final Preset CODING_FOCUS = PresetFiles.builtIn("coding-focus");
    public static final Preset CREATIVE_WRITING = PresetFiles.builtIn("creative-writing");
    public static final Preset MAX_SPEED = PresetFiles.builtIn("max-speed");
    public static final Preset PRECISE_QA = PresetFiles.builtIn("precise-qa");
    public static final Preset SUMMARIZATION = PresetFiles.builtIn("summarization");
    public static final Preset LOW_MEMORY = PresetFiles.builtIn("low-memory");
    public static final Preset LONG_CONTEXT = PresetFiles.builtIn("long-context");
    public static final Preset ROLEPLAY = PresetFiles.builtIn("roleplay");

    private static final List<Preset> BUILT_IN = List.of(
            CODING_FOCUS, CREATIVE_WRITING, MAX_SPEED, PRECISE_QA, SUMMARIZATION, LOW_MEMORY, LONG_CONTEXT, ROLEPLAY);

    /** One setting of a preset. */
    public record Value(ModelParameter parameter, String value, String reason) {
        public Value {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("The value of " + parameter.key()
                        + " has no reason; say in a few words why it suits the task.");
            }
            parameter.type().parse(value);
        }

        Instruction instruction() {
            return new Instruction.Parameter(parameter.key(), value);
        }
    }

    /**
     * How a Modelfile stands to one value of a preset.
     *
     * @param actual what the Modelfile sets, if anything
     */
    public record Difference(ModelParameter parameter, String proposed, Optional<String> actual, String reason) {
        /** Whether the Modelfile leaves the parameter to the preset. */
        public boolean missing() {
            return actual.isEmpty();
        }
    }

    public Preset {
        if (!PresetFiles.isName(name)) {
            throw new IllegalArgumentException("\"" + Shown.brief(name)
                    + "\" cannot name a preset; use lower-case letters, digits, _ and -, and begin with a letter or"
                    + " digit.");
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Preset " + name + " sets nothing; give it at least one value.");
        }
        values = List.copyOf(values);
    }

    /** The library's own presets. */
    public static List<Preset> builtIn() {
        return BUILT_IN;
    }

    /** The library's presets and the user's; where both have a name, the user's. */
    public static List<Preset> all() throws IOException {
        return all(userFolder());
    }

    static List<Preset> all(Path folder) throws IOException {
        List<Preset> own = PresetFiles.readFolder(folder);
        List<Preset> all = new ArrayList<>(own);
        Set<String> names = new HashSet<>(own.stream().map(Preset::name).toList());
        BUILT_IN.stream().filter(preset -> !names.contains(preset.name())).forEach(all::add);
        return all;
    }

    /**
     * The preset of that name: the user's own, or else the library's.
     *
     * @throws IllegalArgumentException naming all presets, the likeliest first, if there is none
     */
    public static Preset named(String name) throws IOException {
        return named(name, userFolder());
    }

    static Preset named(String name, Path folder) throws IOException {
        List<Preset> all = all(folder);
        for (Preset preset : all) {
            if (preset.name().equals(name)) {
                return preset;
            }
        }
        List<String> names =
                ClosestName.order(name, all.stream().map(Preset::name).sorted().toList());
        throw new IllegalArgumentException("No preset is named \"" + Shown.brief(name) + "\". There are "
                + String.join(", ", names) + ". Your own are YAML files in " + folder + ".");
    }

    /** Reads a preset file; the file's name without {@code .yaml} becomes the preset's. */
    public static Preset read(Path file) throws IOException {
        return PresetFiles.read(file);
    }

    /** {@code $XDG_CONFIG_HOME/aethercreator/presets}, else {@code ~/.config/aethercreator/presets}. */
    public static Path userFolder() {
        return PresetFiles.userFolder(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The values that {@code modelfile} lacks or sets otherwise, in the preset's order. */
    public List<Difference> diff(Modelfile modelfile) {
        Map<String, String> set = modelfile.parameters();
        List<Difference> differences = new ArrayList<>();
        for (Value value : values) {
            String key = value.parameter().key();
            boolean stop = value.parameter() == ModelParameter.STOP;
            boolean same = stop ? modelfile.stops().contains(value.value()) : sameValue(value, set.get(key));
            if (!same) {
                Optional<String> actual = stop ? Optional.empty() : Optional.ofNullable(set.get(key));
                differences.add(new Difference(value.parameter(), value.value(), actual, value.reason()));
            }
        }
        return differences;
    }

    private static boolean sameValue(Value proposed, @Nullable String actual) {
        if (actual == null) {
            return false;
        }
        try {
            ParameterType type = proposed.parameter().type();
            return type.parse(proposed.value()).equals(type.parse(actual));
        } catch (IllegalArgumentException actualIsNoValue) {
            return false;
        }
    }

    /** Lines with those values that the Modelfile does not set, each under its reason. */
    String textFor(Modelfile modelfile) {
        Set<String> explicit = new HashSet<>();
        modelfile.instructions().forEach(instruction -> explicit.add(instruction.name()));
        StringBuilder text = new StringBuilder();
        for (Value value : values) {
            if (!explicit.contains(value.parameter().key())) {
                text.append("# ")
                        .append(name)
                        .append(": ")
                        .append(value.reason().replaceAll("\\s+", " "));
                text.append('\n').append(value.instruction().text()).append('\n');
            }
        }
        return text.toString();
    }
}
