package org.aethercreator.llamacpp.pack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The packs in our cache. Each has a folder with its libraries, the licence, and the file {@value #DESCRIPTION_FILE},
 * which says what they are.
 */
final class InstalledPacks {
    static final String DESCRIPTION_FILE = "pack.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What {@value #DESCRIPTION_FILE} holds. */
    record Description(
            String platform,
            Backend backend,
            String release,
            String packageName,
            String packageVersion,
            String licence) {
        String origin() {
            return "npm's " + packageName + " " + packageVersion + " (" + licence + ")";
        }
    }

    record Installed(Description description, FolderPack pack) {}

    private final Path folder;
    private final Platform platform;

    InstalledPacks(Path folder, Platform platform) {
        this.folder = folder;
        this.platform = platform;
    }

    static void describe(Path pack, Description description) throws IOException {
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(pack.resolve(DESCRIPTION_FILE).toFile(), description);
    }

    /** Those for this platform, the newest first; of one age, builds for GPUs first. */
    List<Installed> newestFirst() throws IOException {
        List<Installed> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        List<Path> children;
        try (Stream<Path> listed = Files.list(folder)) {
            children = listed.filter(child -> Files.isRegularFile(child.resolve(DESCRIPTION_FILE)))
                    .toList();
        }
        for (Path child : children) {
            Description description = description(child);
            if (description.platform().equals(platform.id())) {
                found.add(new Installed(description, pack(child, description)));
            }
        }
        found.sort(Comparator.comparing(
                        (Installed installed) -> installed.description().packageVersion(),
                        InstalledPacks::compareVersions)
                .thenComparing(installed -> installed.description().backend() != Backend.CPU)
                .reversed());
        return found;
    }

    Installed read(Path child) {
        Description description = description(child);
        return new Installed(description, pack(child, description));
    }

    private static Description description(Path child) {
        try {
            return JSON.readValue(child.resolve(DESCRIPTION_FILE).toFile(), Description.class);
        } catch (IOException e) {
            throw damaged(child, String.valueOf(e.getMessage()), e);
        }
    }

    private FolderPack pack(Path child, Description description) {
        try {
            return new FolderPack(
                    NativePack.Source.INSTALLED,
                    description.release(),
                    description.backend(),
                    description.origin(),
                    FolderPack.find(child, platform));
        } catch (NativePackException e) {
            throw damaged(child, String.valueOf(e.getMessage()), e);
        }
    }

    private static NativePackException damaged(Path child, String reason, Exception cause) {
        return new NativePackException(
                "The installed native pack " + child + " is damaged; delete this folder and install it again. ("
                        + reason + ")",
                cause);
    }

    /** By their numbers, so that 3.9.0 comes before 3.21.1. */
    static int compareVersions(String one, String other) {
        String[] ones = one.split("\\D+");
        String[] others = other.split("\\D+");
        for (int i = 0; i < Math.min(ones.length, others.length); i++) {
            int order = Integer.compare(Integer.parseInt(ones[i]), Integer.parseInt(others[i]));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ones.length, others.length);
    }
}
