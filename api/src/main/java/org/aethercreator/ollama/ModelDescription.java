package org.aethercreator.ollama;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.ParameterType;

/**
 * All that a server tells about one model. Texts are empty where it says nothing.
 *
 * @param modelfileText the Modelfile that Ollama writes for it; {@link #modelfile()} is safer to use
 * @param parametersText the parameters, one a line, as Ollama writes them
 * @param template the Go template, or since 0.30 the Jinja template if that is in use
 * @param messages the MESSAGE turns
 * @param requires the oldest Ollama that the model says it needs
 * @param metadata of the GGUF file; arrays of more than five are left out
 * @param remoteHost the server that runs it in truth, for a model of the cloud
 */
public record ModelDescription(
        String name,
        String modelfileText,
        String parametersText,
        String template,
        String system,
        String license,
        String renderer,
        String parser,
        String requires,
        List<ChatRequest.Message> messages,
        OllamaModel.Details details,
        List<String> capabilities,
        Map<String, Object> metadata,
        Optional<Instant> modifiedAt,
        Optional<String> remoteHost) {
    private static final Instruction NO_TEMPLATE = new Instruction.Template("{{ .Prompt }}");
    private static final Pattern E_NOTATION = Pattern.compile("-?\\d+(\\.\\d+)?e\\+\\d{2}");

    public ModelDescription {
        messages = List.copyOf(messages);
        capabilities = List.copyOf(capabilities);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * A Modelfile that makes the same model again, on this one. What Ollama writes would not: its FROM names a file of
     * the server, it prints {@code TEMPLATE {{ .Prompt }}} where there is none (which would switch the model's own one
     * off), whole numbers of a million and more in a form that it does not read, and no REQUIRES.
     *
     * @throws org.aethercreator.modelfile.ModelfileFormatException if Ollama's text cannot be read again, as where a
     *     message holds triple quotes
     */
    public Modelfile modelfile() {
        List<Instruction> instructions = new ArrayList<>();
        instructions.add(new Instruction.From(name));
        for (Instruction instruction : Modelfile.parse(modelfileText).instructions()) {
            if (instruction instanceof Instruction.Parameter parameter) {
                instructions.add(new Instruction.Parameter(parameter.parameter(), readable(parameter)));
            } else if (!(instruction instanceof Instruction.From)
                    && !instruction.equals(NO_TEMPLATE)
                    && !(instruction instanceof Instruction.Requires)) {
                instructions.add(instruction);
            }
        }
        if (!requires.isEmpty()) {
            instructions.add(new Instruction.Requires(requires));
        }
        return Modelfile.of(instructions);
    }

    private static String readable(Instruction.Parameter parameter) {
        boolean whole = ModelParameter.find(parameter.parameter())
                .filter(known -> known.type() == ParameterType.INTEGER)
                .isPresent();
        return whole && E_NOTATION.matcher(parameter.value()).matches()
                ? new BigDecimal(parameter.value()).toBigInteger().toString()
                : parameter.value();
    }
}
