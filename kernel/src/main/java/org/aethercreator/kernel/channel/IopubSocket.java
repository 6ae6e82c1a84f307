package org.aethercreator.kernel.channel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.aethercreator.kernel.protocol.Author;
import org.aethercreator.kernel.protocol.MessageCodec;
import org.zeromq.ZMQ;

/**
 * What all front ends see. Subscribers are welcomed, and none loses a message as long as it reads: when one is behind,
 * the owner waits for it, the outbox fills, and the printing cell waits in turn. One that reads nothing for
 * {@link #PATIENCE} (a suspended console) loses messages instead of stopping the notebook.
 */
final class IopubSocket extends SocketOwner {
    /** So many messages may be under way to one subscriber. */
    static final int HIGH_WATER_MARK = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_WHILE_STALLED = Duration.ofMillis(5);
    private static final long ROOM_BYTES = 4L << 20;
    private static final System.Logger LOGGER = System.getLogger(IopubSocket.class.getName());

    private final MessageCodec codec;
    private final Author author;
    private boolean stalled;

    IopubSocket(ZMQ.Socket socket, MessageCodec codec, Author author) throws IOException {
        super("iopub", socket, ROOM_BYTES);
        this.codec = codec;
        this.author = author;
    }

    /** Before binding. */
    static void configure(ZMQ.Socket socket) {
        socket.setSndHWM(HIGH_WATER_MARK);
        socket.setXpubVerbose(true);
        socket.setXpubNoDrop(true);
        socket.setSendTimeOut((int) PATIENCE.toMillis());
    }

    /** A subscription is 1 and its topic; 0 and a topic is its end. */
    @Override
    void received(List<byte[]> frames) {
        byte[] frame = frames.get(0);
        if (frame.length > 0 && frame[0] == 1) {
            outbox().add(codec.encode(author.welcome(Arrays.copyOfRange(frame, 1, frame.length))));
        }
    }

    @Override
    void send(ZMQ.Socket socket, List<byte[]> frames) {
        boolean lossy = false;
        for (int i = 0; i < frames.size(); i++) {
            int flags = i < frames.size() - 1 ? ZMQ.SNDMORE : 0;
            if (!socket.send(frames.get(i), flags)) {
                setStalled(socket, true);
                lossy = true;
                socket.setXpubNoDrop(false);
                socket.send(frames.get(i), flags);
            }
        }
        if (lossy) {
            socket.setXpubNoDrop(true);
        } else {
            setStalled(socket, false);
        }
    }

    private void setStalled(ZMQ.Socket socket, boolean stalled) {
        if (stalled != this.stalled) {
            this.stalled = stalled;
            socket.setSendTimeOut((int) (stalled ? PATIENCE_WHILE_STALLED : PATIENCE).toMillis());
            LOGGER.log(
                    Level.WARNING,
                    stalled ? "A front end reads nothing; from now on it loses output" : "All front ends read again");
        }
    }
}
