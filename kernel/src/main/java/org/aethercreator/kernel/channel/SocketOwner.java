package org.aethercreator.kernel.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The only thread that touches a socket: sleeps until something arrived or waits in the outbox, and moves it. */
abstract class SocketOwner {
    private static final System.Logger LOGGER = System.getLogger(SocketOwner.class.getName());

    private final ZMQ.Socket socket;
    private final Outbox outbox;
    private final Selector selector;
    private final Thread thread;
    private volatile boolean closing;

    /** Takes over {@code socket}, which is bound already. */
    SocketOwner(String name, ZMQ.Socket socket, long roomBytes) throws IOException {
        this.socket = socket;
        this.selector = Selector.open();
        this.outbox = new Outbox(roomBytes, selector::wakeup);
        this.thread = new Thread(this::run, "kernel-" + name);
        thread.setDaemon(true);
    }

    /** Called on the owner's thread for what arrived. */
    abstract void received(List<byte[]> frames);

    /** Called on the owner's thread; all frames of a message are sent or, if it cannot be delivered, none. */
    void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    final Outbox outbox() {
        return outbox;
    }

    final void start() {
        thread.start();
    }

    /** Asks the owner to send what waits and to close its socket. */
    final void close() {
        outbox.close();
        closing = true;
        selector.wakeup();
    }

    final void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    private void run() {
        try (selector) {
            // ZeroMQ's descriptor only tells that something changed, so all is moved before sleeping again.
            socket.getFD().register(selector, SelectionKey.OP_READ);
            while (true) {
                boolean last = closing;
                while (moveOne()) {
                    // Until nothing is left to move.
                }
                if (last) {
                    return;
                }
                selector.select();
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The selector of " + thread.getName() + " failed", e);
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                throw e;
            }
        } finally {
            socket.close();
        }
    }

    private boolean moveOne() {
        boolean moved = false;
        try {
            List<byte[]> arrived = receive();
            if (arrived != null) {
                moved = true;
                received(arrived);
            }
            List<byte[]> waiting = outbox.poll();
            if (waiting != null) {
                moved = true;
                send(socket, waiting);
            }
        } catch (Throwable e) {
            if (e instanceof ZMQException zmq && zmq.getErrorCode() == ZMQ.Error.ETERM.getCode()) {
                throw zmq;
            }
            // Not even an Error may end this thread: without it the kernel would be deaf. An OutOfMemoryError that a
            // cell caused hits whoever allocates next.
            LOGGER.log(Level.ERROR, thread.getName() + " could not handle a message", e);
        }
        return moved;
    }

    private @Nullable List<byte[]> receive() {
        byte[] frame = socket.recv(ZMQ.DONTWAIT);
        if (frame == null) {
            return null;
        }
        List<byte[]> frames = new ArrayList<>();
        frames.add(frame);
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
        }
        return frames;
    }
}
