package org.aethercreator.check;

import java.util.List;
import java.util.Set;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.Instruction.Message.Role;
import org.aethercreator.modelfile.OllamaVersion;

/** SYSTEM, MESSAGE, RENDERER, PARSER and REQUIRES. */
final class TextRules {
    /** The prompt renderers and output parsers that are built into Ollama 0.33. */
    private static final Set<String> RENDERERS = Set.of(
            "qwen3-coder",
            "qwen3-vl-instruct",
            "qwen3-vl-thinking",
            "qwen3.5",
            "qwen3.8",
            "ornith",
            "cogito",
            "deepseek3.1",
            "olmo3",
            "olmo3.1",
            "olmo3-think",
            "olmo3-32b-think",
            "nemotron-3-nano",
            "nemotron-3.5-nano",
            "gemma4",
            "gemma4-small",
            "gemma4-large",
            "functiongemma",
            "glm-4.7",
            "glm-ocr",
            "lfm2",
            "lfm2-thinking",
            "laguna",
            "poolside-v1",
            "cohere",
            "glimmer");

    private static final Set<String> PARSERS = Set.of(
            "qwen3",
            "qwen3-thinking",
            "qwen3.5",
            "ornith",
            "qwen3-coder",
            "qwen3-vl-instruct",
            "qwen3-vl-thinking",
            "ministral",
            "passthrough",
            "harmony",
            "cogito",
            "deepseek3",
            "olmo3",
            "olmo3-think",
            "nemotron-3-nano",
            "nemotron-3.5-nano",
            "functiongemma",
            "glm-4.7",
            "gemma4",
            "gemma4-no-thinking",
            "glm-ocr",
            "lfm2",
            "lfm2-thinking",
            "laguna",
            "poolside-v1",
            "cohere",
            "glimmer");

    private final CheckedModelfile modelfile;
    private final Findings findings;

    TextRules(CheckedModelfile modelfile, Findings findings) {
        this.modelfile = modelfile;
        this.findings = findings;
    }

    void check() {
        modelfile
                .last(Instruction.System.class)
                .filter(located -> located.instruction().message().isBlank())
                .ifPresent(located -> findings.warning(
                        located.entry(),
                        "SYSTEM is empty.",
                        "An empty SYSTEM does nothing; it does not remove the system message of the base model.",
                        "Write a system message, or remove the line.",
                        modelfile.deletion(located.entry())));
        messages();
        builtInNames();
        requires();
    }

    private void messages() {
        List<Located<Instruction.Message>> messages = modelfile.all(Instruction.Message.class);
        Role previous = null;
        for (Located<Instruction.Message> located : messages) {
            Role role = located.instruction().role();
            if (role == previous && role != Role.SYSTEM) {
                findings.hint(
                        located.entry(),
                        "Two MESSAGE lines of " + role.key() + " follow each other.",
                        "Models are trained on turns that alternate; Ollama joins the two.",
                        "Put the missing turn between them, or make them one.",
                        null);
            }
            previous = role;
        }
        if (previous == Role.USER) {
            findings.hint(
                    messages.get(messages.size() - 1).entry(),
                    "The last MESSAGE is the user's.",
                    "The user's first real question follows it without an answer between them.",
                    "Add the answer as MESSAGE assistant.",
                    null);
        }
    }

    private void builtInNames() {
        modelfile
                .last(Instruction.Renderer.class)
                .filter(located -> !RENDERERS.contains(located.instruction().renderer()))
                .ifPresent(located -> findings.warning(
                        located.entry(),
                        "Ollama " + OllamaVersion.NEWEST_KNOWN + " has no renderer "
                                + Quoted.of(located.instruction().renderer()) + ".",
                        "ollama create accepts the name; every chat then fails with: unknown renderer.",
                        "Remove the line to use the model's own template, or name one of "
                                + String.join(", ", RENDERERS.stream().sorted().toList()) + ".",
                        modelfile.deletion(located.entry())));
        modelfile
                .last(Instruction.Parser.class)
                .filter(located -> !PARSERS.contains(located.instruction().parser()))
                .ifPresent(located -> findings.warning(
                        located.entry(),
                        "Ollama " + OllamaVersion.NEWEST_KNOWN + " has no parser "
                                + Quoted.of(located.instruction().parser()) + ".",
                        "It is ignored, but switches the model's own chat template off: prompts reach the model raw.",
                        "Remove the line, or name one of "
                                + String.join(", ", PARSERS.stream().sorted().toList()) + ".",
                        modelfile.deletion(located.entry())));
    }

    private void requires() {
        modelfile.last(Instruction.Requires.class).ifPresent(located -> {
            OllamaVersion required;
            try {
                required = OllamaVersion.parse(located.instruction().version());
            } catch (IllegalArgumentException e) {
                findings.error(
                        located.entry(),
                        Quoted.of(located.instruction().version()) + " is no version.",
                        "ollama create stops: requires must be a valid semver (e.g. 0.14.0).",
                        "Write the oldest version that works, for example 0.14.0.",
                        null);
                return;
            }
            if (!modelfile.version().isAtLeast(required)) {
                findings.warning(
                        located.entry(),
                        "The model requires Ollama " + required + ", and this is " + modelfile.version() + ".",
                        "The server does not enforce it; what is missing shows only at run time.",
                        "Update Ollama.",
                        null);
            }
        });
    }
}
