package org.aethercreator.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aethercreator.hub.HubException.Reason;
import org.aethercreator.progress.Progress;

/**
 * The Hugging Face hub, or a mirror of it: finds models and datasets, and downloads them into the cache that
 * {@code huggingface_hub} and thereby {@code transformers} use, so that what one has fetched the other finds.
 *
 * <p>Several files are downloaded at once, each over a connection of its own by a thread of its own, as many as
 * {@link HubSettings#parallelFiles()}; each needs about a megabyte of memory, whatever its size. A file is checked
 * against the hash that the hub announces before it gets its name. A download that was interrupted goes on where it
 * stopped. A client can be used by several threads, and several processes can download into the same cache.
 *
 * <p>All methods that ask the hub throw {@link HubException} where it does not answer as hoped.
 */
public final class HubClient {
    private static final int SHOWN_FILES = 8;

    private final HubSettings settings;
    private final Retry.Limits limits;
    private final HubHttp http;

    HubClient(HubSettings settings, Retry.Limits limits) {
        this.settings = settings;
        this.limits = limits;
        this.http = new HubHttp(settings);
    }

    /** With the {@linkplain HubSettings#fromEnvironment() settings of the environment}. */
    public static HubClient standard() {
        return with(HubSettings.fromEnvironment());
    }

    public static HubClient with(HubSettings settings) {
        return new HubClient(settings, Retry.Limits.STANDARD);
    }

    public HubSettings settings() {
        return settings;
    }

    /** A repository at a commit, and the list of its files. */
    private record Listing(HubRepo source, List<HubFile> files, List<String> notes) {
        String commit() {
            return source.revision();
        }
    }

    /** All files of the repository; from the cache if they are known there and cannot have changed. */
    public List<HubFile> files(HubRepo repo) throws IOException, InterruptedException {
        return listing(repo, limits).files();
    }

    /**
     * Downloads what is not in the cache yet. If the hub cannot be asked, but all of it is in the cache, that is the
     * answer, with a note. The revision's name is noted in the cache when all files are there.
     *
     * @throws HubException if there is nothing that the filter accepts ({@link Reason#FILE_NOT_FOUND}), besides other
     *     reasons
     * @throws IOException if the cache cannot be written
     * @throws InterruptedException if this thread is interrupted; what has arrived is kept for the next time
     */
    public HubSnapshot download(HubRepo repo, HubFilter filter, Progress progress)
            throws IOException, InterruptedException {
        RepoFolder folder = RepoFolder.of(settings.cacheFolder(), repo);
        Optional<HubSnapshot> cached = cached(repo, filter);
        Listing listing;
        try {
            listing = listing(repo, cached.isPresent() ? limits.once() : limits);
        } catch (HubException e) {
            return fromCache(cached, e);
        }
        List<HubFile> files = filter.of(listing.files());
        if (files.isEmpty()) {
            throw nothingAccepted(repo, "like " + String.join(", ", filter.include()), listing.files());
        }
        if (settings.offline()) {
            checkAllThere(folder, listing, files);
        }
        new SnapshotDownload(http, settings, limits, folder, listing.source(), files).run(progress);
        folder.writeRef(repo, listing.commit());
        return new HubSnapshot(repo, listing.commit(), folder.snapshot(listing.commit()), files, listing.notes());
    }

    /**
     * Downloads one file, if it is not in the cache yet.
     *
     * @param path within the repository
     * @return the file in the cache
     * @throws HubException with {@link Reason#FILE_NOT_FOUND} if the repository has none of that path
     */
    public Path download(HubRepo repo, String path, Progress progress) throws IOException, InterruptedException {
        Listing listing = listing(repo, limits);
        if (listing.files().stream().noneMatch(file -> file.path().equals(path))) {
            if (!settings.offline()) {
                RepoFolder.of(settings.cacheFolder(), repo).writeNoExist(listing.commit(), path);
            }
            throw nothingAccepted(repo, path + " at revision " + repo.revision(), listing.files());
        }
        HubFilter only = new HubFilter(List.of(path.replaceAll("[*?\\[]", "[$0]")), List.of());
        return download(repo, only, progress).path(path);
    }

    /** What was downloaded before, if it is all there; the hub is not asked. */
    public Optional<HubSnapshot> cached(HubRepo repo, HubFilter filter) throws IOException {
        RepoFolder folder = RepoFolder.of(settings.cacheFolder(), repo);
        Optional<String> commit = folder.commit(repo);
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        List<HubFile> files = filter.of(new KnownFiles(folder, commit.get()).all());
        boolean whole = !files.isEmpty() && files.stream().allMatch(file -> folder.has(commit.get(), file));
        return whole
                ? Optional.of(new HubSnapshot(repo, commit.get(), folder.snapshot(commit.get()), files, List.of()))
                : Optional.empty();
    }

    /** Models that the hub has. */
    public List<HubModel> search(ModelSearch search) throws InterruptedException {
        checkOnline("search for models");
        return new ModelQuery(http, limits).search(search);
    }

    /** What the hub tells of one model. */
    public HubModel model(HubRepo repo) throws InterruptedException {
        if (repo.kind() != HubRepo.Kind.MODEL) {
            throw new IllegalArgumentException(repo.id() + " is a " + repo.kind() + "; only models can be described");
        }
        checkOnline("describe " + repo);
        return new ModelQuery(http, limits).model(repo);
    }

    /** All that is in the cache, models first, in the order of their ids. */
    public List<CachedRepo> cache() throws IOException {
        return new CacheListing(settings.cacheFolder()).repos();
    }

    /**
     * Deletes a repository with all its revisions from the cache. Links that lead out of its folder are deleted, what
     * they lead to is not.
     *
     * @return how many bytes are free then
     * @throws HubException if it is not in the cache ({@link Reason#REPO_NOT_FOUND})
     */
    public long remove(HubRepo.Kind kind, String id) throws IOException {
        RepoFolder folder = RepoFolder.of(settings.cacheFolder(), new HubRepo(kind, id, HubRepo.MAIN));
        if (!Files.exists(folder.folder(), LinkOption.NOFOLLOW_LINKS)) {
            throw notCached(Reason.REPO_NOT_FOUND, kind + " " + id);
        }
        return new CacheRemoval(folder).all();
    }

    /**
     * Deletes the commit that the revision is at from the cache, with the contents that no other revision has.
     *
     * @return how many bytes are free then
     * @throws HubException if it is not in the cache ({@link Reason#REVISION_NOT_FOUND})
     */
    public long removeRevision(HubRepo repo) throws IOException {
        RepoFolder folder = RepoFolder.of(settings.cacheFolder(), repo);
        String commit = folder.commit(repo)
                .filter(known -> Files.isDirectory(folder.snapshot(known)))
                .orElseThrow(() -> notCached(
                        Reason.REVISION_NOT_FOUND,
                        "revision " + repo.revision() + " of " + repo.kind() + " " + repo.id()));
        return new CacheRemoval(folder).revision(commit);
    }

    /**
     * Deletes what interrupted downloads have left, unless they are under way: those of this library that nobody holds,
     * and those of others that were not written to for an hour.
     *
     * @return how many bytes are free then
     */
    public long removeIncomplete() throws IOException {
        long freed = 0;
        for (CachedRepo repo : cache()) {
            RepoFolder folder = new RepoFolder(settings.cacheFolder(), repo.kind(), repo.id());
            freed += new CacheRemoval(folder).incomplete();
        }
        return freed;
    }

    private HubException notCached(Reason reason, String what) {
        return new HubException(
                reason,
                "There is no " + what + " in the cache at " + settings.cacheFolder()
                        + ". %hub cache, or HubClient.cache() in a program, lists what there is.");
    }

    private void checkOnline(String purpose) {
        if (settings.offline()) {
            throw new HubException(
                    Reason.OFFLINE,
                    "HF_HUB_OFFLINE forbids to ask the hub at " + settings.endpoint() + " to " + purpose
                            + ". Unset it to go online; %hub cache and %hub suggested work without.");
        }
    }

    private static HubSnapshot fromCache(Optional<HubSnapshot> cached, HubException failure) {
        HubSnapshot snapshot = cached.filter(found -> failure.reason() != Reason.REVISION_NOT_FOUND)
                .orElseThrow(() -> failure);
        String note = "This is what was downloaded earlier, as the hub gives nothing newer: " + failure.getMessage();
        return new HubSnapshot(snapshot.repo(), snapshot.commit(), snapshot.folder(), snapshot.files(), List.of(note));
    }

    private Listing listing(HubRepo repo, Retry.Limits tries) throws IOException, InterruptedException {
        RepoFolder folder = RepoFolder.of(settings.cacheFolder(), repo);
        if (settings.offline()) {
            String commit = folder.commit(repo).orElseThrow(() -> offline(repo, "nothing of it"));
            return new Listing(repo.withRevision(commit), new KnownFiles(folder, commit).all(), List.of());
        }
        Listing resolved = repo.atCommit() ? new Listing(repo, List.of(), List.of()) : resolve(repo, tries);
        Path kept = folder.tree(resolved.commit());
        Optional<List<HubFile>> known = FileTree.read(kept);
        if (known.isPresent()) {
            return new Listing(resolved.source(), known.get(), resolved.notes());
        }
        List<HubFile> files = FileTree.ask(http, resolved.source(), tries);
        keep(kept, files);
        return new Listing(resolved.source(), files, resolved.notes());
    }

    /** For the next time; a cache that cannot be written, such as a shared one, may be read nevertheless. */
    private static void keep(Path kept, List<HubFile> files) {
        try {
            FileTree.write(kept, files);
        } catch (IOException e) {
            System.getLogger(HubClient.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "cannot keep the list of files in " + kept, e);
        }
    }

    /** Asks which commit the revision is at, and what the repository is called now. */
    private Listing resolve(HubRepo repo, Retry.Limits tries) throws InterruptedException {
        HubCall call = http.call("look up " + repo, repo, "");
        URI address = http.address(
                "/api/" + repo.kind().plural() + "/" + repo.id() + "/revision/" + HubPath.part(repo.revision()));
        JsonNode info = http.json(call, address, new Retry(tries)).json();
        String commit = info.path("sha").asText();
        if (!HubRepo.isCommit(commit)) {
            throw new HubException(
                    Reason.NOT_A_HUB,
                    call.asked() + " and named no commit of 40 hexadecimal digits. " + Failures.wrongServer());
        }
        String id = info.path("id").asText(repo.id());
        if (id.equals(repo.id())) {
            return new Listing(repo.withRevision(commit), List.of(), List.of());
        }
        String note = repo.id() + " is called " + id + " now; ask for it by that name from now on.";
        return new Listing(new HubRepo(repo.kind(), id, commit), List.of(), List.of(note));
    }

    private static HubException nothingAccepted(HubRepo repo, String missing, List<HubFile> files) {
        List<String> some = files.stream().map(HubFile::path).limit(SHOWN_FILES).toList();
        String there = files.isEmpty()
                ? "it has no files at all."
                : "it has " + String.join(", ", some)
                        + (files.size() > some.size() ? " and " + (files.size() - some.size()) + " more" : "")
                        + ". Ask for one of these.";
        return new HubException(
                Reason.FILE_NOT_FOUND,
                "The " + repo.kind() + " " + repo.id() + " has no file " + missing + "; " + there);
    }

    private void checkAllThere(RepoFolder folder, Listing listing, List<HubFile> files) {
        List<String> missing = files.stream()
                .filter(file -> !folder.has(listing.commit(), file))
                .map(HubFile::path)
                .toList();
        if (!missing.isEmpty()) {
            throw offline(listing.source(), "no whole " + String.join(", ", missing) + " of it");
        }
    }

    private HubException offline(HubRepo repo, String what) {
        return new HubException(
                Reason.OFFLINE,
                "HF_HUB_OFFLINE allows only what is on this machine, and there is " + what + " (" + repo.kind() + " "
                        + repo + ") in " + settings.cacheFolder()
                        + ". Unset it and download once, or bring the folder from another machine.");
    }
}
