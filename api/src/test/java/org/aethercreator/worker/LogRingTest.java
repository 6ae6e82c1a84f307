package org.aethercreator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogRingTest {
    private final LogRing log = new LogRing();

    @Test
    void keepsTheLastThreeHundredLines() {
        for (int i = 0; i < 1000; i++) {
            log.add("line " + i);
        }
        assertThat(log.lines()).hasSize(300).startsWith("line 700").endsWith("line 999");
    }

    @Test
    void cutsLongLinesAndKeepsAnUnfinishedLastOne() {
        log.drain(
                new ByteArrayInputStream(("ü\r\n" + "x".repeat(100_000) + "\nlast").getBytes(StandardCharsets.UTF_8)));
        assertThat(log.lines()).containsExactly("ü", "x".repeat(2000), "last");
    }
}
