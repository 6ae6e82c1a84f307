package org.aethercreator.magics.render;

import java.time.Duration;
import java.util.Locale;
import org.aethercreator.kernel.display.CellOutput;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.progress.ProgressUpdate;
import org.jspecify.annotations.Nullable;
import org.owasp.encoder.Encode;

/** Progress as a bar in the cell's output, one bar a stage, redrawn in place a few times a second. */
public final class ProgressBar implements Progress {
    private static final long REDRAW_NANOS = 200_000_000;

    private final CellOutput output;
    private @Nullable String stage;
    private @Nullable String displayId;
    private long drawnAtNanos;

    public ProgressBar(CellOutput output) {
        this.output = output;
    }

    @Override
    public synchronized void update(ProgressUpdate update) {
        if (displayId == null || !update.stage().equals(stage)) {
            stage = update.stage();
            displayId = output.display(bundle(update));
            drawnAtNanos = System.nanoTime();
        } else if (update.finished() || System.nanoTime() - drawnAtNanos >= REDRAW_NANOS) {
            output.update(displayId, bundle(update));
            drawnAtNanos = System.nanoTime();
        }
    }

    private static MimeBundle bundle(ProgressUpdate update) {
        String words = words(update);
        String label = Encode.forHtmlAttribute(update.stage());
        String bar = update.total() == 0
                ? "<progress aria-label=\"" + label + "\"></progress>"
                : "<progress aria-label=\"" + label + "\" max=\"" + update.total() + "\" value=\""
                        + Math.min(update.done(), update.total()) + "\"></progress>";
        String html = "<div style=\"display:flex;gap:0.8em;align-items:center\">" + bar + "<span>"
                + Encode.forHtml(words) + "</span></div>";
        return MimeBundle.html(html, words);
    }

    private static String words(ProgressUpdate update) {
        String amount = update.total() == 0
                ? amount(update.done(), update.unit())
                : "%.0f %%, %s of %s"
                        .formatted(
                                100 * update.fraction(),
                                amount(update.done(), update.unit()),
                                amount(update.total(), update.unit()));
        String time = update.finished()
                ? ", took " + duration(update.elapsed())
                : update.remaining()
                        .map(left -> ", " + duration(left) + " left")
                        .orElse("");
        String detail = update.detail().isEmpty() || update.finished() ? "" : " (" + update.detail() + ")";
        return update.stage() + ": " + amount + time + detail;
    }

    private static String amount(long count, ProgressUnit unit) {
        return unit == ProgressUnit.BYTES
                ? String.format(Locale.ROOT, "%.1f MB", count / 1e6)
                : count + " " + unit.symbol();
    }

    private static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
