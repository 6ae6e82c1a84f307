package org.aethercreator.kernel;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What Jupyter has to know to start the kernel: the folder of a kernelspec, with all that it needs inside. */
record KernelSpec(String displayName, JavaRuntime java, List<String> jvmOptions) {
    private static final String FILE = "kernel.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** By this entry of the metadata an installation of ours is recognized. */
    private static final String ORIGIN = "aethercreator";

    KernelSpec {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /**
     * Makes {@code folder} this kernelspec. It is complete or untouched: all is written beside it first, then renamed.
     *
     * @param force whether a kernelspec of another origin is replaced, too
     * @return the number of jars
     */
    int install(Path folder, boolean force) throws IOException {
        if (Files.exists(folder) && !force && !isOurs(folder)) {
            throw new IOException(
                    "There is another kernel in " + folder + ". Choose another --name, or replace it with --force.");
        }
        requireFolder(folder);
        try {
            Path kernels = Files.createDirectories(folder.toAbsolutePath().getParent());
            Path draft = Files.createTempDirectory(kernels, "." + folder.getFileName() + "-");
            try {
                int jars = ClassPathJars.copyTo(Files.createDirectory(draft.resolve("lib")));
                Logo.writeTo(draft);
                Files.write(draft.resolve(FILE), json(command(folder)));
                makeReadable(draft);
                replace(folder, draft);
                return jars;
            } finally {
                delete(draft);
            }
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "There is no permission to write " + e.getFile() + ". Install for this user with"
                            + " --user, or into a Python environment of yours with --prefix FOLDER.",
                    e);
        } catch (FileSystemException e) {
            throw new IOException(
                    "The kernel cannot be installed in " + folder + ": " + e.getFile() + ": "
                            + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason())
                            + ". Name another folder with --prefix.",
                    e);
        }
    }

    /** Refuses a path through a file, for which the file system's own message names the wrong part. */
    private static void requireFolder(Path folder) throws IOException {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing != null && !Files.isDirectory(existing)) {
            throw new IOException("The kernel cannot be installed in " + folder + ", because " + existing
                    + " is no folder. Name another one with --prefix.");
        }
    }

    /**
     * Makes kernels of an installed {@code folder} start faster.
     *
     * @return whether that succeeded; if not, all stays as it is
     */
    boolean addStartArchive(Path folder) throws IOException, InterruptedException {
        List<String> command = command(folder);
        Path archive = folder.toAbsolutePath().resolve("start.jsa");
        if (!StartArchive.make(command, archive)) {
            return false;
        }
        command.addAll(1, StartArchive.options(archive));
        Path draft = Files.write(folder.resolve("." + FILE), json(command));
        Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private List<String> command(Path folder) {
        List<String> command = new ArrayList<>();
        command.add(java.executable().toString());
        command.add("-Djava.awt.headless=true");
        // Java 17 takes the terminal's encoding, which is ASCII in many containers.
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(folder.toAbsolutePath().resolve("lib").resolve("*").toString());
        command.add(KernelMain.class.getName());
        command.add("{connection_file}");
        return command;
    }

    private byte[] json(List<String> command) throws IOException {
        ObjectNode spec = JSON.createObjectNode();
        command.forEach(spec.putArray("argv")::add);
        spec.put("display_name", displayName);
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        ObjectNode metadata = spec.putObject("metadata");
        metadata.put("debugger", false);
        metadata.putObject(ORIGIN).put("version", KernelMain.Version.text()).put("java", java.version());
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
        lines.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        return (JSON.writer(lines).writeValueAsString(spec) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isOurs(Path folder) {
        try {
            JsonNode spec = JSON.readTree(folder.resolve(FILE).toFile());
            return spec.path("metadata").has(ORIGIN);
        } catch (IOException e) {
            return false;
        }
    }

    // Temporary folders are made for their owner only, but a kernel in a shared prefix is for all.
    private static void makeReadable(Path draft) {
        draft.toFile().setReadable(true, false);
        draft.toFile().setExecutable(true, false);
    }

    private static void replace(Path folder, Path draft) throws IOException {
        if (!Files.exists(folder)) {
            Files.move(draft, folder);
            return;
        }
        Path old = draft.resolveSibling(draft.getFileName() + "-old");
        Files.move(folder, old);
        try {
            Files.move(draft, folder);
        } catch (IOException e) {
            Files.move(old, folder);
            throw e;
        }
        delete(old);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
