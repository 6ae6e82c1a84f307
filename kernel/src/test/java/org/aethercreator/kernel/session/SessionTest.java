package org.aethercreator.kernel.session;

import static org.aethercreator.kernel.session.EchoInterpreter.failure;
import static org.aethercreator.kernel.session.EchoInterpreter.nothing;
import static org.aethercreator.kernel.session.EchoInterpreter.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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

/** What a front end sees of cells, over real sockets. */
@Timeout(120)
class SessionTest {
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
    void kernelInfoNamesProtocolAndLanguage() {
        JsonNode info = frontEnd.ask("kernel_info_request", Map.of()).reply().content();

        assertThat(info.path("status").asText()).isEqualTo("ok");
        assertThat(info.path("protocol_version").asText()).isEqualTo("5.5");
        assertThat(info.path("implementation").asText()).isEqualTo("aethercreator");
        assertThat(info.path("language_info").path("name").asText()).isEqualTo("echo");
        assertThat(info.path("language_info").path("file_extension").asText()).isEqualTo(".txt");
        assertThat(info.path("banner").asText()).isEqualTo("Echo");
    }

    @Test
    void everyReplyAndStatusNamesItsRequest() {
        Outcome outcome = frontEnd.ask(Port.CONTROL, "kernel_info_request", Map.of());

        assertThat(outcome.types()).containsExactly("status", "status");
        assertThat(outcome.published().get(0).content().path("execution_state").asText())
                .isEqualTo("busy");
        assertThat(outcome.reply().parent().path("msg_type").asText()).isEqualTo("kernel_info_request");
        assertThat(outcome.reply().parent().path("a_field_of_the_future").asInt())
                .as("unknown fields of the header are repeated")
                .isEqualTo(1);
        assertThat(outcome.reply().parent().has("subshell_id"))
                .as("nulls are kept")
                .isTrue();
    }

    @Test
    void cellShowsItsInputAndValue() {
        Outcome outcome = frontEnd.execute("hello");

        assertThat(outcome.types()).containsExactly("status", "execute_input", "execute_result", "status");
        assertThat(outcome.published("execute_input").get(0).content().toString())
                .isEqualTo("{\"code\":\"hello\",\"execution_count\":1}");
        assertThat(outcome.published("execute_result").get(0).content().toString())
                .isEqualTo("{\"execution_count\":1,\"data\":{\"text/plain\":\"hello\"},\"metadata\":{}}");
        JsonNode reply = outcome.reply().content();
        assertThat(reply.path("status").asText()).isEqualTo("ok");
        assertThat(reply.path("execution_count").asInt()).isEqualTo(1);
        assertThat(reply.path("user_expressions").isObject()).isTrue();
        assertThat(outcome.reply().metadata().path("started").asText()).endsWith("Z");
    }

    @Test
    void failedCellShowsTheErrorAndRepliesWithIt() {
        echo.with("fail", cell -> failure("Oops"));

        Outcome outcome = frontEnd.execute("fail");

        String error = "\"ename\":\"Oops\",\"evalue\":\"message\",\"traceback\":[\"line 1\",\"line 2\"]";
        assertThat(outcome.published("error").get(0).content().toString()).isEqualTo("{" + error + "}");
        assertThat(outcome.reply().content().path("status").asText()).isEqualTo("error");
        assertThat(outcome.reply().content().path("ename").asText()).isEqualTo("Oops");
        assertThat(outcome.reply().content().path("execution_count").asInt()).isEqualTo(1);
    }

    @Test
    void stackOverflowInTheInterpreterEndsTheCellOnly() {
        echo.with("recurse", this::recurse);

        Outcome outcome = frontEnd.execute("recurse");

        assertThat(outcome.reply().content().path("ename").asText()).isEqualTo("java.lang.StackOverflowError");
        assertThat(outcome.published("error")).hasSize(1);
        assertThat(frontEnd.execute("alive").reply().content().path("status").asText())
                .isEqualTo("ok");
    }

    @SuppressWarnings("InfiniteRecursion")
    private ExecutionResult recurse(CellSession cell) {
        return recurse(cell);
    }

    @Test
    void valueThatIsNoJsonIsAnErrorOfItsCell() {
        echo.with(
                "bad",
                cell -> new ExecutionResult.Success(
                        new MimeBundle(Map.of("application/json", new Object()), Map.of())));

        Outcome outcome = frontEnd.execute("bad");

        assertThat(outcome.reply().content().path("status").asText()).isEqualTo("error");
        assertThat(outcome.reply().content().path("evalue").asText())
                .startsWith(
                        "The execute_result cannot be written as JSON: No serializer found for class java.lang.Object");
    }

    @Test
    void halfASurrogatePairIsShownAsAQuestionMark() {
        echo.with("half", cell -> value("a\uD83Db"));

        Outcome outcome = frontEnd.execute("half");

        assertThat(outcome.published("execute_result")
                        .get(0)
                        .content()
                        .path("data")
                        .path("text/plain")
                        .asText())
                .isEqualTo("a?b");
    }

    @Test
    void silentCellShowsNothingAndIsNotCounted() {
        echo.with("print", cell -> {
            cell.print("text");
            return value("shown");
        });

        Outcome outcome = frontEnd.execute("print", Map.of("silent", true));

        assertThat(outcome.types()).containsExactly("status", "status");
        assertThat(outcome.reply().content().path("status").asText()).isEqualTo("ok");
        assertThat(frontEnd.execute("next")
                        .reply()
                        .content()
                        .path("execution_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(historyInputs("tail", Map.of("n", 10))).containsExactly("next");
    }

    @Test
    void cellWithoutHistoryIsShownButNotCounted() {
        Outcome outcome = frontEnd.execute("aside", Map.of("store_history", false));

        assertThat(outcome.published("execute_result")).hasSize(1);
        frontEnd.execute("first");
        assertThat(frontEnd.execute("second")
                        .reply()
                        .content()
                        .path("execution_count")
                        .asInt())
                .isEqualTo(2);
        assertThat(historyInputs("tail", Map.of("n", 10))).containsExactly("first", "second");
    }

    @Test
    void userExpressionsAreEvaluatedEachOnItsOwn() {
        echo.with("bad", cell -> failure("Oops"));

        Outcome outcome =
                frontEnd.execute("cell", Map.of("user_expressions", Map.of("good", "expression", "wrong", "bad")));

        JsonNode values = outcome.reply().content().path("user_expressions");
        assertThat(values.path("good").path("status").asText()).isEqualTo("ok");
        assertThat(values.path("good").path("data").path("text/plain").asText()).isEqualTo("expression");
        assertThat(values.path("wrong").path("status").asText()).isEqualTo("error");
        assertThat(values.path("wrong").path("ename").asText()).isEqualTo("Oops");
        assertThat(outcome.published("error")).isEmpty();
    }

    @Test
    void failureAbortsTheCellsThatWait() throws InterruptedException {
        CountDownLatch queued = new CountDownLatch(1);
        echo.with("fail", cell -> {
            queued.await();
            return failure("Oops");
        });
        String failing = frontEnd.sendExecute("fail", Map.of());
        String second = frontEnd.sendExecute("second", Map.of());
        String third = frontEnd.sendExecute("third", Map.of());
        // Shell requests are taken in order, so the cells above wait once this one is answered.
        frontEnd.ask("kernel_info_request", Map.of());
        queued.countDown();

        assertThat(status(frontEnd.outcome(Port.SHELL, failing))).isEqualTo("error");
        Outcome aborted = frontEnd.outcome(Port.SHELL, second);
        assertThat(status(aborted)).isEqualTo("aborted");
        assertThat(aborted.types()).containsExactly("status", "status");
        assertThat(status(frontEnd.outcome(Port.SHELL, third))).isEqualTo("aborted");
        assertThat(frontEnd.execute("later")
                        .reply()
                        .content()
                        .path("execution_count")
                        .asInt())
                .as("aborted cells are not counted")
                .isEqualTo(2);
    }

    @Test
    void failureWithoutStopOnErrorLetsTheOthersRun() {
        CountDownLatch queued = new CountDownLatch(1);
        echo.with("fail", cell -> {
            queued.await();
            return failure("Oops");
        });
        String failing = frontEnd.sendExecute("fail", Map.of("stop_on_error", false));
        String second = frontEnd.sendExecute("second", Map.of());
        frontEnd.ask("kernel_info_request", Map.of());
        queued.countDown();

        assertThat(status(frontEnd.outcome(Port.SHELL, failing))).isEqualTo("error");
        assertThat(status(frontEnd.outcome(Port.SHELL, second))).isEqualTo("ok");
    }

    @Test
    void questionsAreAnsweredWhileACellRuns() {
        CountDownLatch answered = new CountDownLatch(1);
        echo.with("wait", cell -> {
            answered.await();
            return nothing();
        });
        String running = frontEnd.sendExecute("wait", Map.of());

        assertThat(status(frontEnd.ask("kernel_info_request", Map.of()))).isEqualTo("ok");
        assertThat(status(frontEnd.ask("complete_request", Map.of("code", "ab", "cursor_pos", 2))))
                .isEqualTo("ok");
        answered.countDown();
        assertThat(status(frontEnd.outcome(Port.SHELL, running))).isEqualTo("ok");
    }

    @Test
    void interruptReachesTheRunningCell() {
        CountDownLatch running = new CountDownLatch(1);
        echo.with("sleep", cell -> {
            running.countDown();
            new CountDownLatch(1).await();
            return nothing();
        });
        String cell = frontEnd.sendExecute("sleep", Map.of());
        await(running);

        assertThat(status(frontEnd.ask(Port.CONTROL, "interrupt_request", Map.of())))
                .isEqualTo("ok");
        assertThat(frontEnd.outcome(Port.SHELL, cell)
                        .reply()
                        .content()
                        .path("ename")
                        .asText())
                .isEqualTo("Interrupted");
        assertThat(status(frontEnd.execute("alive"))).isEqualTo("ok");
    }

    @Test
    void completionCursorsAreCodePoints() {
        JsonNode reply = frontEnd.ask("complete_request", Map.of("code", "\uD83D\uDE00e.l", "cursor_pos", 4))
                .reply()
                .content();

        assertThat(reply.path("matches").toString()).isEqualTo("[\"completed\"]");
        assertThat(reply.path("cursor_start").asInt()).isEqualTo(3);
        assertThat(reply.path("cursor_end").asInt()).isEqualTo(4);
        assertThat(reply.path("metadata")
                        .path("_jupyter_types_experimental")
                        .get(0)
                        .path("type")
                        .asText())
                .isEqualTo("word");
    }

    @Test
    void inspectionCursorIsCodePoints() {
        JsonNode reply = frontEnd.ask(
                        "inspect_request", Map.of("code", "\uD83D\uDE00e", "cursor_pos", 2, "detail_level", 1))
                .reply()
                .content();

        assertThat(reply.path("found").asBoolean()).isTrue();
        assertThat(reply.path("data").path("text/plain").asText()).isEqualTo("at 3 level 1");
        assertThat(frontEnd.ask("inspect_request", Map.of("code", "", "cursor_pos", 0))
                        .reply()
                        .content()
                        .toString())
                .isEqualTo("{\"found\":false,\"data\":{},\"metadata\":{},\"status\":\"ok\"}");
    }

    @Test
    void indentIsToldForIncompleteCodeOnly() {
        assertThat(frontEnd.ask("is_complete_request", Map.of("code", "if {"))
                        .reply()
                        .content()
                        .toString())
                .isEqualTo("{\"status\":\"incomplete\",\"indent\":\"  \"}");
        assertThat(frontEnd.ask("is_complete_request", Map.of("code", "x"))
                        .reply()
                        .content()
                        .toString())
                .isEqualTo("{\"status\":\"complete\"}");
    }

    @Test
    void historyIsGivenByRangeTailAndSearch() {
        List.of("alpha", "beta", "alpha").forEach(frontEnd::execute);

        assertThat(historyInputs("tail", Map.of("n", 2))).containsExactly("beta", "alpha");
        assertThat(historyInputs("range", Map.of("session", 0, "start", 1, "stop", 3)))
                .containsExactly("alpha", "beta");
        assertThat(historyInputs("search", Map.of("pattern", "al*", "unique", true)))
                .containsExactly("alpha");
        assertThat(historyInputs("search", Map.of("pattern", "b?ta"))).containsExactly("beta");
        JsonNode withOutput = frontEnd.ask(
                        "history_request", Map.of("hist_access_type", "tail", "n", 1, "output", true, "raw", true))
                .reply()
                .content()
                .path("history");
        assertThat(withOutput.toString()).isEqualTo("[[1,3,[\"alpha\",\"alpha\"]]]");
    }

    @Test
    void commOfAnUnknownTargetIsClosed() {
        String id = frontEnd.send(
                Port.SHELL, "comm_open", Map.of("comm_id", "c1", "target_name", "nobody", "data", Map.of()));

        List<Received> published = frontEnd.published(id);

        assertThat(published).extracting(Received::type).containsExactly("status", "comm_close", "status");
        assertThat(published.get(1).content().path("comm_id").asText()).isEqualTo("c1");
        assertThat(frontEnd.ask("comm_info_request", Map.of()).reply().content().toString())
                .isEqualTo("{\"comms\":{},\"status\":\"ok\"}");
    }

    @Test
    void shutdownIsAnsweredAndAnnounced() throws InterruptedException {
        Outcome outcome = frontEnd.ask(Port.CONTROL, "shutdown_request", Map.of("restart", true));

        assertThat(outcome.reply().content().toString()).isEqualTo("{\"restart\":true,\"status\":\"ok\"}");
        assertThat(outcome.types()).containsExactly("status", "shutdown_reply", "status");
        assertThat(session.awaitShutdown()).isTrue();
    }

    private List<String> historyInputs(String accessType, Map<String, Object> options) {
        Map<String, Object> content = new HashMap<>(options);
        content.put("hist_access_type", accessType);
        content.put("output", false);
        content.put("raw", true);
        JsonNode history =
                frontEnd.ask("history_request", content).reply().content().path("history");
        List<String> inputs = new ArrayList<>();
        history.forEach(entry -> inputs.add(entry.get(2).asText()));
        return inputs;
    }

    private static String status(Outcome outcome) {
        return outcome.reply().content().path("status").asText();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
