package org.aethercreator.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void aStageCountsWhatIsDone() {
        List<ProgressUpdate> updates = new ArrayList<>();
        ProgressStage stage = ((Progress) updates::add).stage("quantize", 4, ProgressUnit.TENSORS);
        stage.advance(1, "blk.0");
        stage.advance(3, "blk.1");

        assertThat(updates).extracting(ProgressUpdate::done).containsExactly(0L, 1L, 4L);
        assertThat(updates).extracting(ProgressUpdate::finished).containsExactly(false, false, true);
    }

    @Test
    void timeLeftFollowsTheAverageSpeed() {
        ProgressUpdate update = new ProgressUpdate("load", 25, 100, ProgressUnit.BYTES, "", Duration.ofSeconds(10));

        assertThat(update.fraction()).isEqualTo(0.25);
        assertThat(update.remaining()).contains(Duration.ofSeconds(30));
    }

    @Test
    void timeLeftIsUnknownAtTheStartAndWithoutATotal() {
        assertThat(new ProgressUpdate("load", 0, 100, ProgressUnit.BYTES, "", Duration.ZERO).remaining())
                .isEmpty();
        assertThat(new ProgressUpdate("load", 5, 0, ProgressUnit.BYTES, "", Duration.ofSeconds(1)).remaining())
                .isEmpty();
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatThrownBy(() -> new ProgressUpdate("load", -1, 10, ProgressUnit.BYTES, "", Duration.ZERO))
                .hasMessage("done and total must not be negative: -1 of 10");
    }
}
