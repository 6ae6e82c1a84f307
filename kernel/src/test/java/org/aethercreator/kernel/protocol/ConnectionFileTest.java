package org.aethercreator.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {
    private static final String PORTS =
            "\"shell_port\":1,\"control_port\":2,\"stdin_port\":3,\"iopub_port\":4,\"hb_port\":5";

    @TempDir
    private Path folder;

    @Test
    void fieldsAreReadAndUnknownOnesIgnored() throws IOException {
        ConnectionFile file = read("{\"ip\":\"127.0.0.2\",\"key\":\"secret\",\"kernel_name\":\"x\"," + PORTS + "}");

        assertThat(file.address(file.shellPort())).isEqualTo("tcp://127.0.0.2:1");
        assertThat(file.heartbeatPort()).isEqualTo(5);
        assertThat(file.signatureScheme()).isEqualTo("hmac-sha256");
        assertThat(file.toString()).doesNotContain("secret");
    }

    @Test
    void missingFileIsNamed() {
        Path missing = folder.resolve("missing.json");

        assertThatThrownBy(() -> ConnectionFile.read(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("The connection file " + missing + " does not exist. Jupyter writes it before it starts a"
                        + " kernel; start the kernel from Jupyter.");
    }

    @Test
    void folderIsNoConnectionFile() {
        assertThatThrownBy(() -> ConnectionFile.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("The connection file " + folder + " cannot be read: Is a directory");
    }

    @Test
    void textIsNoConnectionFile() {
        assertThatThrownBy(() -> read("hello"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The file " + folder.resolve("connection.json")
                        + " is no connection file for this kernel. It is no JSON object with the fields of one"
                        + " (Unrecognized token 'hello'");
    }

    @Test
    void missingPortIsNamed() {
        assertThatThrownBy(() -> read("{" + PORTS.replace("iopub_port", "other_port") + "}"))
                .isInstanceOf(IOException.class)
                .hasMessage("The file " + folder.resolve("connection.json") + " is no connection file for this kernel."
                        + " Its \"iopub_port\" is 0, but has to be a port from 1 to 65535.");
    }

    @Test
    void ipcIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> read("{\"transport\":\"ipc\"," + PORTS + "}"))
                .isInstanceOf(IOException.class)
                .hasMessage("The file " + folder.resolve("connection.json") + " is no connection file for this kernel."
                        + " Its \"transport\" is \"ipc\", but this kernel speaks \"tcp\" only. Start the front end"
                        + " without --KernelManager.transport, or with tcp.");
    }

    @Test
    void unknownSignatureSchemeIsRefused() throws IOException {
        ConnectionFile file = read("{\"signature_scheme\":\"hmac-md2\",\"key\":\"k\"," + PORTS + "}");

        assertThatThrownBy(() -> MessageCodec.of(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The signature_scheme is \"hmac-md2\", which this Java cannot compute; \"hmac-sha256\" works.");
    }

    private ConnectionFile read(String json) throws IOException {
        return ConnectionFile.read(Files.writeString(folder.resolve("connection.json"), json));
    }
}
