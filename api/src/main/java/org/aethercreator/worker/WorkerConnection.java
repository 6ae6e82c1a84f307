package org.aethercreator.worker;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** The worker's end of the socket. */
final class WorkerConnection {
    private final SocketChannel channel;

    WorkerConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Sends; if the parent is gone, the reading thread notices and ends the process. */
    synchronized void send(Frame frame) {
        try {
            frame.write(channel);
        } catch (IOException e) {
            System.err.println("worker: cannot answer: " + e.getMessage());
        }
    }
}
