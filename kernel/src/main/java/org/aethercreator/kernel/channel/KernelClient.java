package org.aethercreator.kernel.channel;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.kernel.protocol.Author;
import org.aethercreator.kernel.protocol.ConnectionFile;
import org.aethercreator.kernel.protocol.Content;
import org.aethercreator.kernel.protocol.Message;
import org.aethercreator.kernel.protocol.MessageCodec;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The other end of a shell channel: asks a kernel as a front end does. Used by one thread. */
public final class KernelClient implements AutoCloseable {
    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket socket = context.socket(SocketType.DEALER);
    private final Author author = new Author();
    private final MessageCodec codec;

    private KernelClient(ConnectionFile file, Duration patience) {
        codec = MessageCodec.of(file);
        socket.setLinger(0);
        socket.setReceiveTimeOut((int) patience.toMillis());
        socket.connect(file.address(file.shellPort()));
    }

    /**
     * Connects to the kernel of {@code file}, which may start later.
     *
     * @param patience how long a reply may take
     */
    public static KernelClient connect(ConnectionFile file, Duration patience) {
        return new KernelClient(file, patience);
    }

    /**
     * Sends a request and waits for its reply.
     *
     * @throws SocketTimeoutException if none comes in time
     */
    public Message<Content> ask(Content content) throws SocketTimeoutException {
        Message<?> request = author.request(content);
        List<byte[]> frames = codec.encode(request);
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        while (true) {
            Message<Content> reply = codec.decode(receive(request));
            if (reply.parent() != null
                    && reply.parent().messageId().equals(request.header().messageId())) {
                return reply;
            }
        }
    }

    private List<byte[]> receive(Message<?> request) throws SocketTimeoutException {
        byte[] frame = socket.recv();
        if (frame == null) {
            throw new SocketTimeoutException("The kernel did not answer " + request.type() + " in time.");
        }
        List<byte[]> frames = new ArrayList<>(List.of(frame));
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
        }
        return frames;
    }

    @Override
    public void close() {
        socket.close();
        context.term();
    }
}
