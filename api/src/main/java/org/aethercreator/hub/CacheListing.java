package org.aethercreator.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what is in a cache; what is no repository, or a broken one, is left out. */
record CacheListing(Path cache) {
    static final String INCOMPLETE_SUFFIX = ".incomplete";

    List<CachedRepo> repos() throws IOException {
        List<CachedRepo> repos = new ArrayList<>();
        for (Path folder : children(cache)) {
            Optional<RepoFolder> repo = repo(folder);
            if (repo.isPresent()) {
                repos.add(describe(repo.get()));
            }
        }
        repos.sort(Comparator.comparing(CachedRepo::kind).thenComparing(CachedRepo::id, String.CASE_INSENSITIVE_ORDER));
        return repos;
    }

    /** The repository that a folder of the cache is by its name. */
    private Optional<RepoFolder> repo(Path folder) {
        String name = String.valueOf(folder.getFileName());
        for (HubRepo.Kind kind : HubRepo.Kind.values()) {
            String prefix = kind.plural() + "--";
            if (name.startsWith(prefix) && Files.isDirectory(folder.resolve("snapshots"))) {
                try {
                    String id = name.substring(prefix.length()).replace("--", "/");
                    HubRepo checked = new HubRepo(kind, id, HubRepo.MAIN);
                    return Optional.of(RepoFolder.of(cache, checked));
                } catch (IllegalArgumentException foreign) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static CachedRepo describe(RepoFolder repo) throws IOException {
        Map<String, List<String>> names = names(repo);
        List<CachedRepo.Revision> revisions = new ArrayList<>();
        Map<Path, Long> contents = new HashMap<>();
        for (Path snapshot : children(repo.snapshots())) {
            if (Files.isDirectory(snapshot)) {
                Map<Path, Long> files = contents(snapshot);
                contents.putAll(files);
                String commit = snapshot.getFileName().toString();
                revisions.add(new CachedRepo.Revision(
                        commit,
                        names.getOrDefault(commit, List.of()),
                        sum(files),
                        repo.snapshotFiles(commit).size(),
                        modified(snapshot)));
            }
        }
        revisions.sort(Comparator.comparing(CachedRepo.Revision::lastModified).reversed());
        long incomplete = 0;
        for (Path blob : children(repo.blobs())) {
            if (blob.toString().endsWith(INCOMPLETE_SUFFIX)) {
                incomplete += size(blob);
            } else if (Files.exists(blob)) { // and no link to nothing
                contents.putIfAbsent(blob.toRealPath(), size(blob));
            }
        }
        return new CachedRepo(repo.kind(), repo.id(), repo.folder(), sum(contents), incomplete, revisions);
    }

    /** The contents that the files of a snapshot lead to, with their sizes. */
    private static Map<Path, Long> contents(Path snapshot) throws IOException {
        Map<Path, Long> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(snapshot)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.toRealPath(), size(file));
            }
        }
        return contents;
    }

    /** Names of revisions by their commits. */
    static Map<String, List<String>> names(RepoFolder repo) throws IOException {
        Map<String, List<String>> names = new HashMap<>();
        if (!Files.isDirectory(repo.refs())) {
            return names;
        }
        try (Stream<Path> refs = Files.walk(repo.refs())) {
            for (Path ref : refs.filter(Files::isRegularFile).sorted().toList()) {
                String commit =
                        Files.size(ref) > 100 ? "" : Files.readString(ref).strip();
                String name = repo.refs().relativize(ref).toString().replace('\\', '/');
                names.computeIfAbsent(commit, key -> new ArrayList<>()).add(name);
            }
        }
        return names;
    }

    static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static long sum(Map<Path, Long> contents) {
        return contents.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0; // a link to nothing, or deleted meanwhile
        }
    }

    private static Instant modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    }
}
