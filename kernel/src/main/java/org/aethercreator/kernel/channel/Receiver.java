package org.aethercreator.kernel.channel;

import org.aethercreator.kernel.protocol.Content;
import org.aethercreator.kernel.protocol.Message;

/** Takes what arrives. Called on the thread that owns the socket, so it must hand over what takes long. */
@FunctionalInterface
public interface Receiver {
    void received(Channel channel, Message<Content> message);
}
