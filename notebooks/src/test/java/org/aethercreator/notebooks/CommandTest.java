package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void bothOutputsAndTheStatusArrive() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        int status = Command.of("sh", "-c", "echo out; echo err >&2; exit 3").run(output);

        assertThat(status).isEqualTo(3);
        assertThat(output).hasToString("out\nerr\n");
    }

    @Test
    void aFailedCommandIsNamedWithItsStatus() {
        assertThat(catchThrowable(() -> Command.of("sh", "-c", "exit 3").require(new ByteArrayOutputStream())))
                .hasMessage("This command ended with status 3: sh -c exit 3");
        assertThat(catchThrowable(
                        () -> Command.of("sh", "-c", "echo why; exit 3").output()))
                .hasMessage("This command ended with status 3: sh -c echo why; exit 3\nwhy");
    }

    @Test
    void theProgramEndsWithTheProcessThatRunsIt() throws Exception {
        List<String> java = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-classpath",
                "target/classes:target/test-classes",
                Sleeper.class.getName());
        Process parent = new ProcessBuilder(java).start();
        parent.inputReader().readLine(); // it runs
        ProcessHandle program = parent.children().findFirst().orElseThrow();

        parent.destroy(); // as Ctrl-C does

        assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    /** Waits for a program that would run for an hour. */
    static final class Sleeper {
        public static void main(String[] arguments) throws Exception {
            Command.of("sh", "-c", "echo running; exec sleep 3600").run(System.out);
        }
    }
}
