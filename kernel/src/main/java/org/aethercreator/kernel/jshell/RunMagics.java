package org.aethercreator.kernel.jshell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aethercreator.kernel.magic.Magic;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.kernel.magic.NotebookKernel;
import org.aethercreator.kernel.magic.SimpleMagic;
import org.jspecify.annotations.Nullable;

/** The magics that run code: {@code %time} and {@code %load}. */
final class RunMagics {
    private static final List<String> EXTENSIONS = List.of("", ".ipynb", ".jsh", ".jshell", ".java", ".ijava");

    private RunMagics() {}

    static List<Magic> all() {
        return List.of(
                new SimpleMagic(
                        "time", Magic.Form.LINE_OR_CELL, "runs code and says how long it took", """
                        %time CODE
                        %%time, with the code in the lines below

                        Runs the code, shows its value, and prints the time that passed and that its thread computed.
                        """, RunMagics::time),
                new SimpleMagic("load", Magic.Form.LINE, "runs a file", """
                        %load FILE

                        Runs a notebook (.ipynb) or a file with Java (.jsh, .jshell, .java, .ijava), as if its code stood
                        in this cell. The extension may be left out. A relative path begins at the notebook's folder.
                        """, RunMagics::load));
    }

    private static @Nullable Object time(MagicCall call) throws Exception {
        String code = call.body() == null ? call.arguments() : call.arguments() + "\n" + call.body();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpuBefore = threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
        long before = System.nanoTime();
        try {
            return kernel(call).evaluate(code);
        } finally {
            double millis = (System.nanoTime() - before) / 1e6;
            double cpuMillis = threads.isCurrentThreadCpuTimeSupported()
                    ? (threads.getCurrentThreadCpuTime() - cpuBefore) / 1e6
                    : 0;
            call.context()
                    .output()
                    .print(String.format(
                            Locale.ROOT, "Time: %.1f ms (this thread computed for %.1f ms)%n", millis, cpuMillis));
        }
    }

    private static @Nullable Object load(MagicCall call) throws Exception {
        List<String> words = call.words();
        if (words.size() != 1) {
            throw new MagicException("%load needs one file, such as %load utils/plots.jsh");
        }
        Path file = find(call.context().workingFolder(), words.get(0));
        for (String code : cells(file)) {
            kernel(call).evaluate(code);
        }
        return null;
    }

    private static NotebookKernel kernel(MagicCall call) {
        return (NotebookKernel) call.context();
    }

    private static Path find(Path folder, String name) {
        return EXTENSIONS.stream()
                .map(extension -> folder.resolve(name + extension).normalize())
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new MagicException(
                        "There is no file " + folder.resolve(name).normalize()
                                + ", also none with .ipynb, .jsh, .jshell, .java or .ijava at its end."));
    }

    private static List<String> cells(Path file) throws IOException {
        String text = Files.readString(file);
        if (!file.toString().endsWith(".ipynb")) {
            return List.of(text);
        }
        List<String> cells = new ArrayList<>();
        for (JsonNode cell : new ObjectMapper().readTree(text).path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                JsonNode source = cell.path("source");
                StringBuilder code = new StringBuilder(source.isTextual() ? source.asText() : "");
                source.forEach(line -> code.append(line.asText()));
                cells.add(code.toString());
            }
        }
        return cells;
    }
}
