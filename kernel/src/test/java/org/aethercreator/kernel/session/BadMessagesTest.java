package org.aethercreator.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.aethercreator.kernel.FrontEnd;
import org.aethercreator.kernel.FrontEnd.Port;
import org.aethercreator.kernel.protocol.ConnectionFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages that no front end should send leave a line in the log, and the kernel alive. */
@Timeout(120)
class BadMessagesTest {
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final Logger logger = Logger.getLogger("org.aethercreator.kernel");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            log.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private Session session;
    private FrontEnd frontEnd;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        Path file = FrontEnd.connectionFile(folder);
        session = Session.start(ConnectionFile.read(file), EchoInterpreter::new);
        frontEnd = new FrontEnd(file);
    }

    @AfterEach
    void stop() {
        frontEnd.close();
        session.close();
        logger.setUseParentHandlers(true);
        logger.removeHandler(handler);
    }

    @Test
    void framesWithoutDelimiterAreDropped() throws InterruptedException {
        frontEnd.sendFrames(Port.SHELL, List.of("garbage".getBytes(StandardCharsets.UTF_8)));

        assertDropped("A message of 2 frames has no delimiter followed by signature, header, parent header,"
                + " metadata and content.");
    }

    @Test
    void unsignedMessageIsDropped() throws InterruptedException {
        List<byte[]> frames = signedExecute();
        frames.set(1, new byte[0]);
        frontEnd.sendFrames(Port.SHELL, frames);

        assertDropped("A message is not signed.");
    }

    @Test
    void wrongSignatureIsDropped() throws InterruptedException {
        List<byte[]> frames = signedExecute();
        frames.get(1)[0] ^= 1;
        frontEnd.sendFrames(Port.SHELL, frames);

        assertDropped("The signature of a message is not made with this kernel's key.");
    }

    @Test
    void replayedMessageIsDropped() throws InterruptedException {
        List<byte[]> frames = signedExecute();
        frontEnd.sendFrames(Port.SHELL, frames);
        frontEnd.outcome(Port.SHELL, "the id");
        frontEnd.sendFrames(Port.SHELL, frames);

        assertDropped("A message was sent before, with the same signature.");
    }

    @Test
    void signedHeaderWithoutIdIsDropped() throws InterruptedException {
        List<byte[]> parts = new ArrayList<>(execute());
        parts.set(0, "{\"msg_type\":\"execute_request\"}".getBytes(StandardCharsets.UTF_8));
        frontEnd.sendFrames(Port.SHELL, frontEnd.sign(parts));

        assertDropped("The header of a signed message cannot be read: The header has no \"msg_id\".");
    }

    @Test
    void signedHeaderThatIsNoJsonIsDropped() throws InterruptedException {
        List<byte[]> parts = new ArrayList<>(execute());
        parts.set(0, "{".getBytes(StandardCharsets.UTF_8));
        frontEnd.sendFrames(Port.SHELL, frontEnd.sign(parts));

        assertThat(log.poll(30, TimeUnit.SECONDS))
                .startsWith(
                        "Dropped what arrived on SHELL: The header of a signed message cannot be read: Unexpected end-of-input");
        assertAlive();
    }

    @Test
    void requestWithoutARequiredFieldIsAnsweredWithTheReason() {
        JsonNode reply = frontEnd.ask("execute_request", Map.of()).reply().content();

        assertThat(reply.toString())
                .isEqualTo("{\"ename\":\"MalformedRequest\",\"evalue\":\"The content of execute_request cannot be read."
                        + " The field \\\"code\\\" is missing.\",\"traceback\":[],\"status\":\"error\"}");
    }

    @Test
    void requestOfAnUnknownKindIsAnsweredWithTheReason() {
        FrontEnd.Received reply = frontEnd.ask(Port.CONTROL, "debug_request", Map.of("command", "x"))
                .reply();

        assertThat(reply.type()).isEqualTo("debug_reply");
        assertThat(reply.content().toString())
                .isEqualTo(
                        "{\"ename\":\"UnsupportedRequest\",\"evalue\":\"This kernel does not answer debug_request.\","
                                + "\"traceback\":[],\"status\":\"error\"}");
    }

    @Test
    void historyOfAnUnknownAccessTypeIsAnsweredWithTheReason() {
        JsonNode reply = frontEnd.ask("history_request", Map.of("hist_access_type", "all"))
                .reply()
                .content();

        assertThat(reply.path("evalue").asText())
                .isEqualTo("The hist_access_type is \"all\", but has to be \"range\", \"tail\" or \"search\".");
    }

    @Test
    void cursorBeyondTheCodeIsItsEnd() {
        JsonNode reply = frontEnd.ask("complete_request", Map.of("code", "ab", "cursor_pos", 99))
                .reply()
                .content();

        assertThat(reply.path("cursor_end").asInt()).isEqualTo(2);
    }

    @Test
    void heartbeatEchoesAnything() {
        byte[] beat = {0, 1, 2};
        frontEnd.sendFrames(Port.HEARTBEAT, List.of(beat));

        assertThat(frontEnd.receiveFrame(Port.HEARTBEAT)).isEqualTo(beat);
    }

    private void assertDropped(String reason) throws InterruptedException {
        assertThat(log.poll(30, TimeUnit.SECONDS)).isEqualTo("Dropped what arrived on SHELL: " + reason);
        assertAlive();
    }

    private void assertAlive() {
        assertThat(frontEnd.execute("alive").reply().content().path("status").asText())
                .isEqualTo("ok");
    }

    private List<byte[]> execute() {
        return frontEnd.parts("the id", "execute_request", JsonNodeFactory.instance.objectNode(), Map.of("code", "x"));
    }

    private List<byte[]> signedExecute() {
        return frontEnd.sign(execute());
    }
}
