package org.aethercreator.kernel.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.protocol.ClearOutput;
import org.aethercreator.kernel.protocol.Content;
import org.aethercreator.kernel.protocol.DisplayData;
import org.aethercreator.kernel.protocol.ExecuteRequest;
import org.aethercreator.kernel.protocol.Message;
import org.aethercreator.kernel.protocol.UpdateDisplayData;

/** One execute request at work. Everything that it shows has the request as its parent, also after its end. */
final class Cell implements CellSession {
    private final Message<?> message;
    private final ExecuteRequest request;
    private final Consumer<Content> publisher;
    private final Stdin stdin;
    private final TextOutput text;
    private volatile boolean ended;

    /** @param publisher shows a content to the front ends; blocks while they are far behind */
    Cell(
            Message<?> message,
            ExecuteRequest request,
            Consumer<Content> publisher,
            Stdin stdin,
            ScheduledExecutorService timer) {
        this.message = message;
        this.request = request;
        this.publisher = request.silent() ? content -> {} : publisher;
        this.stdin = stdin;
        this.text = new TextOutput(this.publisher::accept, timer);
    }

    /** Shows {@code content} after all that was written before. */
    void show(Content content) {
        text.flushBefore(() -> publisher.accept(content));
    }

    /** Shows the rest of what was written. What threads of the cell write later is still shown. */
    void end() {
        ended = true;
        text.end();
    }

    @Override
    public String display(MimeBundle bundle) {
        String id = UUID.randomUUID().toString();
        show(new DisplayData(bundle.data(), bundle.metadata(), Map.of("display_id", id)));
        return id;
    }

    @Override
    public void update(String displayId, MimeBundle bundle) {
        show(new UpdateDisplayData(bundle.data(), bundle.metadata(), Map.of("display_id", displayId)));
    }

    @Override
    public void clear(boolean whenReplaced) {
        show(new ClearOutput(whenReplaced));
    }

    @Override
    public void print(String string) {
        try {
            standardOutput().write(string.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("Writing to a message cannot fail", e);
        }
    }

    @Override
    public OutputStream standardOutput() {
        return text.standardOutput();
    }

    @Override
    public OutputStream standardError() {
        return text.standardError();
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException, InterruptedException {
        if (!request.allowStdin()) {
            throw new IOException("The cell asks for input, but this front end takes none (allow_stdin is false)."
                    + " Run the cell in JupyterLab, or give the value in the code.");
        }
        if (ended) {
            throw new IOException("A thread asks for input after its cell has ended. Ask while the cell runs.");
        }
        text.flushBefore(() -> {});
        return stdin.ask(message, prompt, password);
    }
}
