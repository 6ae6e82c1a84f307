package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock JJava, as pip installs it, with our jars on its class path. */
class JJavaIT {
    private static final String JJAVA = "java";

    @Test
    void magicsFindAllThatTheyNeed(@TempDir Path folder) throws Exception {
        String probeClasses =
                TestJupyter.FOLDERS.notebooks().resolve("target/test-classes").toString();
        JupyterEnvironment environment = TestJupyter.environment()
                .with("JJAVA_CLASSPATH", probeClasses + File.pathSeparator + TestJupyter.FOLDERS.kernelClassPath());

        List<ExecutedCell> cells = TestJupyter.runCells(
                environment,
                JJAVA,
                folder,
                "var given = 6 * 7;",
                "%probe --name \"two words\" it's",
                "%%probe\nline 1\nline 2",
                "probed.body().lines().count() + words.size()",
                "probed",
                "new LongAdder().sum()",
                "%probe fail");

        ExecutedCell line = cells.get(1);
        assertThat(line.standardOutput()).isEqualTo("printed by the magic\n");
        assertThat(line.displayed("text/plain"))
                .containsExactly("updated", "Probed[words=[--name, two words, it's], body=null, seen=42]");
        assertThat(line.displayed("text/html")).containsExactly("<b>3 words</b>");
        assertThat(cells.get(2).displayed("text/html")).containsExactly("<b>0 words</b>");
        assertThat(cells.get(3).displayed("text/plain")).containsExactly("2");
        assertThat(cells.get(4).displayed("text/html")).containsExactly("<b>0 words</b>");
        assertThat(cells.get(5).displayed("text/plain")).containsExactly("0");
        assertThat(cells.get(6).error().orElseThrow().traceback())
                .endsWith("Caused by: org.aethercreator.kernel.magic.MagicException: there is no such thing as a fail");
    }
}
