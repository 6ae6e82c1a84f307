package org.aethercreator.hub;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;
import org.aethercreator.hub.HubException.Reason;

/**
 * Gives contents their names in a snapshot: by symbolic links that are relative, so that the cache can be moved. Where
 * there are no links, a new content is moved there, and one that may have other names is copied.
 */
record SnapshotLinks(RepoFolder repo, String commit, boolean symlinks) {
    void link(HubFile file, boolean newContent) throws IOException {
        Path name = repo.snapshot(commit).resolve(file.path());
        Path parent = Files.createDirectories(name.resolveSibling(""));
        if (!parent.toRealPath().startsWith(repo.snapshots().toRealPath())) {
            throw new HubException(
                    Reason.UNSAFE,
                    parent + " is a link to a place outside of the cache, so " + file.path()
                            + " is not put there. Remove the link, or the whole snapshot: " + repo.snapshot(commit));
        }
        // Under another name first, so that there is no moment without the file, and no half a copy.
        Path fresh = name.resolveSibling(
                "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
        try {
            place(file, fresh, newContent);
            Files.move(fresh, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void place(HubFile file, Path fresh, boolean newContent) throws IOException {
        Path blob = repo.blob(file);
        if (symlinks && linked(fresh, fresh.resolveSibling("").relativize(blob))) {
            return;
        }
        if (newContent) {
            Files.move(blob, fresh);
        } else {
            Files.copy(blob, fresh);
        }
    }

    private static boolean linked(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException notHere) {
            return false;
        }
    }
}
