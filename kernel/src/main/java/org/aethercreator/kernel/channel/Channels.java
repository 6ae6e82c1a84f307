package org.aethercreator.kernel.channel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aethercreator.kernel.protocol.Author;
import org.aethercreator.kernel.protocol.ConnectionFile;
import org.aethercreator.kernel.protocol.Message;
import org.aethercreator.kernel.protocol.MessageCodec;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** All sockets of a kernel. What is sent may come from any thread; what arrives goes to the {@link Receiver}. */
public final class Channels implements AutoCloseable {
    /** How long messages that a front end has not fetched yet may delay the exit. */
    private static final int LINGER_MILLIS = 500;

    private static final int JOIN_MILLIS = 500;

    private final ZMQ.Context context;
    private final MessageCodec codec;
    private final List<ZMQ.Socket> bound = new ArrayList<>();
    private final Map<Channel, RequestSocket> requests = new EnumMap<>(Channel.class);
    private final IopubSocket iopub;
    private boolean closed;

    private Channels(ZMQ.Context context, ConnectionFile file, Author author, Receiver receiver) throws IOException {
        this.context = context;
        this.codec = MessageCodec.of(file);
        try {
            ZMQ.Socket heartbeat = bind(SocketType.ROUTER, "hb_port", file, file.heartbeatPort());
            iopub = new IopubSocket(bind(SocketType.XPUB, "iopub_port", file, file.iopubPort()), codec, author);
            addRequests(Channel.STDIN, bind(SocketType.ROUTER, "stdin_port", file, file.stdinPort()), receiver);
            addRequests(Channel.CONTROL, bind(SocketType.ROUTER, "control_port", file, file.controlPort()), receiver);
            addRequests(Channel.SHELL, bind(SocketType.ROUTER, "shell_port", file, file.shellPort()), receiver);
            Heartbeat.start(heartbeat);
        } catch (IOException e) {
            bound.forEach(ZMQ.Socket::close);
            context.term();
            throw e;
        }
    }

    private void addRequests(Channel channel, ZMQ.Socket socket, Receiver receiver) throws IOException {
        requests.put(channel, new RequestSocket(channel, socket, codec, receiver));
    }

    /**
     * Binds the sockets that {@code file} names. Nothing is received before {@link #start}.
     *
     * @throws IOException if a port is taken
     */
    public static Channels bind(ConnectionFile file, Author author, Receiver receiver) throws IOException {
        return new Channels(ZMQ.context(1), file, author, receiver);
    }

    private ZMQ.Socket bind(SocketType type, String name, ConnectionFile file, int port) throws IOException {
        ZMQ.Socket socket = context.socket(type);
        bound.add(socket);
        socket.setLinger(LINGER_MILLIS);
        if (type == SocketType.XPUB) {
            IopubSocket.configure(socket);
        } else {
            socket.setHWM(0);
            // A front end that reconnects takes over its old identity.
            socket.setRouterHandover(true);
        }
        try {
            socket.bind(file.address(port));
            return socket;
        } catch (ZMQException e) {
            throw new IOException(
                    "The kernel cannot listen on " + file.address(port) + " (" + name + " of the connection file): "
                            + e.getMessage() + ". If another program took the port meanwhile, start the kernel again.",
                    e);
        }
    }

    /** Begins to receive and send. */
    public void start() {
        iopub.start();
        requests.values().forEach(SocketOwner::start);
    }

    /** Sends an answer; never blocks. */
    public void send(Channel channel, Message<?> message) {
        Objects.requireNonNull(requests.get(channel)).outbox().add(codec.encode(message));
    }

    /** Shows a message to all front ends; never blocks. For what must go out even while a cell floods them. */
    public void publish(Message<?> message) {
        iopub.outbox().add(codec.encode(message));
    }

    /** Shows a message to all front ends; blocks while they are far behind. For what a cell can produce without end. */
    public void publishWhenRoom(Message<?> message) {
        iopub.outbox().addWhenRoom(codec.encode(message));
    }

    /** Sends what waits, for at most a second or so, and closes all sockets. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<SocketOwner> owners = new ArrayList<>(requests.values());
        owners.add(iopub);
        owners.forEach(SocketOwner::close);
        try {
            for (SocketOwner owner : owners) {
                owner.join(JOIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.term();
    }
}
