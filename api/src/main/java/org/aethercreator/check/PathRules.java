package org.aethercreator.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.check.Finding.Severity;
import org.aethercreator.modelfile.CreateRequest;
import org.aethercreator.modelfile.Instruction.From;
import org.aethercreator.modelfile.ModelfileFormatException;
import org.aethercreator.ollama.ModelName;
import org.jspecify.annotations.Nullable;

/** Whether FROM, ADAPTER and DRAFT name what is there. */
final class PathRules {
    private static final int MOST_NAMES_SHOWN = 5;

    private final CheckedModelfile modelfile;
    private final Path folder;
    private final Findings findings;

    PathRules(CheckedModelfile modelfile, Path folder, Findings findings) {
        this.modelfile = modelfile;
        this.folder = folder;
        this.findings = findings;
    }

    void check() {
        for (Located<From> from : modelfile.all(From.class)) {
            base(from);
        }
        severalBases();
        if (modelfile.source().problems().isEmpty()) {
            create();
        }
    }

    /** What a base is, in Ollama's eyes. */
    private void base(Located<From> located) {
        String text = located.instruction().model();
        boolean path = looksLikePath(text);
        Path file = resolve(text);
        boolean exists = file != null && Files.exists(file);
        if (file != null && Files.isRegularFile(file)) {
            weights(located, file);
        } else if (exists && !path && !text.isEmpty()) {
            findings.warning(
                    located.entry(),
                    "FROM " + text + " is the folder " + file + ", not the model of that name.",
                    "Ollama prefers what lies beside the Modelfile.",
                    "Write ./" + text + " if the folder is meant, " + text + ":latest if the model is.",
                    null);
        } else if (!exists && (path || !ModelName.isValid(text))) {
            boolean pullable = ModelName.isValid(text);
            findings.error(
                    located.entry(),
                    "There is no file or folder " + (file == null ? text : file) + ".",
                    pullable
                            ? "Ollama takes the text for a model's name and tries to pull it from its library."
                            : "Ollama takes the text for a model's name and stops: invalid model name.",
                    "Correct the path" + nearby() + ".",
                    null);
        }
    }

    private static boolean looksLikePath(String text) {
        return text.startsWith(".")
                || text.startsWith("/")
                || text.startsWith("~")
                || text.contains("\\")
                || text.endsWith(".gguf")
                || text.endsWith(".safetensors")
                || text.endsWith(".bin");
    }

    private void weights(Located<From> located, Path file) {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(4);
        } catch (IOException e) {
            findings.error(
                    located.entry(),
                    "The file " + file + " cannot be read.",
                    "Ollama would stop there: " + e.getMessage() + ".",
                    "Change its permissions.",
                    null);
            return;
        }
        boolean gguf = head.length == 4 && head[0] == 'G' && head[1] == 'G' && head[2] == 'U' && head[3] == 'F';
        if (!gguf) {
            findings.error(
                    located.entry(),
                    "The file " + file + " is no GGUF file.",
                    head.length == 4 && head[0] == 'v' && head[1] == 'e' && head[2] == 'r' && head[3] == 's'
                            ? "It looks like a pointer of Git LFS; the weights themselves were not fetched."
                            : "A single file after FROM must be GGUF; other formats are named by their folder.",
                    "Fetch the file again, or name the folder of the weights.",
                    null);
        }
    }

    private void severalBases() {
        List<Located<From>> all = modelfile.all(From.class);
        List<Located<From>> names = all.stream()
                .filter(from -> {
                    Path file = resolve(from.instruction().model());
                    return file == null || !Files.exists(file);
                })
                .toList();
        if (!names.isEmpty() && all.size() > 1) {
            Located<From> winner = names.get(names.size() - 1);
            for (Located<From> other : all) {
                if (!other.equals(winner)) {
                    findings.warning(
                            other.entry(),
                            "FROM " + other.instruction().model() + " is not used.",
                            "FROM " + winner.instruction().model() + " on line "
                                    + winner.entry().firstLine()
                                    + " is a model's name; the last name wins over files and other names.",
                            "Remove one of the two.",
                            modelfile.deletion(other.entry()));
                }
            }
        }
    }

    /** Everything else that ollama create would stop at. */
    private void create() {
        try {
            // Only whether it stops counts here.
            CreateRequest unused = modelfile.source().modelfile().createRequest(folder, modelfile.version());
        } catch (ModelfileFormatException stop) {
            if (!findings.hasErrorOn(stop.line())) {
                findings.add(new Finding(
                        Severity.ERROR,
                        stop.line(),
                        stop.line(),
                        "ollama create stops: " + stop.ollamaMessage() + ".",
                        stop.allowed(),
                        stop.fix(),
                        null));
            }
        } catch (IOException e) {
            findings.add(new Finding(
                    Severity.ERROR,
                    1,
                    1,
                    "The files of the Modelfile cannot be listed.",
                    e.getMessage() + ".",
                    "Check the paths and their permissions.",
                    null));
        }
    }

    private @Nullable Path resolve(String text) {
        try {
            return text.startsWith("~")
                    ? home(text)
                    : folder.toAbsolutePath().resolve(text).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Path home(String text) {
        return Path.of(System.getProperty("user.home"), text.substring(1));
    }

    private String nearby() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.gguf")) {
            for (Path file : files) {
                names.add("./" + file.getFileName());
            }
        } catch (IOException | InvalidPathException e) {
            return "";
        }
        names.sort(null);
        return names.isEmpty()
                ? ""
                : "; the folder has " + String.join(", ", names.subList(0, Math.min(MOST_NAMES_SHOWN, names.size())));
    }
}
