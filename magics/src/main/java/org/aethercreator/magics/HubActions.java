package org.aethercreator.magics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.aethercreator.convert.GgufConverter;
import org.aethercreator.hub.CachedRepo;
import org.aethercreator.hub.HubClient;
import org.aethercreator.hub.HubFile;
import org.aethercreator.hub.HubFilter;
import org.aethercreator.hub.HubModel;
import org.aethercreator.hub.HubRepo;
import org.aethercreator.hub.HubSnapshot;
import org.aethercreator.hub.ModelSearch;
import org.aethercreator.hub.SuggestedModel;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.magics.render.ProgressBar;
import org.aethercreator.report.HubReport;
import org.jspecify.annotations.Nullable;

/** What {@code %hub} does, for one call. */
record HubActions(HubMagic.Options options, HubClient client, MagicContext context) {
    /** The result to show; what is only to be said is printed. */
    @Nullable
    Object run() throws Exception {
        return switch (options.action) {
            case get -> get();
            case search -> search();
            case suggested -> suggested();
            case info -> info();
            case cache -> cache();
            case remove -> remove();
        };
    }

    private HubSnapshot get() throws Exception {
        HubSnapshot snapshot = client.download(options.repo(), filter(), new ProgressBar(context.output()));
        keep(HubSnapshot.class.getName(), snapshot);
        boolean convertible = snapshot.repo().kind() == HubRepo.Kind.MODEL
                && snapshot.files().stream().anyMatch(file -> file.path().endsWith(".safetensors"));
        if (convertible) {
            String source = options.variable == null ? snapshot.folder().toString() : options.variable;
            say("Next: %convert " + source + " makes a GGUF file of it.");
        }
        return snapshot;
    }

    private HubFilter filter() {
        if (options.all && !options.include.isEmpty()) {
            throw new MagicException("--all means every file, and --include only some; give one of them.");
        }
        HubFilter included = !options.include.isEmpty()
                ? HubFilter.including(options.include)
                : options.all || options.dataset ? HubFilter.all() : HubFilter.model();
        return included.withExclude(options.exclude);
    }

    private @Nullable HubReport search() throws Exception {
        ModelSearch search = ModelSearch.of(String.join(" ", options.words))
                .withArchitectures(architectures())
                .withLimit(options.limit);
        if (options.minimumParameters != null) {
            search = search.withMinimumParameters(ParameterCount.parse(options.minimumParameters));
        }
        if (options.maximumParameters != null) {
            search = search.withMaximumParameters(ParameterCount.parse(options.maximumParameters));
        }
        if (options.license != null) {
            search = search.withLicense(options.license);
        }
        List<HubModel> models = client.search(search);
        keep("java.util.List<" + HubModel.class.getName() + ">", models);
        if (models.isEmpty()) {
            say("The hub has no such model that generates text and has safetensors. Try fewer words or wider limits, or"
                    + " look at %hub suggested.");
            return null;
        }
        return HubReport.found(models);
    }

    private Set<String> architectures() {
        if (!options.convertible) {
            return Set.copyOf(options.architectures);
        }
        Set<String> convertible = new HashSet<>(GgufConverter.architectures());
        if (!options.architectures.isEmpty()) {
            convertible.retainAll(options.architectures);
            if (convertible.isEmpty()) {
                throw new MagicException("None of " + String.join(", ", options.architectures)
                        + " can be converted to GGUF; these can: " + String.join(", ", GgufConverter.architectures()));
            }
        }
        return convertible;
    }

    private HubReport suggested() {
        List<SuggestedModel> models = SuggestedModel.all();
        keep("java.util.List<" + SuggestedModel.class.getName() + ">", models);
        return HubReport.suggested(models);
    }

    private HubReport info() throws Exception {
        HubRepo repo = options.repo();
        HubModel model = client.model(repo);
        List<HubFile> files = client.files(repo);
        keep(HubModel.class.getName(), model);
        List<String> sentences = new ArrayList<>();
        long needed = files.stream()
                .filter(file -> HubFilter.model().accepts(file.path()))
                .mapToLong(HubFile::sizeBytes)
                .sum();
        sentences.add(String.format(Locale.ROOT, "%%hub get %s downloads %.1f MB of these.", repo, needed / 1e6));
        client.cached(repo, HubFilter.model())
                .ifPresent(snapshot -> sentences.add("It is on this machine already: " + snapshot.folder()));
        return HubReport.described(model, files, sentences);
    }

    private @Nullable HubReport cache() throws IOException {
        List<CachedRepo> repos = client.cache();
        keep("java.util.List<" + CachedRepo.class.getName() + ">", repos);
        if (repos.isEmpty()) {
            say("The cache at " + client.settings().cacheFolder()
                    + " is empty. %hub suggested lists models to begin with, %hub get downloads one.");
            return null;
        }
        return HubReport.cached(repos);
    }

    private @Nullable Object remove() throws IOException {
        if (options.incomplete) {
            say(freed("Interrupted downloads are removed", client.removeIncomplete()));
            return null;
        }
        HubRepo repo = options.repo();
        boolean whole = !options.words.get(0).contains("@");
        long freed = whole ? client.remove(repo.kind(), repo.id()) : client.removeRevision(repo);
        say(freed(options.words.get(0) + " is removed", freed));
        return null;
    }

    private static String freed(String what, long bytes) {
        return String.format(Locale.ROOT, "%s; %.1f MB are free again.", what, bytes / 1e6);
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
