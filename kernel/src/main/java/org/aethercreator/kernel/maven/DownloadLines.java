package org.aethercreator.kernel.maven;

import java.util.function.Consumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Says what is downloaded, and ends downloads when the thread that waits for them is interrupted. */
final class DownloadLines extends AbstractTransferListener {
    private static final long ANNOUNCED_FROM_BYTES = 5_000_000;

    private final Thread waiting;
    private final Consumer<String> lines;

    DownloadLines(Thread waiting, Consumer<String> lines) {
        this.waiting = waiting;
        this.lines = lines;
    }

    @Override
    public void transferStarted(TransferEvent event) throws TransferCancelledException {
        checkNotInterrupted();
        if (event.getResource().getContentLength() >= ANNOUNCED_FROM_BYTES) {
            lines.accept("Downloading " + name(event) + ", "
                    + size(event.getResource().getContentLength()) + " ...");
        }
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        checkNotInterrupted();
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        if (name(event).endsWith(".jar")) {
            lines.accept("Downloaded " + name(event) + ", " + size(event.getTransferredBytes()));
        }
    }

    private void checkNotInterrupted() throws TransferCancelledException {
        if (waiting.isInterrupted()) {
            throw new TransferCancelledException("The download was interrupted.");
        }
    }

    private static String name(TransferEvent event) {
        String path = event.getResource().getResourceName();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String size(long bytes) {
        return bytes < 1_000_000 ? Math.max(1, Math.round(bytes / 1e3)) + " kB" : Math.round(bytes / 1e6) + " MB";
    }
}
