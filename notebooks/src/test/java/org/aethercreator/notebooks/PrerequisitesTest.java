package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code .ci/prerequisites} on machines made up of a few shell scripts. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "libgomp and fontconfig are needed on Linux only")
class PrerequisitesTest {
    private static final Path SCRIPT = Path.of("../.ci/prerequisites").toAbsolutePath();
    private static final String JDK = """
            echo java.base@17.0.15
            echo jdk.compiler@17.0.15
            echo jdk.jshell@17.0.15
            """;
    private static final String PYTHON_PACKAGES =
            "    Debian, Ubuntu: python3 python3-venv; Fedora: python3; Homebrew: python\n";
    private static final String JDK_PACKAGES =
            "    Debian, Ubuntu: openjdk-17-jdk; Fedora: java-latest-openjdk-devel; Homebrew: openjdk\n";

    @TempDir
    private Path bin;

    @BeforeEach
    void aWholeMachine() throws Exception {
        for (String tool : new String[] {"sed", "grep", "head"}) {
            program(tool, "exec /usr/bin/env PATH=/usr/bin:/bin " + tool + " \"$@\"");
        }
        program("uname", "echo Linux");
        program("java", JDK);
        program("python3", "exit 0");
        program("ldconfig", "echo '	libgomp.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libgomp.so.1'");
        program("fc-list", "echo /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf: DejaVu Sans");
        program("mvn", "");
        program("chromium", "");
        program("npm", "");
    }

    @Test
    void aWholeMachineLacksNothing() throws Exception {
        assertThat(check()).isEqualTo(new Result(0, ""));
        assertThat(check("--debian")).isEqualTo(new Result(0, ""));
    }

    @Test
    void aRuntimeIsNoJdk() throws Exception {
        program("java", "echo java.base@21.0.2");

        assertThat(check())
                .isEqualTo(lacks("  - a JDK, version 17 or newer"
                        + " (java is a runtime without the modules jdk.jshell and jdk.compiler)\n" + JDK_PACKAGES));
    }

    @Test
    void anOldJavaIsNamedWithItsVersion() throws Exception {
        program("java", "echo java.base@11.0.2; echo jdk.jshell@11.0.2; echo jdk.compiler@11.0.2");

        assertThat(check()).isEqualTo(lacks("  - a JDK, version 17 or newer (java is Java 11)\n" + JDK_PACKAGES));
    }

    @Test
    void missingPythonIsNamedWithItsPackages() throws Exception {
        Files.delete(bin.resolve("python3"));

        assertThat(check())
                .isEqualTo(lacks(
                        "  - Python 3.9 or newer, with its module venv (python3 does not exist)\n" + PYTHON_PACKAGES));
    }

    @Test
    void oldPythonIsNamedWithItsVersion() throws Exception {
        program("python3", "[ \"$1\" = --version ] && echo Python 3.8.18; exit 1");

        assertThat(check()).isEqualTo(lacks("  - Python 3.9 or newer (python3 is Python 3.8.18)\n" + PYTHON_PACKAGES));
    }

    @Test
    void pythonWithoutVenvIsNamedWithItsPackage() throws Exception {
        program("python3", "case $2 in *ensurepip*) exit 1; esac");

        assertThat(check()).isEqualTo(lacks("""
                          - Python's modules venv and ensurepip
                            Debian, Ubuntu: python3-venv; Fedora: python3-libs; Homebrew: python
                        """));
    }

    @Test
    void missingLibgompAndFontsAreNamedTogether() throws Exception {
        program("ldconfig", "echo '	libgomp.so.10 (libc6,x86-64) => /lib/libgomp.so.10'");
        program("fc-list", "");

        assertThat(check()).isEqualTo(lacks("""
                          - the OpenMP run-time library libgomp.so.1
                            Debian, Ubuntu: libgomp1; Fedora: libgomp
                          - fonts for charts (fc-list finds none)
                            Debian, Ubuntu: fontconfig fonts-dejavu-core; Fedora: fontconfig dejavu-sans-fonts
                        """));
    }

    @Test
    void debianPackagesOfAnEmptyMachineAreListed() throws Exception {
        for (String program : new String[] {"java", "python3", "ldconfig", "fc-list", "mvn", "chromium", "npm"}) {
            Files.delete(bin.resolve(program));
        }
        program("ldconfig", ""); // the real one is found in /sbin

        assertThat(check("--debian")).isEqualTo(new Result(0, """
                        openjdk-17-jdk
                        python3 python3-venv
                        libgomp1
                        fontconfig fonts-dejavu-core
                        maven
                        chromium
                        npm
                        """));
    }

    private record Result(int status, String output) {}

    private static Result lacks(String what) {
        return new Result(1, "This machine lacks what AetherCreator needs:\n" + what);
    }

    private Result check(String... options) throws Exception {
        String[] words = new String[options.length + 2];
        words[0] = "/bin/sh";
        words[1] = SCRIPT.toString();
        System.arraycopy(options, 0, words, 2, options.length);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status = new Command(
                        bin,
                        variables -> {
                            variables.put("PATH", bin.toString());
                            variables.remove("JAVA_HOME");
                        },
                        List.of(words))
                .run(output);
        return new Result(status, output.toString(StandardCharsets.UTF_8));
    }

    private void program(String name, String script) throws IOException {
        Path file = bin.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
