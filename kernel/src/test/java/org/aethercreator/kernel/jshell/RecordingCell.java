package org.aethercreator.kernel.jshell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.session.CellSession;

/** A cell that keeps what is written to it, and answers with prepared lines. */
final class RecordingCell implements CellSession {
    final List<MimeBundle> displayed = Collections.synchronizedList(new ArrayList<>());
    final List<String> updates = Collections.synchronizedList(new ArrayList<>());
    final List<String> prompts = Collections.synchronizedList(new ArrayList<>());
    private final Deque<String> answers = new ArrayDeque<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    RecordingCell answering(String... lines) {
        answers.addAll(List.of(lines));
        return this;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public OutputStream standardOutput() {
        return out;
    }

    @Override
    public OutputStream standardError() {
        return err;
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        prompts.add(out() + prompt);
        if (answers.isEmpty()) {
            throw new IOException("This front end takes no input.");
        }
        return answers.remove();
    }

    @Override
    public String display(MimeBundle bundle) {
        displayed.add(bundle);
        return "display-" + displayed.size();
    }

    @Override
    public void update(String displayId, MimeBundle bundle) {
        updates.add(displayId + ": " + bundle.data().get(MimeBundle.PLAIN));
    }

    @Override
    public void clear(boolean whenReplaced) {
        displayed.clear();
    }

    @Override
    public void print(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
