package org.aethercreator.modelfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Presets as YAML files: those of the library in its jar, those of the user in a folder. */
final class PresetFiles {
    private static final String SUFFIX = ".yaml";
    private static final ObjectReader READER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .readerFor(Content.class);

    private record Content(
            @Nullable String title,
            @Nullable String description,
            @Nullable List<Line> values) {}

    private record Line(
            @Nullable String parameter,
            @Nullable String value,
            @Nullable String reason) {}

    private PresetFiles() {}

    static boolean isName(String name) {
        return name.matches("[a-z0-9][a-z0-9_-]*");
    }

    static Preset builtIn(String name) {
        String resource = "presets/" + name + SUFFIX;
        try (InputStream in = Preset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        resource + " is missing beside " + Preset.class + "; build the jar with its resources");
            }
            return preset(name, READER.readValue(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Preset read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such preset file; presets end in " + SUFFIX);
        }
        String fileName = file.toAbsolutePath().getFileName().toString();
        String name = fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
        try {
            String text = Files.readString(file);
            return preset(name, text.isBlank() ? null : READER.readValue(text));
        } catch (UnrecognizedPropertyException e) {
            throw refused(file, "\"" + e.getPropertyName() + "\" is no key of a preset.", e);
        } catch (JsonProcessingException e) {
            throw refused(
                    file,
                    "line " + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".",
                    e);
        } catch (IllegalArgumentException e) {
            throw refused(file, String.valueOf(e.getMessage()), e);
        }
    }

    static List<Preset> readFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Preset> presets = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                presets.add(read(file));
            }
            return presets;
        }
    }

    static Path userFolder(Map<String, String> environment, Path home) {
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base = xdg.isBlank() ? home.resolve(".config") : Path.of(xdg);
        return base.resolve("aethercreator").resolve("presets").toAbsolutePath();
    }

    private static IllegalArgumentException refused(Path file, String problem, Exception cause) {
        return new IllegalArgumentException(
                "Preset file " + file + ": " + problem
                        + " A preset has title, description and values; each value has parameter, value and reason.",
                cause);
    }

    private static Preset preset(String name, @Nullable Content content) {
        if (content == null) {
            throw new IllegalArgumentException("the file is empty.");
        }
        List<Preset.Value> values = new ArrayList<>();
        for (Line line : required("values", content.values())) {
            values.add(value(line));
        }
        return new Preset(
                name, required("title", content.title()), required("description", content.description()), values);
    }

    private static Preset.Value value(Line line) {
        String key = required("parameter", line.parameter());
        ModelParameter parameter = ModelParameter.find(key)
                .orElseThrow(() -> new IllegalArgumentException("\"" + key
                        + "\" is no parameter of Ollama"
                        + ClosestName.of(key, ModelParameter.keys())
                                .map(close -> "; did you mean " + close + "?")
                                .orElse(".")));
        String text = required("value of " + key, line.value());
        try {
            return new Preset.Value(parameter, text, required("reason of " + key, line.reason()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static <T> T required(String what, @Nullable T found) {
        if (found == null) {
            throw new IllegalArgumentException("the " + what + " is missing.");
        }
        return found;
    }
}
