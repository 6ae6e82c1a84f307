package org.aethercreator.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a commit as far as the cache knows them: by the list that was kept, else by what the snapshot holds, as
 * {@code huggingface_hub} kept no lists before 2026.
 */
record KnownFiles(RepoFolder repo, String commit) {
    List<HubFile> all() throws IOException {
        Optional<List<HubFile>> kept = FileTree.read(repo.tree(commit));
        if (kept.isPresent()) {
            return kept.get();
        }
        List<HubFile> files = new ArrayList<>();
        for (String path : repo.snapshotFiles(commit)) {
            files.add(file(path));
        }
        return files;
    }

    private HubFile file(String path) throws IOException {
        Path file = repo.snapshot(commit).resolve(path);
        String hash = Files.isSymbolicLink(file)
                ? String.valueOf(Files.readSymbolicLink(file).getFileName())
                : "";
        Optional<String> sha256 = Optional.of(hash).filter(name -> name.matches("[0-9a-f]{64}"));
        String gitHash = hash.matches("[0-9a-f]{40}") ? hash : HubFile.UNKNOWN_GIT_HASH;
        return new HubFile(path, Files.size(file), gitHash, sha256, Optional.empty());
    }
}
