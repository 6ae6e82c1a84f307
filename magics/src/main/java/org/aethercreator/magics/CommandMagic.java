package org.aethercreator.magics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.chat.ChatException;
import org.aethercreator.convert.architecture.ModelConfigException;
import org.aethercreator.convert.vocabulary.VocabularyException;
import org.aethercreator.gguf.GgufFormatException;
import org.aethercreator.hub.HubException;
import org.aethercreator.kernel.magic.Magic;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.llamacpp.LlamaCppException;
import org.aethercreator.llamacpp.pack.NativePackException;
import org.aethercreator.modelfile.ModelfileFormatException;
import org.aethercreator.ollama.OllamaException;
import org.aethercreator.quantize.imatrix.ImatrixFormatException;
import org.aethercreator.safetensors.SafetensorsFormatException;
import org.aethercreator.tokenizer.TokenizerException;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A magic whose line is a command line.
 *
 * @param <O> class of its options, annotated for picocli
 */
abstract class CommandMagic<O extends CommonOptions> implements Magic {
    private final String name;
    private final String summary;
    private final Form form;

    CommandMagic(String name, String summary, Form form) {
        this.name = name;
        this.summary = summary;
        this.form = form;
    }

    /** Options with their defaults, to be filled in for one call. */
    abstract O newOptions();

    /** Does the work of one call; wrong input is told by the library's exceptions. */
    abstract @Nullable Object run(O options, MagicCall call) throws Exception;

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final Form form() {
        return form;
    }

    @Override
    public final String help() {
        return commandLine(newOptions()).getUsageMessage(Ansi.OFF);
    }

    @Override
    public final @Nullable Object run(MagicCall call) throws Exception {
        O options = newOptions();
        parse(options, call);
        if (options.help) {
            call.context().output().print(help());
            return null;
        }
        try {
            return run(options, call);
        } catch (IllegalArgumentException
                | IllegalStateException
                | IOException
                | UncheckedIOException
                | ChatException
                | GgufFormatException
                | HubException
                | ImatrixFormatException
                | LlamaCppException
                | NativePackException
                | ModelConfigException
                | ModelfileFormatException
                | OllamaException
                | SafetensorsFormatException
                | TokenizerException
                | VocabularyException e) {
            if (options.trace) {
                throw e;
            }
            throw new MagicException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    @Override
    public List<String> complete(String arguments, MagicContext context) {
        String[] words = arguments.stripLeading().split("\\s+", -1);
        int last = words.length - 1;
        List<CharSequence> suffixes = new ArrayList<>();
        AutoComplete.complete(
                commandLine(newOptions()).getCommandSpec(),
                words,
                last,
                words[last].length(),
                arguments.length(),
                suffixes);
        return suffixes.stream().map(suffix -> words[last] + suffix).distinct().toList();
    }

    private void parse(O options, MagicCall call) {
        try {
            commandLine(options).parseArgs(call.words().toArray(String[]::new));
        } catch (UnmatchedArgumentException e) {
            List<String> near = e.getSuggestions();
            String advice = near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
            throw new MagicException(sentence(e) + advice + moreHelp(), e);
        } catch (ParameterException e) {
            throw new MagicException(sentence(e) + moreHelp(), e);
        }
    }

    private static String sentence(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    private String moreHelp() {
        return " " + percents() + name + " --help lists what is allowed.";
    }

    private String percents() {
        return form == Form.CELL ? "%%" : "%";
    }

    private CommandLine commandLine(O options) {
        return new CommandLine(options)
                .setCommandName(percents() + name)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
