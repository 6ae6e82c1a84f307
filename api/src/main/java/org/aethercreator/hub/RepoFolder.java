package org.aethercreator.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aethercreator.storage.AtomicFile;

/**
 * One repository in the cache, laid out as {@code huggingface_hub} does ({@code file_download.py}):
 *
 * <pre>
 * models--ORG--NAME/blobs/HASH              a content, under the hub's name for it
 * models--ORG--NAME/refs/REVISION           the commit that a branch or tag was at
 * models--ORG--NAME/snapshots/COMMIT/FILE   a link to a content
 * models--ORG--NAME/trees/COMMIT.json       all files that there are at the commit
 * models--ORG--NAME/.no_exist/COMMIT/FILE   a file that was asked for and is not there
 * .locks/models--ORG--NAME/HASH.lock        held by who downloads the content
 * </pre>
 *
 * @param cache the folder of all repositories
 */
record RepoFolder(Path cache, HubRepo.Kind kind, String id) {
    /**
     * Behind a content's hash, while it is not whole. Not the {@code HASH.incomplete} of older
     * {@code huggingface_hub}s, as they might be writing to it; one that ends like this is seen as a broken download by
     * newer ones.
     */
    static final String INCOMPLETE = ".aether.incomplete";

    private static final String CACHE_TAG = "CACHEDIR.TAG";
    private static final String CACHE_TAG_CONTENT = """
            Signature: 8a477f597d28d172789f06886806bc55
            # This file is a cache directory tag created by AetherCreator.
            # For information about cache directory tags, see:
            #\thttps://bford.info/cachedir/
            """;

    static RepoFolder of(Path cache, HubRepo repo) {
        return new RepoFolder(cache, repo.kind(), repo.id());
    }

    String name() {
        return kind.plural() + "--" + id.replace("/", "--");
    }

    Path folder() {
        return cache.resolve(name());
    }

    Path blobs() {
        return folder().resolve("blobs");
    }

    Path blob(HubFile file) {
        return blobs().resolve(file.etag());
    }

    Path incomplete(HubFile file) {
        return blobs().resolve(file.etag() + INCOMPLETE);
    }

    Path snapshots() {
        return folder().resolve("snapshots");
    }

    Path snapshot(String commit) {
        return snapshots().resolve(commit);
    }

    Path refs() {
        return folder().resolve("refs");
    }

    Path tree(String commit) {
        return folder().resolve("trees").resolve(commit + ".json");
    }

    Path noExist(String commit) {
        return folder().resolve(".no_exist").resolve(commit);
    }

    Path locks() {
        return cache.resolve(".locks").resolve(name());
    }

    Path lock(String etag) {
        return locks().resolve(etag + ".lock");
    }

    /** The commit that the revision is, or was at when it was last looked at. */
    Optional<String> commit(HubRepo repo) throws IOException {
        if (repo.atCommit()) {
            return Optional.of(repo.revision());
        }
        try {
            return Optional.of(Files.readString(refs().resolve(repo.revision())).strip())
                    .filter(HubRepo::isCommit);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Notes which commit the revision is at. */
    void writeRef(HubRepo repo, String commit) throws IOException {
        if (repo.atCommit() || commit(repo).filter(commit::equals).isPresent()) {
            return;
        }
        Path ref = refs().resolve(repo.revision());
        Files.createDirectories(ref.resolveSibling(""));
        AtomicFile.write(ref, commit.getBytes(StandardCharsets.US_ASCII));
    }

    /** Notes that there is no such file at the commit, which other programs look for again and again. */
    void writeNoExist(String commit, String path) throws IOException {
        Path mark = noExist(commit).resolve(path).normalize();
        if (mark.startsWith(noExist(commit)) && !Files.exists(mark)) {
            Files.createDirectories(mark.resolveSibling(""));
            Files.write(mark, new byte[0]);
        }
    }

    /** Tells backup programs that all this can be fetched again. */
    void tagCache() throws IOException {
        Files.createDirectories(cache);
        if (!Files.exists(cache.resolve(CACHE_TAG))) {
            Files.writeString(cache.resolve(CACHE_TAG), CACHE_TAG_CONTENT);
        }
    }

    /** Whether the snapshot has the whole file. */
    boolean has(String commit, HubFile file) {
        return isWhole(snapshot(commit).resolve(file.path()), file);
    }

    /** Whether the content is there under its hash. */
    boolean hasBlob(HubFile file) {
        return isWhole(blob(file), file);
    }

    private static boolean isWhole(Path path, HubFile file) {
        try {
            return Files.isRegularFile(path) && Files.size(path) == file.sizeBytes();
        } catch (IOException gone) {
            return false;
        }
    }

    /** The paths of the files of a snapshot, with {@code /} between their parts. */
    List<String> snapshotFiles(String commit) throws IOException {
        Path snapshot = snapshot(commit);
        if (!Files.isDirectory(snapshot)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(snapshot)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> snapshot.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
