package org.aethercreator.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aethercreator.hub.HubException.Reason;
import org.aethercreator.storage.AtomicFile;

/**
 * The list of all files at a commit, as the hub tells it and as {@code huggingface_hub} keeps it
 * ({@code _tree_cache.py}). A commit never changes, so that a kept list is always right.
 */
final class FileTree {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORMAT_VERSION = 1;
    private static final int MAXIMUM_FILES = 200_000;
    private static final long MAXIMUM_KEPT_BYTES = 128L << 20;

    private FileTree() {}

    /** Asks the hub, page by page. */
    static List<HubFile> ask(HubHttp http, HubRepo repo, Retry.Limits limits) throws InterruptedException {
        HubCall call = http.call("list the files of " + repo, repo, "");
        Optional<URI> next = Optional.of(http.address("/api/" + repo.kind().plural() + "/" + repo.id() + "/tree/"
                + HubPath.part(repo.revision()) + "?recursive=true&expand=false"));
        List<HubFile> files = new ArrayList<>();
        Set<URI> asked = new HashSet<>();
        while (next.isPresent()) {
            if (!asked.add(next.get()) || files.size() > MAXIMUM_FILES) {
                throw new HubException(
                        Reason.NOT_A_HUB, call.asked() + " and the list did not end. " + Failures.wrongServer());
            }
            HubHttp.Page page = http.json(call, next.get(), new Retry(limits));
            for (JsonNode entry : page.json()) {
                if (entry.path("type").asText().equals("file")) {
                    files.add(file(call, entry));
                }
            }
            next = page.next();
        }
        files.sort(Comparator.comparing(HubFile::path));
        return files;
    }

    private static HubFile file(HubCall call, JsonNode entry) {
        JsonNode lfs = entry.path("lfs");
        try {
            return new HubFile(
                    entry.path("path").asText(),
                    (lfs.isObject() ? lfs : entry).path("size").asLong(-1),
                    entry.path("oid").asText(),
                    text(lfs, "oid"),
                    text(entry, "xetHash"));
        } catch (IllegalArgumentException e) {
            throw new HubException(
                    Reason.UNSAFE,
                    call.asked() + ", and in its list the " + e.getMessage()
                            + ". Nothing of this repository is downloaded; do not trust it.",
                    e);
        }
    }

    private static Optional<String> text(JsonNode object, String name) {
        return Optional.ofNullable(object.get(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    /** The list that was kept, if there is one that can be understood. */
    static Optional<List<HubFile>> read(Path kept) {
        try {
            if (!Files.isRegularFile(kept) || Files.size(kept) > MAXIMUM_KEPT_BYTES) {
                return Optional.empty();
            }
            JsonNode root = JSON.readTree(kept.toFile());
            JsonNode entries = root.path("files");
            if (root.path("format_version").asInt() != FORMAT_VERSION || !entries.isObject()) {
                return Optional.empty();
            }
            List<HubFile> files = new ArrayList<>();
            entries.properties().forEach(entry -> files.add(keptFile(entry.getKey(), entry.getValue())));
            files.sort(Comparator.comparing(HubFile::path));
            return Optional.of(files);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty(); // the hub is asked again
        }
    }

    private static HubFile keptFile(String path, JsonNode entry) {
        Optional<String> sha256 = text(entry, "lfs_sha256");
        return new HubFile(
                path,
                entry.path(sha256.isPresent() ? "lfs_size" : "size").asLong(-1),
                entry.path("blob_id").asText(),
                sha256,
                text(entry, "xet_hash"));
    }

    static void write(Path kept, List<HubFile> files) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("format_version", FORMAT_VERSION);
        ObjectNode entries = root.putObject("files");
        for (HubFile file : files) {
            ObjectNode entry =
                    entries.putObject(file.path()).put("size", file.sizeBytes()).put("blob_id", file.gitHash());
            file.sha256().ifPresent(hash -> entry.put("lfs_sha256", hash).put("lfs_size", file.sizeBytes()));
            file.xetHash().ifPresent(hash -> entry.put("xet_hash", hash));
        }
        Files.createDirectories(kept.resolveSibling(""));
        AtomicFile.write(kept, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }
}
