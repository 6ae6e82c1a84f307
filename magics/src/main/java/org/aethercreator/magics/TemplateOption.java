package org.aethercreator.magics;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.BaseModel;
import org.aethercreator.check.template.ProbeResult;
import org.aethercreator.check.template.TemplateComparison;
import org.aethercreator.check.template.TemplateDerivation;
import org.aethercreator.check.template.TemplateDoctor;
import org.aethercreator.check.template.TemplatePreset;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.modelfile.Modelfile;

/** {@code --template}: a TEMPLATE that is proven to write what the model was trained to read, or none. */
final class TemplateOption {
    private static final String DERIVE = "derive";

    private TemplateOption() {}

    /** What can follow the option. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            Stream.of(DERIVE), TemplatePreset.all().stream().map(TemplatePreset::name))
                    .iterator();
        }
    }

    /** The Modelfile with the template and its stops; what is to be known of it is printed. */
    static Modelfile apply(String choice, Modelfile modelfile, Optional<BaseModel> base, MagicContext context) {
        if (modelfile.template().isPresent()) {
            throw new MagicException("The cell has a TEMPLATE of its own; remove it, or leave out --template.");
        }
        Optional<ChatTemplate> own = base.flatMap(model -> ChatTemplate.of(model.model()));
        return choice.equals(DERIVE)
                ? derived(modelfile, base, own, context)
                : preset(TemplatePreset.named(choice), modelfile, base, own, context);
    }

    private static Modelfile derived(
            Modelfile modelfile, Optional<BaseModel> base, Optional<ChatTemplate> own, MagicContext context) {
        if (own.isEmpty()) {
            throw new MagicException((base.isEmpty()
                            ? "FROM names no GGUF file in " + context.workingFolder()
                            : "The model has no chat template")
                    + ", so that there is nothing to derive a TEMPLATE from. Name a preset with --template: "
                    + presets() + ".");
        }
        TemplateDerivation derivation =
                TemplateDerivation.of(own.get(), base.orElseThrow().tokens());
        String template = derivation
                .proven()
                .orElseThrow(() -> new MagicException("No TEMPLATE can be derived from the model's own chat template. "
                        + derivation.reason() + " Leave out --template: since Ollama 0.30 the model's own is used where"
                        + " there is no TEMPLATE."))
                .text();
        print(derivation.notes(), context);
        return modelfile.withTemplate(template, derivation.stops());
    }

    private static Modelfile preset(
            TemplatePreset preset,
            Modelfile modelfile,
            Optional<BaseModel> base,
            Optional<ChatTemplate> own,
            MagicContext context) {
        if (own.isEmpty()) {
            print(
                    List.of("The template " + preset.name()
                            + " is taken on trust: there is no chat template of the model to" + " compare it with."),
                    context);
        } else {
            TemplateComparison comparison = TemplateDoctor.compare(
                    preset.template(), own.get(), base.orElseThrow().tokens());
            Optional<ProbeResult> fault = comparison.faults().stream().findFirst();
            if (fault.isPresent()) {
                throw new MagicException("The template " + preset.name() + " is not that of this model. "
                        + fault.get().sentence() + " " + instead(own.get(), base.orElseThrow()));
            }
        }
        return modelfile.withTemplate(preset.template().text(), preset.stops());
    }

    private static String instead(ChatTemplate own, BaseModel base) {
        return TemplatePreset.matching(own, base.tokens())
                .map(right -> "Write --template " + right.name() + ", which is proven equal.")
                .orElseGet(
                        () -> TemplateDerivation.of(own, base.tokens()).proven().isPresent()
                                ? "Write --template derive, which is proven equal."
                                : "Leave out --template: since Ollama 0.30 the model's own is used where there is no TEMPLATE.");
    }

    private static String presets() {
        return String.join(
                ", ", TemplatePreset.all().stream().map(TemplatePreset::name).toList());
    }

    private static void print(List<String> notes, MagicContext context) {
        notes.forEach(note -> context.output().print(note + System.lineSeparator()));
    }
}
