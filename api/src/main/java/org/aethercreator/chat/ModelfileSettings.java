package org.aethercreator.chat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.llamacpp.Mirostat;
import org.aethercreator.llamacpp.Penalties;
import org.aethercreator.llamacpp.Sampling;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Modelfile;

/**
 * What a Modelfile asks for, in the terms of the embedded llama.cpp.
 *
 * @param ignored instructions and parameters that the embedded llama.cpp does not follow, as written
 */
record ModelfileSettings(LoadOptions load, GenerationOptions options, List<String> ignored) {
    /** @param folder against which relative paths of adapters are resolved */
    static ModelfileSettings of(Modelfile modelfile, Path folder) {
        LoadOptions load = load(modelfile);
        for (Instruction.Adapter adapter : modelfile.all(Instruction.Adapter.class)) {
            load = load.withAdapter(folder.resolve(adapter.path()), 1);
        }
        return new ModelfileSettings(load, options(modelfile), ignored(modelfile));
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

    private static GenerationOptions options(Modelfile modelfile) {
        GenerationOptions options = GenerationOptions.standard().withStop(modelfile.stops());
        for (Setting setting : SETTINGS) {
            Optional<Number> value = number(modelfile, setting.parameter());
            if (value.isPresent()) {
                options = setting.apply().to(options, value.get());
            }
        }
        return options;
    }

    private static final List<Setting> SETTINGS = List.of(
            sampling(ModelParameter.TEMPERATURE, (sampling, value) -> sampling.withTemperature(value.doubleValue())),
            // Ollama takes a number below 0 as "all".
            sampling(ModelParameter.TOP_K, (sampling, value) -> sampling.withTopK(Math.max(0, value.intValue()))),
            sampling(ModelParameter.TOP_P, (sampling, value) -> sampling.withTopP(value.doubleValue())),
            sampling(ModelParameter.MIN_P, (sampling, value) -> sampling.withMinP(value.doubleValue())),
            sampling(ModelParameter.TYPICAL_P, (sampling, value) -> sampling.withTypicalP(value.doubleValue())),
            penalties(ModelParameter.REPEAT_PENALTY, (penalties, value) -> penalties.withRepeat(value.doubleValue())),
            penalties(ModelParameter.REPEAT_LAST_N, (penalties, value) -> penalties.withLastTokens(value.intValue())),
            penalties(
                    ModelParameter.PRESENCE_PENALTY, (penalties, value) -> penalties.withPresence(value.doubleValue())),
            penalties(
                    ModelParameter.FREQUENCY_PENALTY,
                    (penalties, value) -> penalties.withFrequency(value.doubleValue())),
            mirostat(ModelParameter.MIROSTAT, (mirostat, value) -> mirostat.withVersion(value.intValue())),
            mirostat(ModelParameter.MIROSTAT_TAU, (mirostat, value) -> mirostat.withTau(value.doubleValue())),
            mirostat(ModelParameter.MIROSTAT_ETA, (mirostat, value) -> mirostat.withEta(value.doubleValue())),
            new Setting(ModelParameter.SEED, (options, value) -> options.withSeed(value.longValue())),
            // Any negative number means no limit to Ollama.
            new Setting(
                    ModelParameter.NUM_PREDICT,
                    (options, value) -> options.withMaxTokens(value.intValue() < 0 ? -1 : value.intValue())));

    private static Setting sampling(ModelParameter parameter, Application<Sampling> application) {
        return new Setting(
                parameter, (options, value) -> options.withSampling(application.to(options.sampling(), value)));
    }

    private static Setting mirostat(ModelParameter parameter, Application<Mirostat> application) {
        return sampling(
                parameter, (sampling, value) -> sampling.withMirostat(application.to(sampling.mirostat(), value)));
    }

    private static Setting penalties(ModelParameter parameter, Application<Penalties> application) {
        return new Setting(
                parameter, (options, value) -> options.withPenalties(application.to(options.penalties(), value)));
    }

    private record Setting(ModelParameter parameter, Application<GenerationOptions> apply) {}

    private interface Application<T> {
        T to(T settings, Number value);
    }

    private static Optional<Number> number(Modelfile modelfile, ModelParameter parameter) {
        return modelfile.parameter(parameter).map(text ->
                (Number) parameter.type().parse(text));
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
                || instruction instanceof Instruction.Adapter
                || instruction instanceof Instruction.System
                || instruction instanceof Instruction.Template
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
