package org.aethercreator.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KernelInstallTest {
    @TempDir
    private Path prefix;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void kernelspecHoldsAllThatTheKernelNeeds() throws Exception {
        assertThat(install("--jvm-option=-Xmx300m", "--jvm-option=-Dx=y")).isZero();

        Path folder = folder();
        JsonNode spec =
                new ObjectMapper().readTree(folder.resolve("kernel.json").toFile());
        List<String> command = new ArrayList<>();
        spec.path("argv").forEach(word -> command.add(word.asText()));
        assertThat(command)
                .startsWith(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .containsSubsequence("-Xmx300m", "-Dx=y", "-cp", folder + "/lib/*")
                .endsWith("org.aethercreator.kernel.KernelMain", "{connection_file}");
        assertThat(spec.path("language").asText()).isEqualTo("java");
        assertThat(spec.path("interrupt_mode").asText()).isEqualTo("message");
        assertThat(spec.path("display_name").asText())
                .isEqualTo("AetherCreator (Java " + Runtime.version().feature() + ")");
        assertThat(spec.path("metadata").path("debugger").asBoolean(true)).isFalse();
        try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()).filter(name -> name.startsWith("jeromq")))
                    .hasSize(1);
        }
        BufferedImage small = ImageIO.read(folder.resolve("logo-32x32.png").toFile());
        BufferedImage big = ImageIO.read(folder.resolve("logo-64x64.png").toFile());
        assertThat(List.of(small.getWidth(), big.getHeight())).containsExactly(32, 64);
        assertThat(big.getRGB(32, 27)).as("the spark's middle").isEqualTo(0xFFFFB454);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(folder.resolve("logo-svg.svg").toFile())
                        .getElementsByTagName("path")
                        .getLength())
                .isEqualTo(1);
    }

    @Test
    void whatWasDoneAndWhatIsNextIsSaid() {
        install();

        assertThat(out.toString())
                .matches("(?s)Installed \"AetherCreator \\(Java \\d+\\)\" in " + folder()
                        + ": \\d+ jars, run by Java \\S+"
                        + " in \\S+\\.\\RNext: start \"jupyter lab\" and choose it from the launcher, or \"jupyter console"
                        + " --kernel aethercreator\"\\.\\R");
    }

    @Test
    void earlierInstallationIsReplacedAndLeavesNothingBehind() throws IOException {
        install();
        Files.writeString(folder().resolve("left-over"), "");

        assertThat(install("--display-name", "Mine")).isZero();

        assertThat(out.toString()).contains("Replaced \"Mine\" in ");
        assertThat(folder().resolve("left-over")).doesNotExist();
        assertThat(folder().getParent()).isDirectoryContaining(path -> path.equals(folder()));
        try (Stream<Path> kernels = Files.list(folder().getParent())) {
            assertThat(kernels).containsExactly(folder());
        }
    }

    @Test
    void kernelOfAnotherOriginIsReplacedWithForceOnly() throws IOException {
        Files.createDirectories(folder());
        Path other = Files.writeString(folder().resolve("kernel.json"), "{\"display_name\":\"Other\"}");

        assertThat(install()).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("There is another kernel in " + folder()
                        + ". Choose another --name, or replace it with --force." + System.lineSeparator());
        assertThat(other).hasContent("{\"display_name\":\"Other\"}");

        assertThat(install("--force")).isZero();
        assertThat(other).content().contains("AetherCreator");
    }

    @Test
    void prefixThatIsAFileIsNamed() throws IOException {
        Path file = Files.writeString(prefix.resolve("file"), "");

        int code = run("install", "--prefix", file.toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "The kernel cannot be installed in " + file + "/share/jupyter/kernels/aethercreator, because "
                                + file + " is no folder. Name another one with --prefix." + System.lineSeparator());
    }

    @Test
    void nameThatJupyterWouldRefuseIsRefused() {
        assertThat(install("--name", "my kernel")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("The name of a kernel is \"my kernel\", but may have letters, digits, dots, hyphens and"
                        + " underscores only.");
    }

    @Test
    void jvmOptionThatJavaRefusesIsNamed() {
        assertThat(install("--jvm-option=-Xbogus")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("Java does not start with -Xbogus: Unrecognized option: -Xbogus. Correct --jvm-option."
                        + System.lineSeparator());
        assertThat(folder()).doesNotExist();
    }

    @Test
    void onePlaceCanBeNamedOnly() {
        assertThat(install("--user")).isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    @Test
    void javaWithoutShellIsNamed() {
        JavaRuntime jre = new JavaRuntime(Path.of("/jre"), "17.0.1", 17, false);

        assertThatThrownBy(jre::requireShell)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "The Java in /jre is a run-time environment without JShell (module jdk.jshell), which runs the"
                                + " cells. Install a JDK, version 17 or newer (Debian, Ubuntu: apt install"
                                + " openjdk-17-jdk-headless), and repeat this command with its java.");
    }

    @Test
    void foldersAreWhereJupyterLooks() throws IOException {
        Path home = Path.of("/home/ada");

        assertThat(new JupyterFolders(Map.of(), home, "Linux").user())
                .isEqualTo(Path.of("/home/ada/.local/share/jupyter/kernels"));
        assertThat(new JupyterFolders(Map.of(), home, "Mac OS X").user())
                .isEqualTo(Path.of("/home/ada/Library/Jupyter/kernels"));
        assertThat(new JupyterFolders(Map.of("APPDATA", "/roaming"), home, "Windows 11").user())
                .isEqualTo(Path.of("/roaming/jupyter/kernels"));
        assertThat(new JupyterFolders(Map.of("JUPYTER_DATA_DIR", "/data"), home, "Linux").user())
                .isEqualTo(Path.of("/data/kernels"));
        assertThat(new JupyterFolders(Map.of("CONDA_PREFIX", "/conda"), home, "Linux").sysPrefix())
                .isEqualTo(Path.of("/conda/share/jupyter/kernels"));
        assertThatThrownBy(() -> new JupyterFolders(Map.of(), home, "Linux").sysPrefix())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "--sys-prefix needs an active Python environment, but neither VIRTUAL_ENV nor CONDA_PREFIX is"
                                + " set. Activate it, or name it: --prefix \"$(python3 -c 'import sys; print(sys.prefix)')\".");
    }

    private Path folder() {
        return prefix.resolve("share/jupyter/kernels/aethercreator");
    }

    private int install(String... options) {
        List<String> words = new ArrayList<>(List.of("install", "--no-archive", "--prefix", prefix.toString()));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    private int run(String... words) {
        CommandLine commandLine = KernelMain.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(words);
    }
}
