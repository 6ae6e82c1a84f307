package org.aethercreator.magics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aethercreator.check.OllamaCommand;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.magics.render.ProgressBar;
import org.aethercreator.modelfile.CreateRequest;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.OllamaVersion;
import org.aethercreator.ollama.ChatRequest;
import org.aethercreator.ollama.ModelDescription;
import org.aethercreator.ollama.ModelName;
import org.aethercreator.ollama.OllamaAnswer;
import org.aethercreator.ollama.OllamaClient;
import org.aethercreator.ollama.OllamaModel;
import org.aethercreator.ollama.RunningModel;
import org.aethercreator.report.OllamaTables;
import org.jspecify.annotations.Nullable;

/** What {@code %ollama} does, for one call. */
record OllamaActions(OllamaMagic.Options options, OllamaClient client, MagicContext context) {
    /** The result to show; what is only to be said is printed. */
    @Nullable
    Object run() throws Exception {
        return switch (options.action) {
            case list -> list();
            case ps -> ps();
            case version -> version();
            case show -> show();
            case create -> create();
            case run -> converse();
            case pull, copy, rm, stop -> change();
        };
    }

    private @Nullable Object list() throws Exception {
        List<OllamaModel> models = client.list();
        keep("java.util.List<" + OllamaModel.class.getName() + ">", models);
        if (models.isEmpty()) {
            say("The server at " + client.server() + " has no models yet; make one with %ollama create, or get one"
                    + " with %ollama pull.");
            return null;
        }
        return OllamaTables.models(models);
    }

    private @Nullable Object ps() throws Exception {
        List<RunningModel> models = client.ps();
        keep("java.util.List<" + RunningModel.class.getName() + ">", models);
        if (models.isEmpty()) {
            say("The server at " + client.server() + " has loaded no model; it does when one is asked something.");
            return null;
        }
        return OllamaTables.running(models);
    }

    private @Nullable Object version() throws Exception {
        OllamaVersion version = client.version();
        keep(OllamaVersion.class.getName(), version);
        say("Ollama " + client.versionText() + " at " + client.server());
        return null;
    }

    private ModelDescription show() throws Exception {
        ModelDescription model = client.show(options.model());
        keep(ModelDescription.class.getName(), model);
        return model;
    }

    private @Nullable Object create() throws Exception {
        String name = ModelName.checked(options.model());
        NamedModelfile named = modelfile();
        CreateRequest request = named.modelfile().createRequest(named.folder(), client.version());
        request.warnings().forEach(this::say);
        client.create(name, request, options.quantization, new ProgressBar(context.output()));
        if (options.variable != null) {
            keep(ModelDescription.class.getName(), client.show(name));
        }
        say("Ollama has " + ModelName.parse(name) + " now. Talk to it with %ollama run " + name
                + " 'Hello', or in a terminal: "
                + OllamaCommand.run(name).sh());
        return null;
    }

    private @Nullable Object converse() throws Exception {
        ChatRequest request = ChatRequest.of(options.model(), ChatRequest.Message.user(options.words.get(1)));
        OllamaAnswer answer = client.chat(request, new AnswerPrinter(context.output()));
        say(System.lineSeparator() + footer(answer));
        keep(OllamaAnswer.class.getName(), answer);
        return null;
    }

    private static String footer(OllamaAnswer answer) {
        return String.format(
                Locale.ROOT,
                "[%d tokens, %.1f tokens/s, loaded in %d ms%s]",
                answer.timings().generatedTokens(),
                answer.timings().tokensPerSecond(),
                answer.timings().load().toMillis(),
                answer.cut() ? "; cut at num_predict or the end of the context" : "");
    }

    private @Nullable Object change() throws Exception {
        String name = options.model();
        switch (options.action) {
            case pull -> {
                client.pull(name, new ProgressBar(context.output()));
                say("Ollama has " + ModelName.parse(name) + " now.");
            }
            case copy -> {
                client.copy(name, options.words.get(1));
                say(name + " is also named " + options.words.get(1) + " now.");
            }
            case rm -> {
                client.delete(name);
                say(name + " is removed.");
            }
            default -> {
                client.unload(name);
                say(name + " is unloaded.");
            }
        }
        return null;
    }

    /** A Modelfile, and the folder that its paths start from. */
    private record NamedModelfile(Modelfile modelfile, Path folder) {}

    private NamedModelfile modelfile() throws IOException {
        String source = options.source();
        Optional<Object> value = context.variable(source);
        if (value.isPresent()) {
            if (value.get() instanceof Modelfile modelfile) {
                return new NamedModelfile(modelfile, context.workingFolder());
            }
            throw new MagicException(
                    "The variable " + source + " is a " + value.get().getClass().getName()
                            + "; a model is created from a Modelfile, as %%modelfile " + source + " makes one.");
        }
        if (options.modelfile == null) {
            throw new MagicException("No variable " + source + " holds a Modelfile. Write it with %%modelfile " + source
                    + ", or name another variable or a file with --modelfile.");
        }
        Path file = context.workingFolder().resolve(source).toAbsolutePath();
        Path folder = Optional.ofNullable(file.getParent()).orElse(context.workingFolder());
        return new NamedModelfile(Modelfile.read(file), folder);
    }

    private void keep(String type, Object value) {
        if (options.variable != null) {
            context.assign(options.variable, type, value);
        }
    }

    private void say(String line) {
        context.output().print(line + System.lineSeparator());
    }
}
