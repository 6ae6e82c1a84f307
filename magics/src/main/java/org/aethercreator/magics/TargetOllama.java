package org.aethercreator.magics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.aethercreator.modelfile.OllamaVersion;
import org.aethercreator.ollama.OllamaClient;
import org.aethercreator.ollama.OllamaException;
import org.jspecify.annotations.Nullable;

/**
 * The Ollama that a Modelfile is written for: the version that was asked for, else that of the server that answers,
 * else the newest known.
 *
 * @param server where it answers; empty if none was asked
 */
record TargetOllama(OllamaVersion version, Optional<String> server) {
    /**
     * A server of this machine answers in a few milliseconds, or in some more on a busy one; nobody waits for longer.
     */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** @param wanted a version, or null to ask the server */
    static TargetOllama of(@Nullable String wanted, Supplier<OllamaClient> servers) throws InterruptedException {
        if (wanted != null) {
            return new TargetOllama(OllamaVersion.parse(wanted), Optional.empty());
        }
        try (OllamaClient client = servers.get().withConnectTimeout(TIMEOUT).withFirstByteTimeout(TIMEOUT)) {
            return new TargetOllama(
                    client.version(), Optional.of(client.server().toString()));
        } catch (OllamaException | IllegalArgumentException none) { // %ollama says what is wrong
            return new TargetOllama(OllamaVersion.NEWEST_KNOWN, Optional.empty());
        }
    }

    /** Which it is, if that was found out and not asked for; else empty. */
    String note() {
        return server.map(address -> "Checked for Ollama " + version + ", which answers at " + address
                        + "; --for names another version." + System.lineSeparator())
                .orElse("");
    }
}
