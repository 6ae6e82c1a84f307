package org.aethercreator.kernel;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java that can run the kernel.
 *
 * @param home its folder
 * @param feature its main version, such as 17
 * @param hasShell whether it has JShell, which a JRE has not
 */
record JavaRuntime(Path home, String version, int feature, boolean hasShell) {
    static JavaRuntime running() {
        return new JavaRuntime(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.version"),
                Runtime.version().feature(),
                ModuleLayer.boot().findModule("jdk.jshell").isPresent());
    }

    Path executable() {
        String name = System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java";
        return home.resolve("bin").resolve(name);
    }

    void requireShell() throws IOException {
        if (!hasShell) {
            throw new IOException(
                    "The Java in " + home + " is a run-time environment without JShell (module jdk.jshell),"
                            + " which runs the cells. Install a JDK, version 17 or newer (Debian, Ubuntu: apt install"
                            + " openjdk-17-jdk-headless), and repeat this command with its java.");
        }
    }

    /** Refuses options with which Java does not start, such as a misspelt one. */
    void requireOptions(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable().toString()));
        command.addAll(options);
        command.add("-version");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (process.waitFor() != 0) {
            throw new IOException("Java does not start with " + String.join(" ", options) + ": "
                    + output.lines().findFirst().orElse("no reason given") + ". Correct --jvm-option.");
        }
    }
}
