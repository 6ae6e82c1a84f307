package org.aethercreator.kernel;

import java.io.IOException;
import java.nio.file.Path;

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
}
