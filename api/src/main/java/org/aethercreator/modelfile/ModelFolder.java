package org.aethercreator.modelfile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which files of a folder Ollama takes for a model: weights of one kind, settings, tokenizer. (Ollama 0.33's
 * {@code filesForModel} in {@code parser/parser.go}.)
 */
final class ModelFolder {
    private static final Pattern SETTINGS = Pattern.compile(".*\\.json", Pattern.DOTALL);
    private static final Pattern CHAT_TEMPLATE = Pattern.compile("chat_template\\.jinja");
    private static final Pattern TOKENIZER = Pattern.compile("tokenizer\\.model");

    /** The first of these that the folder has is taken. */
    private enum Weights {
        SAFETENSORS("model.*\\.safetensors", ""),
        CONSOLIDATED_SAFETENSORS("consolidated.*\\.safetensors", ""),
        PYTORCH("pytorch_model.*\\.bin", ContentSniffer.ZIP),
        CONSOLIDATED_PYTORCH("consolidated.*\\.pth", ContentSniffer.ZIP),
        GGUF(".*\\.gguf", ContentSniffer.BINARY),
        BIN(".*\\.bin", ContentSniffer.BINARY);

        private final Pattern name;
        private final String type;

        Weights(String name, String type) {
            this.name = Pattern.compile(name, Pattern.DOTALL);
            this.type = type;
        }
    }

    private final Path folder;

    ModelFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The files, links resolved.
     *
     * @throws NoSuchFileException if a link among the settings leads nowhere
     */
    List<Path> files() throws IOException, CreateRequestAssembler.Refusal {
        List<Path> found = new ArrayList<>(weights());
        found.addAll(texts(named(folder, SETTINGS)));
        found.addAll(texts(inSubfolders(SETTINGS)));
        found.addAll(texts(named(folder, CHAT_TEMPLATE)));
        found.addAll(tokenizer());
        List<Path> resolved = new ArrayList<>();
        for (Path file : found) {
            resolved.add(inside(file));
        }
        return resolved;
    }

    private List<Path> weights() throws IOException, CreateRequestAssembler.Refusal {
        for (Weights weights : Weights.values()) {
            List<Path> found = named(folder, weights.name);
            if (!found.isEmpty() && allAre(found, weights.type)) {
                if (weights == Weights.SAFETENSORS) {
                    List<Path> nested = inSubfolders(weights.name);
                    for (Path file : nested) {
                        type(file);
                    }
                    found.addAll(nested);
                }
                return found;
            }
        }
        throw new CreateRequestAssembler.Refusal(
                "no Modelfile or safetensors files found",
                "A model folder holds model*.safetensors, consolidated*.safetensors, pytorch_model*.bin,"
                        + " consolidated*.pth, *.gguf or *.bin.",
                "Name the folder that holds the weights (an adapter's adapter_model.safetensors is not found since"
                        + " Ollama 0.12.11; rename it to model.safetensors), or name the file itself.");
    }

    private List<Path> tokenizer() throws IOException {
        List<Path> own = named(folder, TOKENIZER);
        if (!own.isEmpty() && allAre(own, ContentSniffer.BINARY)) {
            return own;
        }
        List<Path> nested = inSubfolders(TOKENIZER);
        return allAre(nested, ContentSniffer.TEXT) ? nested : List.of();
    }

    private static List<Path> texts(List<Path> files) throws IOException, CreateRequestAssembler.Refusal {
        for (Path file : files) {
            String type = type(file);
            if (!type.equals(ContentSniffer.TEXT)) {
                throw new CreateRequestAssembler.Refusal(
                        "invalid content type: expected " + type + " for " + file,
                        "Beside the weights of a folder lie .json files of text.",
                        "Remove " + file.getFileName() + " from the folder, or fetch it again.");
            }
        }
        return files;
    }

    private static String type(Path file) throws IOException, CreateRequestAssembler.Refusal {
        try {
            return ContentSniffer.typeOf(file);
        } catch (NoSuchFileException absent) {
            throw absent;
        } catch (IOException e) {
            String problem = Files.isDirectory(file)
                    ? "read " + file + ": is a directory"
                    : "open " + file + ": "
                            + (e instanceof AccessDeniedException
                                    ? "permission denied"
                                    : String.valueOf(e.getMessage()));
            throw new CreateRequestAssembler.Refusal(
                    problem, "Every file of a model folder can be read.", "Remove it from the folder.");
        }
    }

    /** Unreadable files are no weights to Ollama. */
    private static boolean allAre(List<Path> files, String type) {
        for (Path file : files) {
            try {
                String found = ContentSniffer.typeOf(file);
                if (!type.isEmpty() && !found.equals(type)) {
                    return false;
                }
            } catch (IOException unreadable) {
                return false;
            }
        }
        return true;
    }

    private Path inside(Path file) throws IOException, CreateRequestAssembler.Refusal {
        Path real = file.toRealPath();
        if (real.startsWith(folder)) {
            return real;
        }
        String relative = folder.relativize(real).toString();
        throw new CreateRequestAssembler.Refusal(
                "insecure path: " + relative
                        + (relative.contains(".cache")
                                ? "\n\nUse --local-dir <dir> when downloading model to disable caching"
                                : ""),
                "The files of a model folder lie inside it; links that lead out are refused.",
                "Copy the files into the folder.");
    }

    private List<Path> inSubfolders(Pattern name) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path subfolder : children(folder, Files::isDirectory)) {
            found.addAll(named(subfolder, name));
        }
        return found;
    }

    private static List<Path> named(Path parent, Pattern name) throws IOException {
        return children(
                parent, file -> name.matcher(String.valueOf(file.getFileName())).matches());
    }

    private static List<Path> children(Path parent, Predicate<Path> wanted) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            for (Path child : stream) {
                if (wanted.test(child)) {
                    children.add(child);
                }
            }
        }
        children.sort(null);
        return children;
    }
}
