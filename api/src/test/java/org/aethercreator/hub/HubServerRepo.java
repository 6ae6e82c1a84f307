package org.aethercreator.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A repository of {@link HubServer}: one commit, that {@code main} and a tag {@code v1.0} point to. */
final class HubServerRepo {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String id;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Set<String> large = new HashSet<>();
    private final ArrayNode strange = JSON.createArrayNode();
    private String commit = "c0ffee".repeat(6) + "0123";
    private boolean isPrivate;
    private boolean gated;
    private boolean granted;

    HubServerRepo(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    HubServerRepo file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    HubServerRepo largeFile(String path, byte[] content) {
        files.put(path, content);
        large.add(path);
        return this;
    }

    /** An entry of its list that no file is behind. */
    HubServerRepo strangeEntry(String path, long size) {
        strange.addObject()
                .put("type", "file")
                .put("oid", "0".repeat(40))
                .put("size", size)
                .put("path", path);
        return this;
    }

    HubServerRepo makePrivate() {
        isPrivate = true;
        return this;
    }

    HubServerRepo gate() {
        gated = true;
        return this;
    }

    HubServerRepo grant() {
        granted = true;
        return this;
    }

    void moveTo(String newCommit) {
        commit = newCommit;
    }

    boolean isPrivate() {
        return isPrivate;
    }

    boolean isGated() {
        return gated;
    }

    boolean isGranted() {
        return granted;
    }

    boolean isLarge(String path) {
        return large.contains(path);
    }

    byte[] content(String path) {
        return files.get(path);
    }

    String commit() {
        return commit;
    }

    String commit(String revision) {
        return Set.of("main", "v1.0", "refs/pr/1", commit).contains(revision) ? commit : null;
    }

    String etag(String path) {
        return hash(path, large.contains(path));
    }

    private String hash(String path, boolean sha256) {
        byte[] content = files.get(path);
        HubFile file = new HubFile(
                path,
                content.length,
                "0".repeat(40),
                sha256 ? Optional.of("0".repeat(64)) : Optional.empty(),
                Optional.empty());
        ContentHash hash = ContentHash.of(file);
        hash.update(ByteBuffer.wrap(content));
        return hash.hex();
    }

    String info(String revision) {
        ObjectNode info = JSON.createObjectNode().put("id", id).put("sha", commit(revision));
        info.put("private", isPrivate).put("downloads", 1234).put("likes", 56).put("pipeline_tag", "text-generation");
        info.put("lastModified", "2025-04-01T12:00:00.000Z");
        if (gated) {
            info.put("gated", "manual");
        } else {
            info.put("gated", false);
        }
        info.putArray("tags").add("safetensors").add("license:apache-2.0");
        info.putArray("siblings");
        ObjectNode safetensors = info.putObject("safetensors").put("total", 134515008L);
        safetensors.putObject("parameters").put("BF16", 134515008L);
        info.putObject("config").putArray("architectures").add("LlamaForCausalLM");
        return info.toString();
    }

    ArrayNode tree() {
        ArrayNode tree = JSON.createArrayNode();
        tree.addObject()
                .put("type", "directory")
                .put("oid", "1".repeat(40))
                .put("size", 0)
                .put("path", "sub");
        files.forEach((path, content) -> {
            ObjectNode entry = tree.addObject()
                    .put("type", "file")
                    .put("oid", hash(path, false))
                    .put("size", content.length)
                    .put("path", path);
            if (large.contains(path)) {
                entry.putObject("lfs")
                        .put("oid", hash(path, true))
                        .put("size", content.length)
                        .put("pointerSize", 134);
            }
        });
        tree.addAll(strange);
        return tree;
    }
}
