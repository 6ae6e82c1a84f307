package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextStreamTest {
    @Test
    void characterSplitOverTokensWaitsForItsLastByte() {
        TextStream stream = new TextStream(List.of());
        byte[] bear = "🐻".getBytes(StandardCharsets.UTF_8);
        assertThat(stream.append(new byte[] {'a', bear[0]})).isEqualTo("a");
        assertThat(stream.append(new byte[] {bear[1], bear[2]})).isEmpty();
        assertThat(stream.append(new byte[] {bear[3], 'b'})).isEqualTo("🐻b");
        assertThat(stream.finish()).isEmpty();
    }

    @Test
    void unfinishedCharacterAtTheEndIsDropped() {
        TextStream stream = new TextStream(List.of());
        assertThat(stream.append(new byte[] {'a', (byte) 0xF0, (byte) 0x9F})).isEqualTo("a");
        assertThat(stream.finish()).isEmpty();
    }

    @Test
    void textHoweverCutIsTheSame() {
        String text = "Größe 🐻‍❄️ 日本語 \uD834\uDD1E é";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            TextStream stream = new TextStream(List.of("not in it", "日本人"));
            StringBuilder shown = new StringBuilder();
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + random.nextInt(5));
                shown.append(stream.append(java.util.Arrays.copyOfRange(bytes, from, to)));
                assertThat(text).startsWith(shown);
                from = to;
            }
            assertThat(shown.append(stream.finish())).hasToString(text);
        }
    }

    @Test
    void stopTextIsHeldBackAndNeverShown() {
        TextStream stream = new TextStream(List.of("</end>"));
        assertThat(append(stream, "good <")).isEqualTo("good ");
        assertThat(append(stream, "/e")).isEmpty();
        assertThat(stream.stopped()).isFalse();
        assertThat(append(stream, "nd> more")).isEmpty();
        assertThat(stream.stopped()).isTrue();
        assertThat(stream.finish()).isEmpty();
    }

    @Test
    void whatTurnsOutToBeNoStopTextIsShown() {
        TextStream stream = new TextStream(List.of("aab"));
        assertThat(append(stream, "xaa")).isEqualTo("x");
        assertThat(append(stream, "a")).isEqualTo("a");
        assertThat(append(stream, "c")).isEqualTo("aac");
        assertThat(append(stream, "a")).isEmpty();
        assertThat(stream.finish()).isEqualTo("a");
    }

    @Test
    void earliestStopTextCounts() {
        TextStream stream = new TextStream(List.of("three", "two"));
        assertThat(append(stream, "one two three")).isEqualTo("one ");
        assertThat(stream.stopped()).isTrue();
    }

    private static String append(TextStream stream, String text) {
        return stream.append(text.getBytes(StandardCharsets.UTF_8));
    }
}
