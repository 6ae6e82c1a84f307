package org.aethercreator.kernel.channel;

import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Echoes what a front end sends to see whether the kernel's process lives. */
final class Heartbeat {
    private Heartbeat() {}

    /** Starts the thread that owns {@code socket}, a bound router; it ends with the socket's context. */
    static void start(ZMQ.Socket socket) {
        Thread thread = new Thread(() -> echo(socket), "kernel-heartbeat");
        thread.setDaemon(true);
        thread.start();
    }

    private static void echo(ZMQ.Socket socket) {
        try (socket) {
            while (true) {
                byte[] frame = socket.recv();
                socket.send(frame, socket.hasReceiveMore() ? ZMQ.SNDMORE : 0);
            }
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                throw e;
            }
        }
    }
}
