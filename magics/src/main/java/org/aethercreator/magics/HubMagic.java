package org.aethercreator.magics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aethercreator.hub.CachedRepo;
import org.aethercreator.hub.HubClient;
import org.aethercreator.hub.HubRepo;
import org.aethercreator.hub.HubSettings;
import org.aethercreator.hub.SuggestedModel;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code %hub get ID}, {@code %hub search WORDS}: finds models on the Hugging Face hub, downloads and looks after them.
 */
final class HubMagic extends CommandMagic<HubMagic.Options> {
    private final Supplier<HubSettings> settings;

    HubMagic() {
        this(HubSettings::fromEnvironment);
    }

    HubMagic(Supplier<HubSettings> settings) {
        super("hub", "Find, download and look after models of the Hugging Face hub", Form.LINE);
        this.settings = settings;
    }

    @Command(
            description = {
                "%%hub get ORG/NAME downloads a model into the cache that Python's huggingface_hub uses too, and goes on",
                "where an earlier download stopped. search finds models, suggested lists good small ones, info describes",
                "one, cache shows what is on this machine, remove deletes it. HF_TOKEN, HF_ENDPOINT, HF_HOME and",
                "HF_HUB_OFFLINE mean what they mean to Python."
            })
    static final class Options extends CommonOptions {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "ACTION",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        Action action = Action.cache;

        @Parameters(
                index = "1..*",
                paramLabel = "ID",
                description = "ORG/NAME, or ORG/NAME@REVISION with a branch, tag or commit; words for search.")
        List<String> words = new ArrayList<>();

        @Option(
                names = "--include",
                split = ",",
                paramLabel = "FILES",
                description = {
                    "get: only these: weights, tokenizer, config, card, or patterns such as *.gguf",
                    "(default: all four for a model, everything for a dataset)."
                })
        List<String> include = new ArrayList<>();

        @Option(names = "--exclude", split = ",", paramLabel = "FILES", description = "get: not these patterns.")
        List<String> exclude = new ArrayList<>();

        @Option(names = "--all", description = "get: every file, those for other programs too.")
        boolean all;

        @Option(names = "--dataset", description = "get, remove: a dataset, not a model.")
        boolean dataset;

        @Option(names = "--parallel", paramLabel = "FILES", description = "get: how many files at once (default: 8).")
        int parallelFiles = HubSettings.STANDARD_PARALLEL_FILES;

        @Option(
                names = "--min-parameters",
                paramLabel = "COUNT",
                description = "search: at least so many, such as 500M or 1.5B.")
        @Nullable
        String minimumParameters;

        @Option(names = "--max-parameters", paramLabel = "COUNT", description = "search: at most so many.")
        @Nullable
        String maximumParameters;

        @Option(names = "--license", paramLabel = "NAME", description = "search: such as apache-2.0 or mit.")
        @Nullable
        String license;

        @Option(
                names = "--architecture",
                split = ",",
                paramLabel = "NAMES",
                description = "search: one of these, such as LlamaForCausalLM,Qwen3ForCausalLM.")
        List<String> architectures = new ArrayList<>();

        @Option(names = "--convertible", description = "search: of an architecture that can be converted to GGUF.")
        boolean convertible;

        @Option(
                names = "--limit",
                paramLabel = "COUNT",
                description = "search: how many at most (default: ${DEFAULT-VALUE}).")
        int limit = 20;

        @Option(
                names = "--incomplete",
                description = "remove: only what interrupted downloads left, of all repositories.")
        boolean incomplete;

        @Option(names = "--as", paramLabel = "VARIABLE", description = "Keep the result in a variable.")
        @Nullable
        String variable;

        HubRepo repo() {
            return dataset ? HubRepo.dataset(words.get(0)) : HubRepo.model(words.get(0));
        }
    }

    /** In lower case, as they are written. */
    enum Action {
        get("ORG/NAME", 1, 1),
        search("WORDS", 0, Integer.MAX_VALUE),
        suggested("", 0, 0),
        info("ORG/NAME", 1, 1),
        cache("", 0, 0),
        remove("ORG/NAME, or --incomplete", 0, 1);

        private final String usage;
        private final int fewestWords;
        private final int mostWords;

        Action(String usage, int fewestWords, int mostWords) {
            this.usage = usage;
            this.fewestWords = fewestWords;
            this.mostWords = mostWords;
        }

        static Stream<Action> named(String word) {
            return Arrays.stream(values()).filter(action -> action.name().equals(word));
        }

        private boolean takes(Options options) {
            int words = options.words.size();
            return words >= fewestWords
                    && words <= mostWords
                    && (this != remove || options.incomplete == options.words.isEmpty());
        }
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    @Nullable
    Object run(Options options, MagicCall call) throws Exception {
        if (!options.action.takes(options)) {
            throw new MagicException("%hub " + options.action + " takes "
                    + (options.action.usage.isEmpty() ? "nothing more" : options.action.usage) + ", and there is "
                    + (options.words.isEmpty() ? "nothing" : "\"" + String.join(" ", options.words) + "\"") + ".");
        }
        HubClient client = HubClient.with(settings.get().withParallelFiles(options.parallelFiles));
        return new HubActions(options, client, call.context()).run();
    }

    /** Behind an action stand the ids of what is in the cache, and of suggested models. */
    @Override
    public List<String> complete(String arguments, MagicContext context) {
        String[] words = arguments.stripLeading().split("\\s+", -1);
        int last = words.length - 1;
        Optional<Action> action =
                Arrays.stream(words, 0, last).flatMap(Action::named).findFirst();
        boolean option = words[last].startsWith("-")
                || (last > 0
                        && words[last - 1].matches(
                                "--(as|include|exclude|.*-parameters|parallel|license|architecture|limit)"));
        if (action.isEmpty() || option) {
            return super.complete(arguments, context);
        }
        Stream<String> ids =
                switch (action.get()) {
                    case get, info ->
                        Stream.concat(cached(), SuggestedModel.all().stream().map(SuggestedModel::id));
                    case remove -> cached();
                    case search, suggested, cache -> Stream.empty();
                };
        return ids.filter(id -> id.startsWith(words[last])).distinct().toList();
    }

    private Stream<String> cached() {
        try {
            return HubClient.with(settings.get()).cache().stream().map(CachedRepo::id);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Stream.empty();
        }
    }
}
