package org.aethercreator.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cells see: the JDK, visible packages, what the user adds, and nothing of the kernel's libraries. */
class ClassPathTest {
    private TestNotebook notebook;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        notebook = new TestNotebook(JavaOptions.standard().withWorkingFolder(folder));
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void theKernelsLibrariesAreHiddenFromTheCompilerAndAtRunTime() {
        for (String name : List.of(
                "com.fasterxml.jackson.databind.ObjectMapper",
                "org.zeromq.ZMQ",
                "picocli.CommandLine",
                "org.objectweb.asm.ClassReader",
                "org.slf4j.Logger",
                "org.aethercreator.kernel.jshell.JavaInterpreter",
                "org.aethercreator.kernel.session.CellSession")) {
            assertThat(notebook.failure("Class<?> c = " + name + ".class;").name())
                    .as(name)
                    .isEqualTo("CompileError");
            assertThat(notebook.failure("Class.forName(\"" + name + "\")").name())
                    .as(name)
                    .isEqualTo("java.lang.ClassNotFoundException");
        }
    }

    @Test
    void theJdkAndTheKernelsInterfacesAreVisible() {
        assertThat(notebook.value("new org.aethercreator.kernel.display.Renderers() != null"))
                .isEqualTo("true");
        assertThat(notebook.value("javax.tools.ToolProvider.getSystemJavaCompiler() != null"))
                .isEqualTo("true");
        assertThat(notebook.value("com.sun.source.tree.Tree.class.getSimpleName()"))
                .isEqualTo("Tree");
        assertThat(notebook.value("java.sql.Types.INTEGER")).isEqualTo("4");
    }

    @Test
    void anotherVersionOfAKernelLibraryWorks() {
        notebook.value("%maven com.fasterxml.jackson.core:jackson-databind:2.15.2");
        assertThat(notebook.value("""
                import com.fasterxml.jackson.databind.ObjectMapper;
                new ObjectMapper().version() + " " + new ObjectMapper().writeValueAsString(Map.of("a", 1))""")).isEqualTo("2.15.2 {\"a\":1}");
    }

    @Test
    void aLibraryAndWhatItNeedsComesFromMaven() {
        notebook.value("%maven com.google.code.gson:gson:2.11.0");
        assertThat(notebook.cell.out()).endsWith("Added gson-2.11.0.jar, error_prone_annotations-2.27.0.jar\n");
        assertThat(notebook.value("new com.google.gson.Gson().toJson(List.of(1, 2))"))
                .isEqualTo("[1,2]");
        notebook.value("%maven com.google.code.gson:gson:2.11.0");
        assertThat(notebook.cell.out()).isEqualTo("All of it is there already.\n");
        notebook.value("%addMavenDependency com.google.code.gson:gson:2.10.1");
        assertThat(notebook.cell.out())
                .startsWith("gson stays at 2.11.0, which is in use; restart the kernel to change to 2.10.1.\n");
    }

    @Test
    void anUnknownLibraryIsNamedInOneParagraph() {
        assertThat(notebook.failure("%maven org.aethercreator.none:none:1.0").message())
                .isEqualTo("Not found: org.aethercreator.none:none:jar:1.0. Repositories asked: central"
                        + " (https://repo.maven.apache.org/maven2/). Check group, artifact and version, or add a"
                        + " repository with %mavenRepo ID URL.");
        assertThat(notebook.failure("%maven gson").message())
                .isEqualTo("\"gson\" are no Maven coordinates: group:artifact:version is needed, such as"
                        + " com.google.code.gson:gson:2.11.0.");
    }

    @Test
    void aFolderWithClassesAndServicesCanBeAdded() throws IOException {
        compile("org/example/Greeter.java", "package org.example; public interface Greeter { String greet(); }");
        compile(
                "org/example/Hello.java",
                "package org.example; public class Hello implements Greeter { public String greet() { return \"hello\"; }"
                        + " }");
        service("org.example.Greeter", "org.example.Hello");
        notebook.value("%classpath classes");
        assertThat(notebook.value("ServiceLoader.load(org.example.Greeter.class).iterator().next().greet()"))
                .isEqualTo("hello");
        assertThat(notebook.value("""
                CompletableFuture.supplyAsync(() ->
                    ServiceLoader.load(org.example.Greeter.class).iterator().next().greet()).get()""")).isEqualTo("hello");
        assertThat(notebook.value("org.example.Hello.class.getPackage().getName()"))
                .isEqualTo("org.example");
        notebook.value("%classpath");
        assertThat(notebook.cell.out()).isEqualTo(folder.resolve("classes") + "\n");
    }

    @Test
    void aLoopInAnAddedLibraryCanBeStopped() throws Exception {
        compile(
                "org/example/Endless.java",
                "package org.example; public class Endless { public static void run() { System.out.println(1); while"
                        + " (true) {} } }");
        notebook.value("%classpath classes");
        RecordingCell cell = new RecordingCell();
        Thread interrupter = new Thread(() -> {
            while (cell.out().isEmpty()) {
                Thread.onSpinWait();
            }
            notebook.java.interrupt();
        });
        interrupter.start();
        assertThat(TestNotebook.plain(notebook.failureIn("org.example.Endless.run();", cell)))
                .startsWith("The cell was interrupted.\n  at org.example.Endless.run(Endless.java:1)");
        interrupter.join();
    }

    @Test
    void anExtensionInAnAddedFolderIsInstalled() throws IOException {
        compile("org/example/Extension.java", """
                package org.example;
                import java.util.List;
                import org.aethercreator.kernel.display.*;
                import org.aethercreator.kernel.magic.*;
                public class Extension implements KernelExtension {
                    public static class Temperature { }
                    public List<Magic> magics() {
                        return List.of(new SimpleMagic("warm", Magic.Form.LINE, "warms", "%warm", call -> 21));
                    }
                    public void registerRenderers(Renderers renderers) {
                        renderers.register(Temperature.class, value -> MimeBundle.text("21 °C"));
                    }
                    public List<String> imports() {
                        return List.of("import org.example.Extension.Temperature;", "import org.missing.*;");
                    }
                    public List<String> visiblePackages() { return List.of(); }
                }
                """);
        service("org.aethercreator.kernel.magic.KernelExtension", "org.example.Extension");
        notebook.value("%classpath classes");
        assertThat(notebook.value("%warm")).isEqualTo("21");
        assertThat(notebook.value("new Temperature()")).isEqualTo("21 °C");
    }

    @Test
    void classPathAndCodeCanBeThereFromTheStart() throws IOException {
        compile("org/example/Five.java", "package org.example; public class Five { public static int N = 5; }");
        try (TestNotebook prepared = new TestNotebook(JavaOptions.standard()
                .withClassPath(List.of(folder.resolve("classes")))
                .withStartupCode(List.of("import org.example.*;", "int six = Five.N + 1;", "this is wrong")))) {
            assertThat(prepared.value("six + Five.N")).isEqualTo("11");
        }
    }

    @Test
    void aPathThatDoesNotExistIsNamed() {
        assertThat(notebook.failure("%classpath missing.jar").message())
                .isEqualTo("There is no file or folder " + folder.resolve("missing.jar") + ".");
        assertThat(notebook.failure("%classpath *.jar").message())
                .isEqualTo("Nothing matches *.jar in " + folder + ".");
    }

    private void compile(String path, String source) throws IOException {
        Path file = folder.resolve("source").resolve(path);
        Files.createDirectories(file.getParent());
        Files.createDirectories(folder.resolve("classes"));
        Files.writeString(file, source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.resolve("classes").toString(),
                        "-cp",
                        folder.resolve("classes") + java.io.File.pathSeparator + Path.of("target/classes"),
                        file.toString());
        assertThat(status).isZero();
    }

    private void service(String service, String provider) throws IOException {
        Path file = folder.resolve("classes/META-INF/services").resolve(service);
        Files.createDirectories(file.getParent());
        Files.writeString(file, provider);
    }
}
