package org.aethercreator.modelfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a path in a Modelfile stands for: where it lies, and which files of a folder Ollama takes. (Ollama 0.33's
 * {@code expandPath} and {@code filesForModel} in {@code parser/parser.go}.)
 */
final class ModelPaths {
    private static final int SNIFFED_BYTES = 512;

    /** Ollama takes the first of these patterns that a folder has files for. */
    private enum Weights {
        SAFETENSORS("model.*\\.safetensors", Content.ANY),
        CONSOLIDATED("consolidated.*\\.safetensors", Content.ANY),
        PYTORCH("pytorch_model.*\\.bin", Content.ZIP),
        CONSOLIDATED_PYTORCH("consolidated.*\\.pth", Content.ZIP),
        GGUF(".*\\.gguf", Content.BINARY),
        BIN(".*\\.bin", Content.BINARY);

        private final Pattern name;
        private final Content content;

        Weights(String name, Content content) {
            this.name = Pattern.compile(name, Pattern.DOTALL);
            this.content = content;
        }
    }

    private enum Content {
        ANY,
        BINARY,
        ZIP,
        TEXT
    }

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
        return directory ? modelFiles(path) : List.of(path);
    }

    private static List<Path> modelFiles(Path path) throws IOException, CreateRequestAssembler.Refusal {
        List<Path> found = new ArrayList<>(weights(path));
        found.addAll(required(path, Pattern.compile(".*\\.json", Pattern.DOTALL)));
        for (Path child : children(path, Files::isDirectory)) {
            found.addAll(required(child, Pattern.compile(".*\\.json", Pattern.DOTALL)));
        }
        found.addAll(required(path, Pattern.compile("chat_template\\.jinja")));
        Pattern tokenizer = Pattern.compile("tokenizer\\.model");
        List<Path> vocabulary = named(path, tokenizer);
        if (!vocabulary.isEmpty() && allHold(vocabulary, Content.BINARY)) {
            found.addAll(vocabulary);
        } else {
            List<Path> nested = new ArrayList<>();
            for (Path child : children(path, Files::isDirectory)) {
                nested.addAll(named(child, tokenizer));
            }
            if (allHold(nested, Content.TEXT)) {
                found.addAll(nested);
            }
        }
        List<Path> resolved = new ArrayList<>();
        for (Path file : found) {
            resolved.add(inside(path, file));
        }
        return resolved;
    }

    private static List<Path> weights(Path path) throws IOException, CreateRequestAssembler.Refusal {
        for (Weights weights : Weights.values()) {
            List<Path> found = named(path, weights.name);
            if (!found.isEmpty() && allHold(found, weights.content)) {
                List<Path> all = new ArrayList<>(found);
                if (weights == Weights.SAFETENSORS) {
                    for (Path child : children(path, Files::isDirectory)) {
                        all.addAll(named(child, weights.name));
                    }
                }
                return all;
            }
        }
        throw new CreateRequestAssembler.Refusal(
                "no Modelfile or safetensors files found",
                "A model folder holds model*.safetensors, consolidated*.safetensors, pytorch_model*.bin,"
                        + " consolidated*.pth, *.gguf or *.bin.",
                "Name the folder that holds the weights (an adapter's adapter_model.safetensors is not found since"
                        + " Ollama 0.12.11; rename it to model.safetensors), or name the file itself.");
    }

    private static List<Path> required(Path path, Pattern name) throws IOException, CreateRequestAssembler.Refusal {
        List<Path> found = named(path, name);
        for (Path file : found) {
            if (contentOf(file) != Content.TEXT) {
                throw new CreateRequestAssembler.Refusal(
                        "invalid content type: expected " + goType(contentOf(file)) + " for " + file,
                        "Beside the weights of a folder lie .json files of text.",
                        "Remove " + file.getFileName() + " from the folder, or fetch it again.");
            }
        }
        return found;
    }

    private static Path inside(Path path, Path file) throws IOException, CreateRequestAssembler.Refusal {
        Path real = file.toRealPath();
        if (real.startsWith(path)) {
            return real;
        }
        String relative = path.relativize(real).toString();
        throw new CreateRequestAssembler.Refusal(
                "insecure path: " + relative
                        + (relative.contains(".cache")
                                ? "\n\nUse --local-dir <dir> when downloading model to disable caching"
                                : ""),
                "The files of a model folder lie inside it; links that lead out are refused.",
                "Copy the files into the folder.");
    }

    private static List<Path> named(Path path, Pattern name) throws IOException {
        return children(
                path, file -> name.matcher(String.valueOf(file.getFileName())).matches());
    }

    private static List<Path> children(Path path, Predicate<Path> wanted) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            for (Path child : stream) {
                if (wanted.test(child)) {
                    children.add(child);
                }
            }
        }
        children.sort(null);
        return children;
    }

    private static boolean allHold(List<Path> files, Content content) throws IOException {
        for (Path file : files) {
            if (content != Content.ANY && contentOf(file) != content) {
                return false;
            }
        }
        return true;
    }

    private static String goType(Content content) {
        return content == Content.ZIP
                ? "application/zip"
                : content == Content.BINARY ? "application/octet-stream" : "text/plain";
    }

    /** What Go's {@code http.DetectContentType} sees in the first bytes, as far as model folders need it. */
    private static Content contentOf(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(SNIFFED_BYTES);
        }
        if (head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
            return Content.ZIP;
        }
        for (byte each : head) {
            int value = each & 0xFF;
            boolean binary = value <= 0x08
                    || value == 0x0B
                    || (value >= 0x0E && value <= 0x1A)
                    || (value >= 0x1C && value <= 0x1F);
            if (binary) {
                return Content.BINARY;
            }
        }
        return Content.TEXT;
    }
}
