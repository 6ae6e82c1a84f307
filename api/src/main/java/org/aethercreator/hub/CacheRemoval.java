package org.aethercreator.hub;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what is in the cache. Links are deleted, not what they lead to outside of the repository's folder; the
 * contents that {@code huggingface_hub} shares between repositories are left to its {@code hf cache prune}. Names go
 * before what they name, so that a removal that is cut off leaves nothing that looks whole and is not.
 */
final class CacheRemoval {
    /** A download of another program that was not written to for so long is not under way any more. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final RepoFolder repo;
    private long freedBytes;

    CacheRemoval(RepoFolder repo) {
        this.repo = repo;
    }

    /** All of the repository; returns how many bytes are free then. */
    long all() throws IOException {
        if (Files.isSymbolicLink(repo.folder())) {
            Files.delete(repo.folder());
            return 0;
        }
        for (Path part : List.of(repo.refs(), repo.snapshots(), repo.folder(), repo.locks())) {
            delete(part);
        }
        return freedBytes;
    }

    /** One commit, with the contents that no other has. */
    long revision(String commit) throws IOException {
        List<String> names = CacheListing.names(repo).getOrDefault(commit, List.of());
        for (String name : names) {
            Files.deleteIfExists(repo.refs().resolve(name));
        }
        Set<Path> others = new HashSet<>();
        for (Path snapshot : CacheListing.children(repo.snapshots())) {
            if (!snapshot.endsWith(commit)) {
                others.addAll(blobs(snapshot));
            }
        }
        Set<Path> own = blobs(repo.snapshot(commit));
        own.removeAll(others);
        delete(repo.snapshot(commit));
        delete(repo.noExist(commit));
        Files.deleteIfExists(repo.tree(commit));
        for (Path blob : own) {
            deleteFile(blob);
        }
        return freedBytes;
    }

    /** Downloads that were interrupted and are not under way now. */
    long incomplete() throws IOException {
        for (Path file : CacheListing.children(repo.blobs())) {
            String name = file.getFileName().toString();
            if (name.endsWith(RepoFolder.INCOMPLETE)) {
                String etag = name.substring(0, name.length() - RepoFolder.INCOMPLETE.length());
                Optional<ContentLock> lock = ContentLock.tryAcquire(repo.lock(etag));
                if (lock.isPresent()) {
                    try {
                        deleteFile(file);
                    } finally {
                        lock.get().close();
                    }
                }
            } else if (name.endsWith(CacheListing.INCOMPLETE_SUFFIX) && isAbandoned(file)) {
                deleteFile(file);
            }
        }
        return freedBytes;
    }

    private static boolean isAbandoned(Path file) throws IOException {
        Instant written =
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        return written.isBefore(Instant.now().minus(ABANDONED));
    }

    /** The files under {@code blobs} that a snapshot's links lead to. */
    private Set<Path> blobs(Path snapshot) throws IOException {
        Set<Path> blobs = new HashSet<>();
        if (!Files.isDirectory(snapshot)) {
            return blobs;
        }
        try (Stream<Path> files = Files.walk(snapshot)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
                if (repo.blobs().equals(target.getParent())) {
                    blobs.add(target);
                }
            }
        }
        return blobs;
    }

    private void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                deleteFile(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void deleteFile(Path file) throws IOException {
        try {
            long size = Files.isSymbolicLink(file) ? 0 : Files.size(file);
            Files.delete(file);
            freedBytes += size;
        } catch (NoSuchFileException gone) {
            // another program was faster
        }
    }
}
