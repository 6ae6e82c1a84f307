package org.aethercreator.check;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.Instruction.Template;
import org.aethercreator.modelfile.OllamaVersion;
import org.aethercreator.modelfile.template.GoTemplate;
import org.aethercreator.modelfile.template.GoTemplateException;
import org.aethercreator.modelfile.template.TemplateChoice;
import org.aethercreator.modelfile.template.TemplateWarning;
import org.jspecify.annotations.Nullable;

/** TEMPLATE: what reaches the model. */
final class TemplateRules {
    /** Since then the model's own template is used where there is no TEMPLATE. */
    static final OllamaVersion USES_CHAT_TEMPLATES = new OllamaVersion(0, 30, 0);

    private static final Pattern JINJA = Pattern.compile(
            "\\{%|\\{\\{-?\\s*(bos_token|eos_token|messages|message|content|raise_exception|loop|system_message)\\b");

    private final CheckedModelfile modelfile;
    private final String chatTemplate;
    private final boolean modelKnown;
    private final Findings findings;

    TemplateRules(CheckedModelfile modelfile, @Nullable GgufModel model, Findings findings) {
        this.modelfile = modelfile;
        this.modelKnown = model != null;
        this.chatTemplate = model == null ? "" : model.chatTemplate().orElse("");
        this.findings = findings;
    }

    /** Checks it; returns it as Ollama reads it, if there is one that Ollama reads. */
    Optional<GoTemplate> check() {
        Optional<Located<Template>> template = modelfile.last(Template.class);
        if (template.isEmpty()) {
            noTemplate();
        }
        return template.filter(this::template).flatMap(located -> {
            Optional<GoTemplate> parsed = parsed(located);
            parsed.ifPresent(go -> {
                parts(located, go);
                running(located, go);
                ignored(located, go);
            });
            return parsed;
        });
    }

    /** Whether it is a template that can be looked into. */
    private boolean template(Located<Template> located) {
        String text = located.instruction().template();
        if (text.isBlank()) {
            findings.warning(
                    located.entry(),
                    "TEMPLATE is empty.",
                    "An empty TEMPLATE does nothing; it does not remove the base's template.",
                    "Remove the line.",
                    modelfile.deletion(located.entry()));
            return false;
        }
        if (JINJA.matcher(text).find()) {
            findings.error(
                    located.entry(),
                    "TEMPLATE looks like Jinja, the language of Hugging Face's chat templates.",
                    "Ollama reads Go's template language here: {% … %} reaches the model as plain text, and names without"
                            + " a dot stop ollama create.",
                    modelfile.version().isAtLeast(USES_CHAT_TEMPLATES)
                            ? "Remove TEMPLATE; Ollama uses the Jinja template inside the GGUF file."
                            : "Write it in Go's template language, with .Messages or .System and .Prompt.",
                    modelfile.deletion(located.entry()));
            return false;
        }
        return true;
    }

    /** The template as Ollama reads it; empty, with a finding, if it does not. */
    private Optional<GoTemplate> parsed(Located<Template> located) {
        try {
            return Optional.of(GoTemplate.parse(located.instruction().template()));
        } catch (GoTemplateException e) {
            int line = line(located, e.line());
            findings.add(new Finding(
                    Finding.Severity.ERROR,
                    line,
                    line,
                    "Ollama cannot read TEMPLATE: " + e.goMessage() + ".",
                    "ollama create stops with: template error.",
                    e.fix(),
                    null));
            return Optional.empty();
        }
    }

    /** What passes ollama create and fails, or misleads, with the first request. */
    private void running(Located<Template> located, GoTemplate template) {
        for (TemplateWarning warning : template.warnings()) {
            int line = line(located, warning.line());
            findings.add(new Finding(
                    warning.fails() ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                    line,
                    line,
                    warning.what(),
                    warning.why(),
                    warning.fix(),
                    null));
        }
    }

    /** The line of the Modelfile on which a line of the template stands. */
    private static int line(Located<Template> located, int templateLine) {
        return Math.min(
                located.entry().firstLine() + templateLine - 1, located.entry().lastLine());
    }

    private void parts(Located<Template> located, GoTemplate template) {
        String text = located.instruction().template();
        boolean messages = template.mode() == GoTemplate.Mode.MESSAGES;
        if (!messages && !template.variables().contains("prompt")) {
            findings.warning(
                    located.entry(),
                    "TEMPLATE uses neither .Prompt nor .Messages.",
                    "What the user writes never reaches the model.",
                    "Put {{ .Prompt }} where the user's turn belongs.",
                    null);
        } else if (text.strip().matches("\\{\\{-?\\s*\\.Prompt\\s*-?}}")) {
            findings.warning(
                    located.entry(),
                    "TEMPLATE passes the prompt on as it is.",
                    "The model sees no turns and no system message. ollama show --modelfile prints this line also for"
                            + " models that use their own chat template, and creating from it switches that off.",
                    "Remove the line, unless the base is no chat model.",
                    modelfile.deletion(located.entry()));
        }
        modelfile
                .last(Instruction.System.class)
                .filter(system -> !messages && !template.variables().contains("system"))
                .ifPresent(system -> findings.warning(
                        system.entry(),
                        "TEMPLATE has no place for SYSTEM.",
                        "The system message never reaches the model.",
                        "Add {{ .System }} to TEMPLATE.",
                        null));
        modelfile
                .last(Instruction.Renderer.class)
                .ifPresent(renderer -> findings.warning(
                        located.entry(),
                        "TEMPLATE stands beside RENDERER.",
                        "The built-in renderer wins; TEMPLATE is not used.",
                        "Remove one of the two.",
                        modelfile.deletion(located.entry())));
    }

    private void ignored(Located<Template> located, GoTemplate template) {
        if (!modelfile.version().isAtLeast(USES_CHAT_TEMPLATES) || chatTemplate.isEmpty()) {
            return;
        }
        TemplateChoice choice = new TemplateChoice(template, chatTemplate);
        if (!choice.ownWins()) {
            return;
        }
        String missing = choice.missingFields();
        boolean onlyAnswers = missing.isEmpty();
        findings.warning(
                located.entry(),
                "Ollama will not use this TEMPLATE.",
                onlyAnswers
                        ? "The model's own chat template also takes what tools answer, and Ollama prefers the one that"
                                + " does."
                        : "The model's own chat template offers more (" + inWords(missing) + "), and since Ollama "
                                + USES_CHAT_TEMPLATES + " the more capable one wins.",
                (onlyAnswers ? "Write .ToolCalls and messages with the role \"tool\"" : "Use " + missing)
                        + " in TEMPLATE too, start the server with OLLAMA_GO_TEMPLATE=1, or remove the line.",
                null);
    }

    private static String inWords(String fields) {
        return fields.replace(".", "").toLowerCase(Locale.ROOT);
    }

    private void noTemplate() {
        boolean own = modelfile.last(Instruction.Renderer.class).isPresent();
        if (modelKnown && chatTemplate.isEmpty() && !own) {
            modelfile
                    .last(Instruction.From.class)
                    .ifPresent(from -> findings.warning(
                            from.entry(),
                            "The model has no chat template, and there is no TEMPLATE.",
                            "Prompts reach the model raw; a chat model then goes on writing instead of answering.",
                            "Add a TEMPLATE in the format that the model was trained on.",
                            null));
        }
    }
}
