package org.aethercreator.magics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.chat.ChatSession;
import org.aethercreator.chat.PromptTemplate;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.llamacpp.Generation;
import org.aethercreator.llamacpp.LlamaCppException;
import org.aethercreator.llamacpp.StopReason;
import org.aethercreator.magics.render.ProgressBar;
import org.aethercreator.modelfile.Modelfile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %%chat coder}: says the cell's text to a model; the conversation goes on from cell to cell. */
final class ChatMagic extends CommandMagic<ChatMagic.Options> {
    /** Conversations under way, by what the user called the model. */
    private final Map<String, Conversation> conversations = new HashMap<>();

    private record Conversation(Modelfile modelfile, ChatSession session) {}

    ChatMagic() {
        super("chat", "Talk to a model with the parameters of its Modelfile", Form.CELL);
    }

    @Command(
            description = {
                "Says the cell's text to a model run by the embedded llama.cpp, with the Modelfile's parameters and system",
                "message, and shows the answer as it is written. The prompt is the one that Ollama would make, by TEMPLATE",
                "or the model's own chat template. The next cell goes on with the conversation; when the Modelfile has",
                "changed, a new one begins."
            })
    static final class Options extends CommonOptions {
        @Parameters(
                paramLabel = "MODEL",
                description = "Variable that holds a Modelfile, or a GGUF file as a path or a variable.")
        String model = "";

        @Option(names = "--new", description = "Begin a new conversation.")
        boolean startOver;

        @Option(names = "--as", paramLabel = "VARIABLE", description = "Keep the answer, a Generation, in a variable.")
        @Nullable
        String variable;
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    @Nullable
    Object run(Options options, MagicCall call) throws Exception {
        MagicContext context = call.context();
        String message = Optional.ofNullable(call.body()).orElse("").strip();
        if (message.isEmpty()) {
            throw new MagicException("There is nothing to say; write the message below %%chat " + options.model + ".");
        }
        ChatSession session = session(options, context);
        Generation answer;
        try {
            answer = session.send(message, context.output()::print);
        } catch (LlamaCppException e) {
            end(options.model); // its process may be gone; the next cell begins anew
            throw e;
        }
        context.output().print(System.lineSeparator() + footer(answer) + System.lineSeparator());
        if (options.variable != null) {
            context.assign(options.variable, Generation.class.getName(), answer);
        }
        return null;
    }

    private synchronized ChatSession session(Options options, MagicContext context)
            throws IOException, InterruptedException {
        Modelfile modelfile = modelfile(options.model, context);
        Conversation current = conversations.get(options.model);
        if (current != null && current.modelfile().equals(modelfile) && !options.startOver) {
            return current.session();
        }
        end(options.model);
        Path folder = context.workingFolder();
        ChatSession session = ChatSession.open(modelfile, folder, new ProgressBar(context.output()));
        conversations.put(options.model, new Conversation(modelfile, session));
        for (String line : session.ignored()) {
            context.output().print("The embedded llama.cpp does not follow: " + line + System.lineSeparator());
        }
        if (modelfile.template().isPresent() && session.template().origin() == PromptTemplate.Origin.MODEL) {
            context.output()
                    .print("TEMPLATE is not used: the model's own chat template can do more, and wins in Ollama, too."
                            + System.lineSeparator());
        }
        return session;
    }

    private synchronized void end(String model) {
        Conversation ended = conversations.remove(model);
        if (ended != null) {
            ended.session().close();
        }
    }

    private static Modelfile modelfile(String model, MagicContext context) {
        return context.variable(model)
                .filter(Modelfile.class::isInstance)
                .map(Modelfile.class::cast)
                .orElseGet(
                        () -> Modelfile.from(ModelArgument.one(model, context)).build());
    }

    private static String footer(Generation answer) {
        String speed = String.format(
                Locale.ROOT,
                "[%d tokens, %.1f tokens/s, first after %d ms",
                answer.generatedTokens(),
                answer.generatedTokensPerSecond(),
                answer.timeToFirstToken().toMillis());
        return speed
                + (answer.stopReason() == StopReason.MAX_TOKENS
                        ? "; cut at num_predict]"
                        : answer.stopReason() == StopReason.CONTEXT_FULL ? "; context full]" : "]");
    }
}
