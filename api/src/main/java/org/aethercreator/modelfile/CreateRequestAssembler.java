package org.aethercreator.modelfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Goes through the instructions as {@code ollama create} of 0.33 does, and stops where it stops. */
final class CreateRequestAssembler {
    /** golang.org/x/mod/semver: shorter forms have neither pre-release nor build. */
    private static final Pattern SEMVER = Pattern.compile("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*)"
            + "(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?"
            + "(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?)?)?");

    private final ModelfileSource source;
    private final OllamaVersion version;
    private final ModelPaths paths;
    private final TextLines lines;

    private String from = "";
    private final Set<Path> files = new LinkedHashSet<>();
    private final List<Path> bases = new ArrayList<>();
    private final List<Path> drafts = new ArrayList<>();
    private final Set<Path> draftFiles = new LinkedHashSet<>();
    private List<Path> adapters = List.of();
    private String template = "";
    private String system = "";
    private String renderer = "";
    private String parser = "";
    private String requires = "";
    private final List<String> licenses = new ArrayList<>();
    private final List<CreateRequest.Message> messages = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final List<String> stops = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    CreateRequestAssembler(Modelfile modelfile, Path folder, OllamaVersion version) {
        this.source = modelfile.source();
        this.version = version;
        this.paths = new ModelPaths(folder);
        this.lines = new TextLines(source.text());
    }

    CreateRequest assemble() throws IOException {
        for (ModelfileSource.Entry entry : source.entries()) {
            Instruction instruction = entry.instruction();
            if (instruction != null) {
                try {
                    take(instruction);
                } catch (Refusal refusal) {
                    throw new ModelfileFormatException(
                            refusal.ollamaMessage,
                            lines.position(entry.start()),
                            instruction.argument(),
                            refusal.allowed,
                            refusal.fix);
                }
            }
        }
        refuseUnsendable();
        if (!stops.isEmpty()) {
            parameters.put(ModelParameter.STOP.key(), List.copyOf(stops));
        }
        return new CreateRequest(
                from,
                List.copyOf(files),
                adapters,
                List.copyOf(draftFiles),
                template,
                system,
                licenses,
                parameters,
                messages,
                renderer,
                parser,
                requires,
                warnings);
    }

    private void take(Instruction instruction) throws IOException, Refusal {
        if (instruction instanceof Instruction.From base) {
            takeBase(base.model());
        } else if (instruction instanceof Instruction.Draft draft) {
            takeDraft(draft.path());
        } else if (instruction instanceof Instruction.Adapter adapter) {
            adapters = existing(paths.expand(adapter.path()), "ADAPTER");
        } else if (instruction instanceof Instruction.Parameter parameter) {
            takeParameter(parameter.parameter(), parameter.value());
        } else if (instruction instanceof Instruction.Message message) {
            messages.add(new CreateRequest.Message(message.role().key(), message.content()));
        } else if (instruction instanceof Instruction.License license) {
            licenses.add(license.license());
        } else if (instruction instanceof Instruction.Requires version) {
            requires = semver(version.version());
        } else {
            takeText(instruction);
        }
    }

    private void takeText(Instruction instruction) {
        if (instruction instanceof Instruction.Template text) {
            template = text.template();
        } else if (instruction instanceof Instruction.System text) {
            system = text.message();
        } else if (instruction instanceof Instruction.Renderer name) {
            renderer = name.renderer();
        } else if (instruction instanceof Instruction.Parser name) {
            parser = name.parser();
        }
    }

    private void takeBase(String text) throws IOException, Refusal {
        Path path = paths.expand(text);
        try {
            List<Path> found = paths.files(path);
            refuseSamePath(path, drafts);
            bases.add(path);
            files.addAll(found);
        } catch (NoSuchFileException absent) {
            from = text;
        }
    }

    private void takeDraft(String text) throws IOException, Refusal {
        Path path = paths.expand(text);
        List<Path> found = existing(path, "DRAFT");
        refuseSamePath(path, bases);
        drafts.add(path);
        draftFiles.addAll(found);
    }

    private List<Path> existing(Path path, String keyword) throws IOException, Refusal {
        try {
            return paths.files(path);
        } catch (NoSuchFileException absent) {
            throw new Refusal(
                    "stat " + path + ": no such file or directory",
                    keyword + " names a file or folder that exists, absolute or relative to the Modelfile.",
                    "Correct the path, or put the file there.");
        }
    }

    private static void refuseSamePath(Path path, List<Path> others) throws IOException, Refusal {
        for (Path other : others) {
            if (Files.isSameFile(path, other)) {
                throw new Refusal(
                        "DRAFT must not reference the same local path as FROM: " + path,
                        "DRAFT names a smaller model of the same vocabulary.",
                        "Name another model, or remove the DRAFT line.");
            }
        }
    }

    private void takeParameter(String name, String value) throws Refusal {
        if (name.equals("message")) {
            // "PARAMETER message x" is a message to Ollama, whose role is the whole text.
            messages.add(new CreateRequest.Message(value, ""));
            return;
        }
        ModelParameter parameter = ModelParameter.find(name).orElse(null);
        ModelParameter.Status status = parameter == null ? ModelParameter.Status.REMOVED : parameter.status(version);
        if (parameter == null
                || status == ModelParameter.Status.REMOVED
                || status == ModelParameter.Status.NOT_YET_KNOWN) {
            throw new Refusal(
                    "unknown parameter '" + name + "'",
                    "Ollama " + version + " knows " + String.join(", ", supportedKeys()) + ".",
                    remedy(name, parameter));
        }
        if (status == ModelParameter.Status.SKIPPED) {
            warnings.add("warning: parameter " + name + " is deprecated");
        } else if (parameter == ModelParameter.STOP) {
            stops.add(value);
        } else {
            try {
                parameters.put(name, parameter.type().parse(value));
            } catch (IllegalArgumentException e) {
                throw new Refusal(
                        parameter.type().ollamaMessage(value),
                        name + " takes " + parameter.type().form() + ".",
                        "Write for example PARAMETER " + name + " " + parameter.example() + ".");
            }
        }
    }

    private static String remedy(String name, @Nullable ModelParameter parameter) {
        if (parameter == null) {
            return ModelParameter.suggestion(name);
        }
        return parameter.instead().isEmpty()
                ? "Update Ollama to " + parameter.since() + " or newer, or remove the line."
                : parameter.instead();
    }

    private List<String> supportedKeys() {
        return ModelParameter.supportedBy(version).stream()
                .map(ModelParameter::key)
                .toList();
    }

    private void refuseUnsendable() {
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            if (parameter.getValue() instanceof Float number && !Float.isFinite(number)) {
                String go = Float.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
                throw new ModelfileFormatException(
                        "json: unsupported value: " + go,
                        lines.position(startOf(parameter.getKey())),
                        go,
                        "Ollama reads NaN and infinities, but cannot send them to its server.",
                        "Write a finite number, or remove the line.");
            }
        }
    }

    private int startOf(String parameter) {
        return source.entries().stream()
                .filter(entry -> entry.instruction() instanceof Instruction.Parameter found
                        && found.parameter().equals(parameter))
                .mapToInt(ModelfileSource.Entry::start)
                .max()
                .orElse(0);
    }

    private static String semver(String text) throws Refusal {
        String version = text.startsWith("v") ? text.substring(1) : text;
        if (!SEMVER.matcher(version).matches()) {
            throw new Refusal(
                    "requires must be a valid semver (e.g. 0.14.0)",
                    "REQUIRES takes a version of one to three numbers without leading zeros, and no comparison sign.",
                    "Write the oldest version that works, for example REQUIRES 0.14.0.");
        }
        return version;
    }

    /** Why {@code ollama create} stops at an instruction. */
    static final class Refusal extends Exception {
        private final String ollamaMessage;
        private final String allowed;
        private final String fix;

        Refusal(String ollamaMessage, String allowed, String fix) {
            super(ollamaMessage);
            this.ollamaMessage = ollamaMessage;
            this.allowed = allowed;
            this.fix = fix;
        }
    }
}
