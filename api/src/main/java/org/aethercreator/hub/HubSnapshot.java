package org.aethercreator.hub;

import java.nio.file.Path;
import java.util.List;

/**
 * Files of a repository at one commit, whole and on this machine. They are links into a cache that other programs
 * share: read them, but do not write to them.
 *
 * @param repo as it was asked for
 * @param commit what the revision was at
 * @param folder holds the files under their paths, and perhaps others that were downloaded earlier
 * @param files what was asked for, in the order of their paths
 * @param notes what a person should know besides, as sentences: a new name, a hub that could not be reached
 */
public record HubSnapshot(HubRepo repo, String commit, Path folder, List<HubFile> files, List<String> notes) {
    public HubSnapshot {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** Of all {@link #files}. */
    public long sizeBytes() {
        return files.stream().mapToLong(HubFile::sizeBytes).sum();
    }

    /** The file at {@code path} of the repository; it need not be there. */
    public Path path(String path) {
        return folder.resolve(path);
    }
}
