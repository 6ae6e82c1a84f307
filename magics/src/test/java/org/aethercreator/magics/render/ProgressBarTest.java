package org.aethercreator.magics.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.magics.RecordingContext;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.progress.ProgressUpdate;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final RecordingContext notebook = new RecordingContext(Path.of(""));
    private final ProgressBar bar = new ProgressBar(notebook);

    private static ProgressUpdate update(String stage, long done, long seconds) {
        return new ProgressUpdate(stage, done, 100, ProgressUnit.TENSORS, "blk.<0>", Duration.ofSeconds(seconds));
    }

    @Test
    void aStageIsOneBarAndItsEndIsAlwaysShown() {
        for (int done = 0; done <= 100; done++) {
            bar.update(update("quantize Q8_0", done, 1));
        }

        assertThat(notebook.displayed).hasSize(1);
        assertThat(notebook.displayed.get(0).data().get(MimeBundle.PLAIN))
                .isEqualTo("quantize Q8_0: 100 %, 100 tensors of 100 tensors, took 1.0 s");
    }

    @Test
    void theNextStageIsAnotherBar() {
        bar.update(update("load", 100, 1));
        bar.update(update("measure", 25, 90));

        assertThat(notebook.displayed).hasSize(2);
        assertThat(notebook.displayed.get(1).data().get(MimeBundle.PLAIN))
                .isEqualTo("measure: 25 %, 25 tensors of 100 tensors, 4 min 30 s left (blk.<0>)");
        assertThat(notebook.displayed.get(1).data().get(MimeBundle.HTML).toString())
                .contains("<progress aria-label=\"measure\" max=\"100\" value=\"25\">", "(blk.&lt;0&gt;)");
    }
}
