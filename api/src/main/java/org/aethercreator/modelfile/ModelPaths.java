package org.aethercreator.modelfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;

/** Where a path in a Modelfile leads. (Ollama 0.33's {@code expandPath} in {@code parser/parser.go}.) */
final class ModelPaths {
    private final Path folder;

    ModelPaths(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** @throws CreateRequestAssembler.Refusal if {@code ~name} names no user */
    Path expand(String text) throws IOException, CreateRequestAssembler.Refusal {
        try {
            if (text.startsWith("/") || text.startsWith("\\") || Path.of(text).isAbsolute()) {
                return Path.of(text).toAbsolutePath().normalize();
            }
            if (text.startsWith("~")) {
                int slash = text.indexOf('/');
                String user = slash < 0 ? text.substring(1) : text.substring(1, slash);
                String rest = slash < 0 ? "" : text.substring(slash + 1);
                Path home = user.isEmpty() ? Path.of(System.getProperty("user.home")) : homeOf(user);
                return home.resolve(rest.replaceFirst("^/+", "")).normalize();
            }
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new IOException(
                    "\"" + Shown.brief(text) + "\" cannot be a path on this system (" + e.getReason()
                            + "); start Java with -Dsun.jnu.encoding=UTF-8 or rename the file",
                    e);
        }
    }

    private static Path homeOf(String user) throws IOException, CreateRequestAssembler.Refusal {
        Path accounts = Path.of("/etc/passwd");
        if (Files.isReadable(accounts)) {
            for (String line : Files.readAllLines(accounts, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(":", -1);
                if (fields.length > 5 && fields[0].equals(user)) {
                    return Path.of(fields[5]);
                }
            }
        }
        throw new CreateRequestAssembler.Refusal(
                "failed to find user '" + user + "': user: unknown user " + user,
                "A path that begins with ~ continues with / or the name of a user of this machine.",
                "Write ~/ for your own home folder, or ./~ for a file of that name.");
    }

    /**
     * The file itself, or the files of a folder that make a model.
     *
     * @throws NoSuchFileException if there is nothing at {@code path}
     */
    List<Path> files(Path path) throws IOException, CreateRequestAssembler.Refusal {
        boolean directory;
        try {
            directory = Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
        } catch (NoSuchFileException absent) {
            throw absent;
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "permission denied" : e.getReason();
            throw new CreateRequestAssembler.Refusal(
                    "stat " + path + ": " + reason.toLowerCase(Locale.ROOT),
                    "The path leads to a file or folder that can be read.",
                    "Correct the path or its permissions.");
        }
        return directory ? new ModelFolder(path).files() : List.of(path);
    }
}
