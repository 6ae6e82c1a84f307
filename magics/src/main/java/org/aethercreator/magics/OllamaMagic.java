package org.aethercreator.magics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aethercreator.check.OllamaCommand;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.ollama.ModelName;
import org.aethercreator.ollama.OllamaClient;
import org.aethercreator.ollama.OllamaException;
import org.aethercreator.ollama.OllamaModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code %ollama create coder}, {@code %ollama list}: hands a Modelfile over to an Ollama server and looks at its
 * models.
 */
final class OllamaMagic extends CommandMagic<OllamaMagic.Options> {
    /** For completion, which nobody waits for. */
    private static final Duration COMPLETION_TIMEOUT = Duration.ofMillis(500);

    OllamaMagic() {
        super("ollama", "Make a model of a Modelfile in Ollama, talk to it, and see what models there are", Form.LINE);
    }

    @Command(
            description = {
                "%%ollama create coder makes a model of the Modelfile in the variable coder, %%ollama run coder 'Hello' asks",
                "it something. list, ps, show, pull, copy, rm, stop and version do what they do on Ollama's command line.",
                "The server is the one that OLLAMA_HOST names, else that of this machine."
            })
    static final class Options extends CommonOptions {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "ACTION",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        Action action = Action.list;

        @Parameters(
                index = "1..*",
                paramLabel = "MODEL",
                description = {
                    "The model's name, such as coder or coder:7b. copy takes the new name behind it, run what to say to the",
                    "model in quotes."
                })
        List<String> words = new ArrayList<>();

        @Option(
                names = "--modelfile",
                paramLabel = "MODELFILE",
                description = "What to create from: a variable or a file (default: the variable of the model's name).")
        @Nullable
        String modelfile;

        @Option(
                names = "--quantize",
                paramLabel = "TYPE",
                description = "Let the server quantize an unquantized file that it creates from, such as to Q4_K_M.")
        String quantization = "";

        @Option(
                names = "--server",
                paramLabel = "ADDRESS",
                description = "Another server, such as http://gpu-box:11434.")
        @Nullable
        String server;

        @Option(names = "--as", paramLabel = "VARIABLE", description = "Keep the result in a variable.")
        @Nullable
        String variable;

        OllamaClient client() {
            return OllamaMagic.client(server);
        }

        String model() {
            return words.get(0);
        }

        /** What to create from: by default the variable of the model's name, without namespace and tag. */
        String source() {
            return modelfile != null
                    ? modelfile
                    : words.isEmpty() ? "" : ModelName.parse(model()).model();
        }

        /** The same on Ollama's command line. */
        OllamaCommand command(String file) {
            if (action == Action.create) {
                List<String> create = new ArrayList<>(
                        OllamaCommand.create(model(), Path.of(file)).words());
                create.addAll(quantization.isEmpty() ? List.of() : List.of("-q", quantization));
                return new OllamaCommand(create);
            }
            List<String> command = new ArrayList<>(List.of("ollama", action.command));
            command.addAll(words);
            return new OllamaCommand(command);
        }
    }

    /** In lower case, as they are written. */
    enum Action {
        list("", 0),
        ps("", 0),
        version("--version", "", 0),
        show("MODEL", 1),
        create("MODEL", 1),
        run("MODEL 'what to say'", 2),
        pull("MODEL", 1),
        copy("cp", "MODEL NEW_NAME", 2),
        rm("MODEL", 1),
        stop("MODEL", 1);

        private final String command;
        private final String usage;
        private final int words;

        Action(String usage, int words) {
            this.command = name();
            this.usage = usage;
            this.words = words;
        }

        Action(String command, String usage, int words) {
            this.command = command;
            this.usage = usage;
            this.words = words;
        }

        static Stream<Action> named(String word) {
            return Arrays.stream(values()).filter(action -> action.name().equals(word));
        }
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    @Nullable
    Object run(Options options, MagicCall call) throws Exception {
        Action action = options.action;
        if (options.words.size() != action.words) {
            throw new MagicException("%ollama " + action + " takes "
                    + (action.usage.isEmpty() ? "nothing more" : action.usage) + ", and there is "
                    + (options.words.isEmpty() ? "nothing" : "\"" + String.join(" ", options.words) + "\"") + ".");
        }
        MagicContext context = call.context();
        try (OllamaClient client = options.client()) {
            return new OllamaActions(options, client, context).run();
        } catch (OllamaException e) {
            if (e.reason() == OllamaException.Reason.UNREACHABLE && !options.trace) {
                throw new MagicException(e.getMessage() + " " + inTerminal(options, context), e);
            }
            throw e;
        }
    }

    private static String inTerminal(Options options, MagicContext context) {
        String before = "";
        String file = options.source();
        if (options.action == Action.create && context.variable(file).isPresent()) {
            String written = file + ".Modelfile";
            before = " after the cell " + file + ".write(java.nio.file.Path.of(\"" + written + "\"));";
            file = written;
        }
        OllamaCommand command = options.command(file);
        String other = command.powerShell().equals(command.sh()) ? "" : " (PowerShell: " + command.powerShell() + ")";
        return "Then run the cell again, or in a terminal" + before + ": " + command.sh() + other;
    }

    /** Behind an action stand the names of models; they come from the server, if it answers at once. */
    @Override
    public List<String> complete(String arguments, MagicContext context) {
        String[] words = arguments.stripLeading().split("\\s+", -1);
        int last = words.length - 1;
        Optional<Action> action =
                Arrays.stream(words, 0, last).flatMap(Action::named).findFirst();
        boolean option = words[last].startsWith("-") || (last > 0 && words[last - 1].startsWith("-"));
        if (action.isEmpty() || option) {
            return super.complete(arguments, context);
        }
        return action.get().words == 0
                ? List.of()
                : names(server(words)).stream()
                        .filter(name -> name.startsWith(words[last]))
                        .toList();
    }

    private static @Nullable String server(String[] words) {
        int option = List.of(words).indexOf("--server");
        return option < 0 || option + 1 >= words.length ? null : words[option + 1];
    }

    private static List<String> names(@Nullable String server) {
        try (OllamaClient client =
                client(server).withConnectTimeout(COMPLETION_TIMEOUT).withFirstByteTimeout(COMPLETION_TIMEOUT)) {
            return client.list().stream().map(OllamaModel::name).toList();
        } catch (OllamaException | IllegalArgumentException none) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static OllamaClient client(@Nullable String server) {
        return server == null ? OllamaClient.standard() : OllamaClient.at(server);
    }
}
