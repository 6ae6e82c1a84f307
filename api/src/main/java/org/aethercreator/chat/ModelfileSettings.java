package org.aethercreator.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aethercreator.llamacpp.ChatMessage;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.llamacpp.SamplingOptions;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Modelfile;

/**
 * What a Modelfile asks for, in the terms of the embedded llama.cpp.
 *
 * @param messages SYSTEM and MESSAGE instructions, in the order in which Ollama sends them
 * @param ignored instructions and parameters that the embedded llama.cpp does not follow, as written
 */
record ModelfileSettings(LoadOptions load, SamplingOptions sampling, List<ChatMessage> messages, List<String> ignored) {
    static ModelfileSettings of(Modelfile modelfile) {
        return new ModelfileSettings(load(modelfile), sampling(modelfile), messages(modelfile), ignored(modelfile));
    }

    private static LoadOptions load(Modelfile modelfile) {
        LoadOptions load = LoadOptions.standard();
        load = number(modelfile, ModelParameter.NUM_CTX)
                .map(Number::intValue)
                .map(load::withContextTokens)
                .orElse(load);
        load = number(modelfile, ModelParameter.NUM_BATCH)
                .map(Number::intValue)
                .map(load::withBatchTokens)
                .orElse(load);
        load = number(modelfile, ModelParameter.NUM_THREAD)
                .map(Number::intValue)
                .map(load::withThreads)
                .orElse(load);
        return number(modelfile, ModelParameter.NUM_GPU)
                .map(Number::intValue)
                .map(load::withGpuLayers)
                .orElse(load);
    }

    private static SamplingOptions sampling(Modelfile modelfile) {
        SamplingOptions options = SamplingOptions.standard().withStop(modelfile.stops());
        for (Setting setting : SETTINGS) {
            Optional<Number> value = number(modelfile, setting.parameter());
            if (value.isPresent()) {
                options = setting.apply().to(options, value.get());
            }
        }
        return options;
    }

    private static final List<Setting> SETTINGS = List.of(
            new Setting(ModelParameter.TEMPERATURE, (options, value) -> options.withTemperature(value.doubleValue())),
            new Setting(ModelParameter.TOP_K, (options, value) -> options.withTopK(value.intValue())),
            new Setting(ModelParameter.TOP_P, (options, value) -> options.withTopP(value.doubleValue())),
            new Setting(ModelParameter.MIN_P, (options, value) -> options.withMinP(value.doubleValue())),
            new Setting(ModelParameter.TYPICAL_P, (options, value) -> options.withTypicalP(value.doubleValue())),
            new Setting(
                    ModelParameter.REPEAT_PENALTY, (options, value) -> options.withRepeatPenalty(value.doubleValue())),
            new Setting(
                    ModelParameter.REPEAT_LAST_N, (options, value) -> options.withRepeatLastTokens(value.intValue())),
            new Setting(
                    ModelParameter.PRESENCE_PENALTY,
                    (options, value) -> options.withPresencePenalty(value.doubleValue())),
            new Setting(
                    ModelParameter.FREQUENCY_PENALTY,
                    (options, value) -> options.withFrequencyPenalty(value.doubleValue())),
            new Setting(ModelParameter.MIROSTAT, (options, value) -> options.withMirostat(value.intValue())),
            new Setting(ModelParameter.MIROSTAT_TAU, (options, value) -> options.withMirostatTau(value.doubleValue())),
            new Setting(ModelParameter.MIROSTAT_ETA, (options, value) -> options.withMirostatEta(value.doubleValue())),
            new Setting(ModelParameter.SEED, (options, value) -> options.withSeed(value.longValue())),
            // Any negative number means no limit to Ollama.
            new Setting(
                    ModelParameter.NUM_PREDICT,
                    (options, value) -> options.withMaxTokens(value.intValue() < 0 ? -1 : value.intValue())));

    private record Setting(ModelParameter parameter, Application apply) {}

    private interface Application {
        SamplingOptions to(SamplingOptions options, Number value);
    }

    private static Optional<Number> number(Modelfile modelfile, ModelParameter parameter) {
        return modelfile.parameter(parameter).map(text ->
                (Number) parameter.type().parse(text));
    }

    private static List<ChatMessage> messages(Modelfile modelfile) {
        List<ChatMessage> messages = new ArrayList<>();
        modelfile
                .system()
                .filter(text -> !text.isBlank())
                .map(ChatMessage::system)
                .ifPresent(messages::add);
        modelfile
                .messages()
                .forEach(turn -> messages.add(new ChatMessage(turn.role().key(), turn.content())));
        return List.copyOf(messages);
    }

    private static List<String> ignored(Modelfile modelfile) {
        return modelfile.instructions().stream()
                .filter(ModelfileSettings::isIgnored)
                .map(instruction -> instruction
                        .text()
                        .lines()
                        .findFirst()
                        .orElse(instruction.keyword().name()))
                .toList();
    }

    private static boolean isIgnored(Instruction instruction) {
        if (instruction instanceof Instruction.Parameter parameter) {
            return ModelParameter.find(parameter.parameter())
                    .filter(ModelfileSettings::isFollowed)
                    .isEmpty();
        }
        return !(instruction instanceof Instruction.From
                || instruction instanceof Instruction.System
                || instruction instanceof Instruction.Message
                || instruction instanceof Instruction.License
                || instruction instanceof Instruction.Requires);
    }

    private static boolean isFollowed(ModelParameter parameter) {
        return FOLLOWED_AT_LOADING.contains(parameter)
                || parameter == ModelParameter.STOP
                || SETTINGS.stream().anyMatch(setting -> setting.parameter() == parameter);
    }

    private static final List<ModelParameter> FOLLOWED_AT_LOADING = List.of(
            ModelParameter.NUM_CTX, ModelParameter.NUM_BATCH, ModelParameter.NUM_THREAD, ModelParameter.NUM_GPU);
}
