package org.aethercreator.check;

import java.util.regex.Pattern;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Instruction.Parameter;
import org.aethercreator.modelfile.Instruction.Template;
import org.aethercreator.modelfile.ModelParameter;
import org.jspecify.annotations.Nullable;

/** Where answers stop, seen from the template that the model is prompted with. */
final class StopRules {
    private static final Pattern TOKEN = Pattern.compile("<[^\\s<>]+>|\\[/?[A-Z_]+]|<<SYS>>|###.*");

    private final CheckedModelfile modelfile;
    private final String chatTemplate;
    private final Findings findings;

    StopRules(CheckedModelfile modelfile, @Nullable GgufModel model, Findings findings) {
        this.modelfile = modelfile;
        this.chatTemplate = model == null ? "" : model.chatTemplate().orElse("");
        this.findings = findings;
    }

    void check() {
        String template = modelfile
                .last(Template.class)
                .map(located -> located.instruction().template())
                .orElse("");
        String known = template + chatTemplate;
        if (known.isEmpty()) {
            return;
        }
        for (Located<Parameter> located : modelfile.all(ModelParameter.STOP)) {
            inTemplate(located, known);
        }
    }

    private void inTemplate(Located<Parameter> located, String known) {
        String stop = located.instruction().value();
        if (!stop.isEmpty() && !known.contains(stop) && TOKEN.matcher(stop).matches()) {
            findings.warning(
                    located.entry(),
                    "The stop " + Quoted.of(stop) + " does not occur in the template.",
                    "The model never learned from this template to write it, so it will hardly stop an answer; it"
                            + " may belong to another family of models.",
                    "Use the token that ends a turn in the template.",
                    null);
        } else if (!stop.isBlank() && !known.contains(stop)) {
            findings.hint(
                    located.entry(),
                    "The stop " + Quoted.of(stop) + " does not occur in the template.",
                    "It ends an answer only where the model happens to write it.",
                    "Keep it if that is meant.",
                    null);
        }
    }
}
