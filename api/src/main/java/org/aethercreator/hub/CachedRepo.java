package org.aethercreator.hub;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A repository in the cache, whoever downloaded it.
 *
 * @param sizeBytes on the disk, each content once
 * @param incompleteBytes of downloads that were interrupted, not in {@code sizeBytes}
 * @param revisions the newest first
 */
public record CachedRepo(
        HubRepo.Kind kind, String id, Path folder, long sizeBytes, long incompleteBytes, List<Revision> revisions) {
    public CachedRepo {
        revisions = List.copyOf(revisions);
    }

    /**
     * A commit of which there are files.
     *
     * @param names branches and tags that were at this commit when they were last looked at
     * @param sizeBytes of its files, which may be those of other revisions as well
     * @param files how many of its files are there
     */
    public record Revision(String commit, List<String> names, long sizeBytes, int files, Instant lastModified) {
        public Revision {
            names = List.copyOf(names);
        }
    }
}
