package org.aethercreator.kernel.session;

import static org.aethercreator.kernel.session.EchoInterpreter.nothing;
import static org.aethercreator.kernel.session.EchoInterpreter.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aethercreator.kernel.FrontEnd;
import org.aethercreator.kernel.FrontEnd.Outcome;
import org.aethercreator.kernel.FrontEnd.Port;
import org.aethercreator.kernel.FrontEnd.Received;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.protocol.ConnectionFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cells write, show and ask, as a front end sees it over real sockets. */
@Timeout(120)
class CellOutputTest {
    private final EchoInterpreter echo = new EchoInterpreter();
    private Session session;
    private FrontEnd frontEnd;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path file = FrontEnd.connectionFile(folder);
        session = Session.start(ConnectionFile.read(file), () -> echo);
        frontEnd = new FrontEnd(file);
    }

    @AfterEach
    void stop() {
        frontEnd.close();
        session.close();
    }

    @Test
    void millionLinesArriveInOrderBeforeTheCellEnds() {
        int lines = 1_000_000;
        echo.with("flood", cell -> {
            PrintStream out = new PrintStream(cell.standardOutput(), true, StandardCharsets.UTF_8);
            for (int i = 0; i < lines; i++) {
                out.println("line " + i);
            }
            return value("done");
        });

        Outcome outcome = frontEnd.execute("flood");

        String expected =
                IntStream.range(0, lines).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        assertThat(outcome.text("stdout").equals(expected)).isTrue();
        assertThat(outcome.published("stream")).hasSizeBetween(300, 5_000);
        assertThat(outcome.types()
                        .subList(outcome.types().size() - 2, outcome.types().size()))
                .containsExactly("execute_result", "status");
    }

    @Test
    void standardOutputAndErrorKeepTheirOrder() {
        echo.with("both", cell -> {
            cell.print("a");
            cell.standardError().write('b');
            cell.print("cd");
            return nothing();
        });

        assertThat(frontEnd.execute("both").published("stream"))
                .extracting(message -> message.content().toString())
                .containsExactly(
                        "{\"name\":\"stdout\",\"text\":\"a\"}",
                        "{\"name\":\"stderr\",\"text\":\"b\"}",
                        "{\"name\":\"stdout\",\"text\":\"cd\"}");
    }

    @Test
    void characterIsNotTornByItsBytes() {
        byte[] smile = "\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
        echo.with("torn", cell -> {
            cell.standardOutput().write(smile, 0, 3);
            cell.display(MimeBundle.text("between"));
            cell.standardOutput().write(smile, 3, 1);
            return nothing();
        });

        Outcome outcome = frontEnd.execute("torn");

        assertThat(outcome.types()).containsExactly("status", "execute_input", "display_data", "stream", "status");
        assertThat(outcome.text("stdout")).isEqualTo("\uD83D\uDE00");
    }

    @Test
    void hugeTextIsCutAtCharacters() {
        String text = "\u20AC".repeat(50_000);
        echo.with("huge", cell -> {
            cell.print(text);
            return nothing();
        });

        Outcome outcome = frontEnd.execute("huge");

        assertThat(outcome.text("stdout")).isEqualTo(text);
        assertThat(outcome.published("stream")).hasSize(5);
    }

    @Test
    void textAppearsWhileTheCellRuns() {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        echo.with("wait", cell -> {
            cell.print("here");
            seen.join();
            return nothing();
        });
        String id = frontEnd.sendExecute("wait", Map.of());

        Received text = frontEnd.receive(Port.IOPUB, message -> message.type().equals("stream"));

        assertThat(text.content().path("text").asText()).isEqualTo("here");
        seen.complete(null);
        frontEnd.outcome(Port.SHELL, id);
    }

    @Test
    void displayComesAfterTheTextBeforeItAndCanBeUpdated() {
        echo.with("display", cell -> {
            cell.print("before");
            String id = cell.display(MimeBundle.html("<b>1</b>", "1"));
            cell.clear(true);
            cell.update(id, MimeBundle.text("2"));
            cell.print("after");
            return nothing();
        });

        Outcome outcome = frontEnd.execute("display");

        assertThat(outcome.types())
                .containsExactly(
                        "status",
                        "execute_input",
                        "stream",
                        "display_data",
                        "clear_output",
                        "update_display_data",
                        "stream",
                        "status");
        JsonNode first = outcome.published("display_data").get(0).content();
        JsonNode second = outcome.published("update_display_data").get(0).content();
        assertThat(first.path("data").path("text/html").asText()).isEqualTo("<b>1</b>");
        assertThat(first.path("transient").path("display_id").asText())
                .isNotEmpty()
                .isEqualTo(second.path("transient").path("display_id").asText());
        assertThat(second.path("data").path("text/plain").asText()).isEqualTo("2");
        assertThat(outcome.published("clear_output").get(0).content().toString())
                .isEqualTo("{\"wait\":true}");
    }

    @Test
    void outputOfAThreadThatOutlivesItsCellBelongsToTheCell() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        echo.with("thread", cell -> {
            new Thread(() -> {
                        ended.join();
                        cell.print("late");
                    })
                    .start();
            return nothing();
        });
        String id = frontEnd.sendExecute("thread", Map.of());
        frontEnd.outcome(Port.SHELL, id);
        frontEnd.execute("next");

        ended.complete(null);

        Received text = frontEnd.receive(Port.IOPUB, message -> message.type().equals("stream"));
        assertThat(text.content().path("text").asText()).isEqualTo("late");
        assertThat(text.isAbout(id)).isTrue();
    }

    @Test
    void lineOfTheUserReachesTheCell() {
        echo.with("ask", cell -> {
            cell.print("before");
            return value("got " + cell.readLine("Name?", false) + cell.readLine("Key?", true));
        });
        String id = frontEnd.sendExecute("ask", Map.of());

        assertThat(frontEnd.receive(Port.IOPUB, message -> message.type().equals("stream"))
                        .content()
                        .path("text")
                        .asText())
                .as("text before the question is shown before it")
                .isEqualTo("before");
        Received question = frontEnd.receive(Port.STDIN, message -> true);
        assertThat(question.type()).isEqualTo("input_request");
        assertThat(question.isAbout(id)).isTrue();
        assertThat(question.content().toString()).isEqualTo("{\"prompt\":\"Name?\",\"password\":false}");
        frontEnd.sendInput(question, "Ada");
        Received secret = frontEnd.receive(Port.STDIN, message -> true);
        assertThat(secret.content().toString()).isEqualTo("{\"prompt\":\"Key?\",\"password\":true}");
        frontEnd.sendInput(question, "late answer to the first question");
        frontEnd.sendInput(secret, "42");

        assertThat(frontEnd.outcome(Port.SHELL, id).published("execute_result"))
                .extracting(message ->
                        message.content().path("data").path("text/plain").asText())
                .containsExactly("got Ada42");
    }

    @Test
    void inputIsRefusedWhereTheFrontEndTakesNone() {
        echo.with("ask", cell -> value(cell.readLine("Name?", false)));

        Outcome outcome = frontEnd.execute("ask", Map.of("allow_stdin", false));

        assertThat(outcome.reply().content().path("evalue").asText())
                .isEqualTo("The cell asks for input, but this front end takes none (allow_stdin is false)."
                        + " Run the cell in JupyterLab, or give the value in the code.");
    }

    @Test
    void interruptEndsAQuestion() {
        echo.with("ask", cell -> value(cell.readLine("Name?", false)));
        String id = frontEnd.sendExecute("ask", Map.of());
        frontEnd.receive(Port.STDIN, message -> message.type().equals("input_request"));

        frontEnd.ask(Port.CONTROL, "interrupt_request", Map.of());

        assertThat(frontEnd.outcome(Port.SHELL, id)
                        .reply()
                        .content()
                        .path("ename")
                        .asText())
                .isEqualTo("Interrupted");
    }

    @Test
    void interruptEndsAFloodAndKeepsWhatWasPrinted() {
        echo.with("flood", cell -> {
            long lines = 0;
            while (!Thread.interrupted()) {
                cell.print("line " + lines++ + "\n");
            }
            return value("lines " + lines);
        });
        String id = frontEnd.sendExecute("flood", Map.of());
        frontEnd.receive(Port.IOPUB, message -> message.type().equals("stream"));

        frontEnd.send(Port.CONTROL, "interrupt_request", Map.of());

        Outcome outcome = frontEnd.outcome(Port.SHELL, id);
        String result = outcome.published("execute_result")
                .get(0)
                .content()
                .path("data")
                .path("text/plain")
                .asText();
        List<String> lines = outcome.text("stdout").lines().toList();
        long lastLine = Long.parseLong(lines.get(lines.size() - 1).substring("line ".length()));
        assertThat(result).isEqualTo("lines " + (lastLine + 1));
        assertThat(frontEnd.execute("alive").reply().content().path("status").asText())
                .isEqualTo("ok");
    }
}
