package org.aethercreator.kernel.channel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import org.aethercreator.kernel.protocol.Content;
import org.aethercreator.kernel.protocol.Message;
import org.aethercreator.kernel.protocol.MessageCodec;
import org.aethercreator.kernel.protocol.MessageFormatException;
import org.zeromq.ZMQ;

/** A router socket: messages of front ends come in, answers to them go out. */
final class RequestSocket extends SocketOwner {
    private static final System.Logger LOGGER = System.getLogger(RequestSocket.class.getName());

    private final Channel channel;
    private final MessageCodec codec;
    private final Receiver receiver;

    RequestSocket(Channel channel, ZMQ.Socket socket, MessageCodec codec, Receiver receiver) throws IOException {
        super(channel.name().toLowerCase(Locale.ROOT), socket, Long.MAX_VALUE);
        this.channel = channel;
        this.codec = codec;
        this.receiver = receiver;
    }

    @Override
    void received(List<byte[]> frames) {
        Message<Content> message;
        try {
            message = codec.decode(frames);
        } catch (MessageFormatException e) {
            LOGGER.log(Level.WARNING, "Dropped what arrived on " + channel + ": " + e.getMessage());
            return;
        }
        receiver.received(channel, message);
    }
}
