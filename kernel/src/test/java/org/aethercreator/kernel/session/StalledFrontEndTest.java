package org.aethercreator.kernel.session;

import static org.aethercreator.kernel.session.EchoInterpreter.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.aethercreator.kernel.FrontEnd;
import org.aethercreator.kernel.protocol.ConnectionFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A front end that is connected but reads nothing, such as a suspended console. */
@Tag("full")
@Timeout(180)
class StalledFrontEndTest {
    @Test
    void othersGoOnAfterAWhile(@TempDir Path folder) throws IOException {
        Path file = FrontEnd.connectionFile(folder);
        ConnectionFile connection = ConnectionFile.read(file);
        String line = "x".repeat(1_000) + "\n";
        int lines = 100_000;
        EchoInterpreter echo = new EchoInterpreter().with("flood", cell -> {
            for (int i = 0; i < lines; i++) {
                cell.print(line);
            }
            return nothing();
        });
        try (Session session = Session.start(connection, () -> echo);
                ZMQ.Context context = ZMQ.context(1);
                ZMQ.Socket stalled = context.socket(SocketType.SUB);
                FrontEnd frontEnd = new FrontEnd(file)) {
            stalled.setRcvHWM(1);
            stalled.setReceiveBufferSize(4_096);
            stalled.subscribe("");
            stalled.connect(connection.address(connection.iopubPort()));
            frontEnd.receive(FrontEnd.Port.IOPUB, message -> message.type().equals("iopub_welcome"));

            FrontEnd.Outcome flood = frontEnd.execute("flood");

            assertThat(flood.text("stdout")).hasSize(lines * line.length());
            assertThat(frontEnd.execute("alive")
                            .reply()
                            .content()
                            .path("status")
                            .asText())
                    .isEqualTo("ok");
        }
    }
}
