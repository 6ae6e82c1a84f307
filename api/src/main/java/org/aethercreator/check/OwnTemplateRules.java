package org.aethercreator.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.chattemplate.ChatTemplateException;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.check.Finding.Edit;
import org.aethercreator.check.template.ProbeResult;
import org.aethercreator.check.template.ProbeResult.Verdict;
import org.aethercreator.check.template.SpecialTokens;
import org.aethercreator.check.template.TemplateComparison;
import org.aethercreator.check.template.TemplateComparison.Bos;
import org.aethercreator.check.template.TemplateDerivation;
import org.aethercreator.check.template.TemplateDoctor;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.Instruction.Template;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.template.GoTemplate;
import org.jspecify.annotations.Nullable;

/** TEMPLATE beside the model's own chat template: whether the model gets to read what it was trained on. */
final class OwnTemplateRules {
    private final CheckedModelfile modelfile;
    private final String source;
    private final @Nullable SpecialTokens tokens;
    private final Optional<GoTemplate> template;
    private final Findings findings;

    /** @param template TEMPLATE as Ollama reads it */
    OwnTemplateRules(
            CheckedModelfile modelfile,
            Optional<GoTemplate> template,
            GgufModel model,
            @Nullable SpecialTokens tokens,
            Findings findings) {
        this.modelfile = modelfile;
        this.template = template;
        this.source = model.chatTemplate().orElse("");
        this.tokens = tokens;
        this.findings = findings;
    }

    void check() {
        boolean renderer = modelfile.last(Instruction.Renderer.class).isPresent();
        Optional<Located<Template>> place = modelfile.last(Template.class).filter(located -> template.isPresent());
        if (source.isBlank() || renderer) {
            return;
        }
        try {
            ChatTemplate own = ChatTemplate.parse(source);
            if (tokens == null && TemplateComparison.needsTokens(own)) {
                return;
            }
            template.ifPresent(go -> compare(place.orElseThrow(), go, own));
            if (tokens != null) {
                stops(own, tokens);
            }
        } catch (ChatTemplateException e) {
            place.ifPresent(located -> findings.hint(
                    located.entry(),
                    "TEMPLATE could not be compared with the model's own chat template.",
                    "That one cannot be read: " + e.getMessage(),
                    "Try a chat and see whether its answers begin and end well.",
                    null));
        }
    }

    private void compare(Located<Template> located, GoTemplate go, ChatTemplate own) {
        SpecialTokens known = tokens == null ? SpecialTokens.none() : tokens;
        TemplateComparison comparison = TemplateDoctor.compare(go, own, known);
        bos(located, comparison.bos());
        List<ProbeResult> faults = comparison.faults();
        if (!faults.isEmpty()) {
            different(located, faults, TemplateDerivation.of(own, known));
        } else if (!comparison.all(Verdict.DEFAULT_SYSTEM).isEmpty()
                && modelfile.last(Instruction.System.class).isEmpty()) {
            comparison.defaultSystem().ifPresent(system -> defaultSystem(located, system));
        }
    }

    private void bos(Located<Template> located, Bos bos) {
        String token = Quoted.of(bos.text());
        if (bos.doubled()) {
            findings.warning(
                    located.entry(),
                    "TEMPLATE writes the BOS token " + token + ", and llama.cpp adds it as well.",
                    "The model's file tells llama.cpp to begin every prompt with it, so the model sees it twice, which"
                            + " can make its answers worse.",
                    "Remove " + bos.text() + " from the beginning of TEMPLATE.",
                    null);
        } else if (bos.missing()) {
            findings.warning(
                    located.entry(),
                    "TEMPLATE does not write the BOS token " + token + ".",
                    "The model's own template begins with it, and the model's file tells llama.cpp to add none.",
                    "Put " + bos.text() + " at the beginning of TEMPLATE.",
                    null);
        } else if (bos.uncalledFor()) {
            findings.warning(
                    located.entry(),
                    "TEMPLATE writes the BOS token " + token + ", which this model does not expect.",
                    "Neither the model's own template nor its file calls for it.",
                    "Remove " + bos.text() + " from the beginning of TEMPLATE.",
                    null);
        }
    }

    private void different(Located<Template> located, List<ProbeResult> faults, TemplateDerivation derivation) {
        ProbeResult first = faults.get(0);
        Optional<Edit> derived =
                derivation.proven().map(go -> modelfile.replacement(located.entry(), new Template(go.text())));
        findings.warning(
                located.entry(),
                "TEMPLATE writes conversations otherwise than the model's own chat template.",
                first.sentence() + " (On \"" + first.probe().name() + "\""
                        + (faults.size() > 1 ? " and " + (faults.size() - 1) + " more of the probes" : "")
                        + ".) A model answers worse to what it was not trained to read.",
                remedy(derived.isPresent()),
                derived.orElse(null));
    }

    private String remedy(boolean derived) {
        boolean removable = modelfile.version().isAtLeast(TemplateRules.USES_CHAT_TEMPLATES);
        if (derived) {
            return "Write the TEMPLATE that is derived from the model's own and proven equal"
                    + (removable ? ", or remove the line." : ".");
        }
        return removable
                ? "Remove the line; Ollama then uses the model's own template."
                : "Change it until the two agree.";
    }

    private void defaultSystem(Located<Template> located, String system) {
        findings.hint(
                located.entry(),
                "TEMPLATE lacks the system message that the model's own chat template puts in where there is none.",
                "It is " + Quoted.of(system) + "; without it the model begins otherwise than it was trained to.",
                "Write it as SYSTEM, or a system message of your own.",
                after(located.entry().end(), new Instruction.System(system)));
    }

    /** Models end a turn with a text that llama.cpp may not know as an end. */
    private void stops(ChatTemplate own, SpecialTokens known) {
        List<String> stops = modelfile.all(ModelParameter.STOP).stream()
                .map(located -> located.instruction().value())
                .toList();
        if (!known.endsOfAnswer().isEmpty()) {
            TemplateDoctor.missingStop(own, known, stops).ifPresent(end -> missing(end, known));
        }
    }

    private void missing(String end, SpecialTokens known) {
        Instruction stop = new Instruction.Parameter(ModelParameter.STOP.key(), end);
        modelfile
                .last(Instruction.From.class)
                .ifPresent(from -> findings.warning(
                        from.entry(),
                        "No stop ends the answers of this model at " + Quoted.of(end) + ".",
                        "That is how its chat template goes on after an answer, but the model's file names other ends: "
                                + known.endsOfAnswer().stream().map(Quoted::of).collect(Collectors.joining(", "))
                                + ". It may go on writing both sides of the conversation.",
                        "Add " + stop.text() + ".",
                        after(from.entry().end(), stop)));
    }

    /** Writes an instruction on a line of its own after a place. */
    private static Edit after(int end, Instruction instruction) {
        return new Edit(end, end, "\n" + instruction.text());
    }
}
