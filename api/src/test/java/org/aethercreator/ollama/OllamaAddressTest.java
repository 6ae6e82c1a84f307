package org.aethercreator.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaAddressTest {
    /** Those of Ollama's own tests ({@code TestHost} in {@code envconfig/config_test.go}), as a client connects. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, http://127.0.0.1:11434",
                "1.2.3.4, http://1.2.3.4:11434",
                ":1234, http://127.0.0.1:1234",
                "1.2.3.4:1234, http://1.2.3.4:1234",
                "example.com, http://example.com:11434",
                "example.com:1234, http://example.com:1234",
                ":0, http://127.0.0.1:0",
                ":66000, http://127.0.0.1:11434",
                ":-1, http://127.0.0.1:11434",
                "[::1], http://[::1]:11434",
                "[::]:1337, http://[::1]:1337",
                "[::1]:1337, http://[::1]:1337",
                "::1, http://[::1]:11434",
                "` 1.2.3.4 `, http://1.2.3.4:11434",
                "\"1.2.3.4\", http://1.2.3.4:11434",
                "'1.2.3.4', http://1.2.3.4:11434",
                "http://1.2.3.4, http://1.2.3.4:80",
                "http://1.2.3.4:4321, http://1.2.3.4:4321",
                "https://1.2.3.4, https://1.2.3.4:443",
                "https://1.2.3.4:4321, https://1.2.3.4:4321",
                "https://example.com/ollama, https://example.com:443/ollama",
                "example.com:1234/, http://example.com:1234",
                "ollama.com, https://ollama.com:443",
                "0.0.0.0, http://127.0.0.1:11434",
                "0.0.0.0:8080, http://127.0.0.1:8080"
            })
    void variableIsReadAsOllamaDoes(String variable, String address) {
        assertThat(OllamaAddress.parse(variable)).isEqualTo(URI.create(address));
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OllamaAddress.parse("my host"))
                .withMessage("\"my host\" is no address of a server (Illegal character in authority); write for example"
                        + " 127.0.0.1:11434 or http://gpu-box:11434, as in OLLAMA_HOST.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OllamaClient.at(URI.create("localhost:11434")))
                .withMessage("\"localhost:11434\" is no address of a server; write scheme, host and port, for example"
                        + " http://127.0.0.1:11434.");
    }
}
