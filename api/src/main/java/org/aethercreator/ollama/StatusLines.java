package org.aethercreator.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Consumer;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.progress.ProgressUpdate;

/**
 * The lines in which a server tells how far it is with a model. Those that count bytes become a stage of their own for
 * each file, the others are steps of {@code work}.
 */
final class StatusLines implements Consumer<JsonNode> {
    private static final int SHOWN_DIGITS = 12;

    private final Progress progress;
    private final String work;
    private String stage = "";
    private long stageBegan = System.nanoTime();
    private long steps;
    private String lastStatus = "";

    StatusLines(Progress progress, String work) {
        this.progress = progress;
        this.work = work;
    }

    /** The last status; {@code success} if all went well. */
    String lastStatus() {
        return lastStatus;
    }

    @Override
    public void accept(JsonNode line) {
        String status = line.path("status").asText();
        String digest = line.path("digest").asText();
        long totalBytes = line.path("total").asLong();
        if (!digest.isEmpty() && totalBytes > 0) {
            String shown = digest.replaceFirst("^sha256:", "");
            long doneBytes = Math.max(0, line.path("completed").asLong());
            update(
                    work + ": " + shown.substring(0, Math.min(SHOWN_DIGITS, shown.length())),
                    Math.min(doneBytes, totalBytes),
                    totalBytes,
                    ProgressUnit.BYTES,
                    "");
        } else if (!status.equals(lastStatus)) {
            steps++;
            boolean last = status.equals("success");
            update(work, steps, last ? steps : 0, ProgressUnit.STEPS, status);
        }
        lastStatus = status;
    }

    private void update(String newStage, long done, long total, ProgressUnit unit, String detail) {
        if (!newStage.equals(stage)) {
            stage = newStage;
            stageBegan = System.nanoTime();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - stageBegan);
        progress.update(new ProgressUpdate(newStage, done, total, unit, detail, elapsed));
    }
}
