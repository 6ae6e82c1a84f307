package org.aethercreator.check.template;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.aethercreator.modelfile.template.GoTemplate;

/** The template presets as YAML files in the jar. */
final class TemplatePresetFiles {
    /** A jar's folder cannot be listed. */
    private static final List<String> NAMES = List.of(
            "chatml",
            "qwen3",
            "llama3",
            "llama3.1",
            "llama2",
            "gemma",
            "mistral",
            "mistral-nemo",
            "phi3",
            "phi4",
            "zephyr",
            "command-r",
            "deepseek-r1",
            "alpaca",
            "vicuna");

    private static final ObjectReader READER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build()
            .readerFor(Content.class);

    private record Content(String title, String description, List<String> stops, String template) {}

    private TemplatePresetFiles() {}

    static List<TemplatePreset> all() {
        return NAMES.stream().map(TemplatePresetFiles::read).toList();
    }

    private static TemplatePreset read(String name) {
        String resource = "presets/" + name + ".yaml";
        try (InputStream in = TemplatePreset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        resource + " is missing beside " + TemplatePreset.class + "; build the jar with its resources");
            }
            Content content = READER.readValue(in);
            return new TemplatePreset(
                    name,
                    content.title(),
                    content.description(),
                    GoTemplate.parse(content.template()),
                    content.stops());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
