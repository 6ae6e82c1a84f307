package org.aethercreator.modelfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aethercreator.modelfile.ModelParameter.Status;

/** Says in plain words what every instruction of a Modelfile does in one version of Ollama. */
final class ModelfileExplainer {
    private final OllamaVersion version;

    ModelfileExplainer(OllamaVersion version) {
        this.version = version;
    }

    List<LineExplanation> explain(ModelfileSource source) {
        List<LineExplanation> explanations = new ArrayList<>();
        for (ModelfileSource.Entry entry : source.entries()) {
            Instruction instruction = entry.instruction();
            explanations.add(new LineExplanation(
                    entry.firstLine(),
                    entry.lastLine(),
                    source.text(entry),
                    instruction,
                    instruction == null ? "A comment; Ollama ignores the line." : explain(instruction)));
        }
        return explanations;
    }

    String documentation(ModelfileSource source, int offset) {
        for (ModelfileSource.Entry entry : source.entries()) {
            if (entry.start() <= offset && offset <= entry.end() && entry.instruction() != null) {
                Instruction instruction = entry.instruction();
                return instruction instanceof Instruction.Parameter parameter
                        ? explain(parameter) + facts(parameter.parameter())
                        : explain(instruction) + "\n\nExample: "
                                + instruction.keyword().example();
            }
        }
        return unfinished(source.text(), offset);
    }

    /** Of a line that is no instruction yet: by the words it begins with. */
    private String unfinished(String text, int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        int end = text.indexOf('\n', offset);
        String[] words =
                text.substring(start, end < 0 ? text.length() : end).strip().split("[ \\t]+", 3);
        Keyword keyword = Keyword.find(words[0]).orElse(null);
        if (keyword == null) {
            return "";
        }
        if (keyword == Keyword.PARAMETER && words.length > 1) {
            return explain(new Instruction.Parameter(words[1], "")) + facts(words[1]);
        }
        return keyword.purpose() + "\n\nExample: " + keyword.example();
    }

    private static String facts(String name) {
        return ModelParameter.find(name)
                .map(parameter -> "\n\nType: " + parameter.type().name().toLowerCase(Locale.ROOT)
                        + parameter
                                .range()
                                .map(range ->
                                        "\nSensible: " + number(range.minimum()) + " to " + number(range.maximum()))
                                .orElse("")
                        + "\nKnown since Ollama " + parameter.since() + "\nMore: " + parameter.link())
                .orElse("");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private String explain(Instruction instruction) {
        if (instruction instanceof Instruction.From from) {
            return from(from.model());
        }
        if (instruction instanceof Instruction.Parameter parameter) {
            return parameter(parameter);
        }
        if (instruction instanceof Instruction.Message message) {
            return message(message.role());
        }
        return instruction.keyword().purpose();
    }

    private static String from(String model) {
        String base = "The base model, ";
        if (model.isEmpty() || model.equals(".")) {
            return base + "from the folder of the Modelfile: every GGUF file there, or the safetensors weights.";
        }
        boolean path =
                model.startsWith(".") || model.startsWith("/") || model.startsWith("~") || model.endsWith(".gguf");
        return path
                ? base + "from a file or folder, relative to the Modelfile. Where nothing exists under the path,"
                        + " Ollama takes it for the name of a model."
                : base + "by its name: Ollama uses the model it has, or pulls it from its library. A file or folder of"
                        + " the same name beside the Modelfile would win.";
    }

    private static String message(Instruction.Message.Role role) {
        String turn =
                switch (role) {
                    case SYSTEM -> "A system message within the example conversation";
                    case USER -> "What the user says in an example conversation";
                    case ASSISTANT -> "What the model answers in an example conversation";
                };
        return turn + " that stands before every chat and shows the model how to answer. It takes part of the context.";
    }

    private String parameter(Instruction.Parameter instruction) {
        String name = instruction.parameter();
        ModelParameter parameter = ModelParameter.find(name).orElse(null);
        if (parameter == null) {
            return "No version of Ollama knows a parameter " + Shown.quoted(name) + "; ollama create stops here. "
                    + ModelParameter.suggestion(name);
        }
        Status status = parameter.status(version);
        String since = parameter.removed().map(OllamaVersion::toString).orElse("");
        return parameter.purpose() + " "
                + switch (status) {
                    case NOT_YET_KNOWN ->
                        "Ollama " + version + " does not know it yet (since " + parameter.since()
                                + "); ollama create stops here.";
                    case REMOVED -> "Removed in Ollama " + since + "; ollama create stops here. " + parameter.instead();
                    case SKIPPED -> "Ollama ignores it since " + since + ", with a warning. " + parameter.instead();
                    case SUPPORTED -> effect(parameter);
                };
    }

    private String effect(ModelParameter parameter) {
        String ends = parameter.range().isPresent()
                ? "Higher: " + decapitalized(parameter.raising()) + " Lower: " + decapitalized(parameter.lowering())
                : parameter.raising() + " " + parameter.lowering();
        return ends + " Default: " + parameter.defaultValue(version) + ".";
    }

    private static String decapitalized(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
