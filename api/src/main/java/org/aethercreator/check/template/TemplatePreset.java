package org.aethercreator.check.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.modelfile.template.GoTemplate;

/**
 * The Go TEMPLATE of a family of models. They are data files beside this class, and leave the BOS token to llama.cpp.
 *
 * @param name as in {@code --template chatml}
 * @param description which models it is for, as a sentence
 * @param template without tools
 * @param stops the texts at which an answer ends
 */
public record TemplatePreset(String name, String title, String description, GoTemplate template, List<String> stops) {
    private static final List<TemplatePreset> ALL = TemplatePresetFiles.all();

    public TemplatePreset {
        stops = List.copyOf(stops);
    }

    /** All there are. */
    public static List<TemplatePreset> all() {
        return ALL;
    }

    /**
     * The preset of that name.
     *
     * @throws IllegalArgumentException naming all of them, if there is none
     */
    public static TemplatePreset named(String name) {
        return ALL.stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No template preset is named \"" + name
                        + "\". There are "
                        + ALL.stream().map(TemplatePreset::name).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * The preset that writes every chat as the model's own template does; of several the one that agrees on the most
     * probes for thinking. Empty if none does.
     */
    public static Optional<TemplatePreset> matching(ChatTemplate own, SpecialTokens tokens) {
        record Match(TemplatePreset preset, TemplateComparison comparison) {
            long agreements() {
                return comparison.results().stream()
                        .filter(result -> result.verdict().good())
                        .count();
            }
        }
        return ALL.stream()
                .map(preset -> new Match(preset, TemplateDoctor.compare(preset.template(), own, tokens)))
                .filter(match ->
                        match.comparison().equal() && match.comparison().bos().right())
                .reduce((first, second) -> second.agreements() > first.agreements() ? second : first)
                .map(Match::preset);
    }
}
