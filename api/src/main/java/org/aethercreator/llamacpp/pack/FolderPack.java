package org.aethercreator.llamacpp.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A pack whose libraries lie in a folder: one of the user's, or one that was installed. */
record FolderPack(Source source, String release, Backend backend, String origin, PackLibraries libraries)
        implements NativePack {
    static final String UNKNOWN_RELEASE = "of unknown release";

    /** Where llama.cpp's own build, and packages of it, put libraries. */
    private static final List<String> SUBFOLDERS = List.of("", "lib", "bin");

    /** A release in a file's name, such as {@code libllama.cuda.v0.5.0.so}. */
    private static final Pattern RELEASE = Pattern.compile("\\.(v\\d+\\.\\d+\\.\\d+|b\\d+)\\.");

    /**
     * The pack that the user's folder holds.
     *
     * @throws NativePackException if it holds none for this platform
     */
    static FolderPack of(Path folder, Platform platform) {
        PackLibraries libraries = find(folder, platform);
        Matcher release = RELEASE.matcher(fileName(libraries.llama()));
        return new FolderPack(
                Source.FOLDER,
                release.find() ? release.group(1) : UNKNOWN_RELEASE,
                backendIn(libraries.backendFolder()),
                folder.toString(),
                libraries);
    }

    static PackLibraries find(Path folder, Platform platform) {
        if (!Files.isDirectory(folder)) {
            throw new NativePackException(folder + " is no folder; name the folder that llama.cpp's libraries lie in");
        }
        for (String subfolder : SUBFOLDERS) {
            Optional<PackLibraries> found = in(folder.resolve(subfolder), platform.system());
            if (found.isPresent()) {
                return found.get();
            }
        }
        String library =
                platform.system().libraryPrefix() + "llama." + platform.system().libraryExtension();
        throw new NativePackException(folder + " holds no llama.cpp library for "
                + platform.system().shownName() + " (" + library + ", in the folder itself, in lib or in bin); name a "
                + "folder that does, or get one: \"%llama install cpu\"");
    }

    private static Optional<PackLibraries> in(Path folder, Platform.OperatingSystem system) {
        Optional<Path> llama = library(folder, "llama", system);
        if (llama.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> base = library(folder, "ggml-base", system);
        Optional<Path> ggml = library(folder, "ggml", system);
        return Optional.of(
                base.isPresent() && ggml.isPresent()
                        ? new PackLibraries(base.get(), ggml.get(), llama.get())
                        : PackLibraries.inOneFile(llama.get()));
    }

    /** The library of this name, perhaps with a release behind it; the shortest name, where links name it again. */
    private static Optional<Path> library(Path folder, String name, Platform.OperatingSystem system) {
        Pattern pattern = Pattern.compile(
                Pattern.quote(system.libraryPrefix() + name) + "(\\.[A-Za-z0-9.]+)?\\." + system.libraryExtension());
        return files(folder).stream()
                .filter(file -> pattern.matcher(fileName(file)).matches())
                .min(Comparator.comparing((Path file) -> fileName(file).length())
                        .thenComparing(FolderPack::fileName));
    }

    private static Backend backendIn(Path folder) {
        for (Backend gpu : List.of(Backend.CUDA, Backend.METAL, Backend.VULKAN)) {
            Pattern pattern = Pattern.compile("(lib)?ggml-" + gpu.id() + "\\..*");
            if (files(folder).stream()
                    .anyMatch(file -> pattern.matcher(fileName(file)).matches())) {
                return gpu;
            }
        }
        return Backend.CPU;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new NativePackException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
