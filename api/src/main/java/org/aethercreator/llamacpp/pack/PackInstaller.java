package org.aethercreator.llamacpp.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.aethercreator.llamacpp.pack.InstalledPacks.Description;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.storage.AtomicFolder;

/**
 * Puts packs of the catalogue into the cache. Of several installers at once, in whatever processes, one works and the
 * others wait for it.
 *
 * @param folder where the packs lie, each in a folder of its own
 * @param npm the command of npm and its first arguments
 */
record PackInstaller(Path folder, Platform platform, PackCatalogue catalogue, List<String> npm) {
    private static final Object ONE_IN_THIS_PROCESS = new Object(); // a FileLock holds between processes only

    /** The command as the operating system finds it; Windows does not look for scripts unless told so. */
    static List<String> npmOf(Platform platform) {
        return List.of(platform.system() == Platform.OperatingSystem.WINDOWS ? "npm.cmd" : "npm");
    }

    Path install(Backend backend, Progress progress) throws IOException, InterruptedException {
        PackCatalogue.Entry entry = catalogue.find(platform, backend);
        return alone(entry, () -> {
            try (AtomicFolder download = AtomicFolder.create(folder.resolve("download"))) {
                Path tarball = entry.npm().download(npm, download.temporary(), progress);
                PackArchive archive = new PackArchive(tarball);
                String found = archive.integrity();
                if (!found.equals(entry.npm().integrity())) {
                    throw new IOException("npm delivered another " + entry.npm().specification()
                            + " than expected: its hash is " + found + ", not "
                            + entry.npm().integrity()
                            + ". npm's registry or a mirror served a changed file; nothing of it was used.");
                }
                unpack(archive, entry, progress);
            }
        });
    }

    Path install(Path tarball, Progress progress) throws IOException, InterruptedException {
        PackArchive archive = new PackArchive(tarball);
        String found = archive.integrity();
        Optional<PackCatalogue.Entry> known = catalogue.withIntegrity(platform, found);
        if (known.isEmpty()) {
            throw new IOException(tarball + " is none of the packages that AetherCreator knows for "
                    + platform.shownName() + ": its hash is " + found
                    + ". Give a file that one of these commands makes: "
                    + String.join(
                            ", ",
                            catalogue.offered(platform).stream()
                                    .map(entry -> "npm pack " + entry.npm().specification())
                                    .toList())
                    + "; or unpack your own build into a folder and name that in " + NativePacks.FOLDER_VARIABLE + ".");
        }
        return alone(known.get(), () -> unpack(archive, known.get(), progress));
    }

    /** What is done if the pack is not there yet. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Path alone(PackCatalogue.Entry entry, Work work) throws IOException, InterruptedException {
        Path target = target(entry);
        Files.createDirectories(folder);
        synchronized (ONE_IN_THIS_PROCESS) {
            try (FileChannel lockFile =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lockFile.lock(); // until it is closed
                if (!Files.isRegularFile(target.resolve(InstalledPacks.DESCRIPTION_FILE))) {
                    AtomicFolder.deleteLeftovers(target);
                    work.run();
                }
            } catch (FileLockInterruptionException e) {
                Thread.interrupted();
                throw new InterruptedException("cancelled while another process installed a native pack");
            }
        }
        return target;
    }

    private Path target(PackCatalogue.Entry entry) {
        String name = entry.npm().name();
        return folder.resolve(
                name.substring(name.lastIndexOf('/') + 1) + "-" + entry.npm().version());
    }

    private void unpack(PackArchive archive, PackCatalogue.Entry entry, Progress progress) throws IOException {
        ProgressStage stage =
                progress.stage("unpack " + entry.npm().specification(), Files.size(archive.file()), ProgressUnit.BYTES);
        try (AtomicFolder pack = AtomicFolder.create(target(entry))) {
            archive.unpack(pack.temporary());
            FolderPack.find(pack.temporary(), platform); // refuses one without libraries
            InstalledPacks.describe(
                    pack.temporary(),
                    new Description(
                            platform.id(),
                            entry.backend(),
                            release(pack.temporary()),
                            entry.npm().name(),
                            entry.npm().version(),
                            "MIT"));
            pack.commit();
        }
        stage.to(Files.size(archive.file()), "");
    }

    /** The release of llama.cpp, from the note on how the libraries were built. */
    private static String release(Path folder) throws IOException {
        JsonNode note = new ObjectMapper()
                .readTree(folder.resolve("_nlcBuildMetadata.json").toFile());
        return note.path("buildOptions").path("llamaCpp").path("release").asText(FolderPack.UNKNOWN_RELEASE);
    }
}
