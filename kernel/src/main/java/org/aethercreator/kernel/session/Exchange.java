package org.aethercreator.kernel.session;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.aethercreator.kernel.channel.Channel;
import org.aethercreator.kernel.channel.Channels;
import org.aethercreator.kernel.protocol.Author;
import org.aethercreator.kernel.protocol.Content;
import org.aethercreator.kernel.protocol.ErrorReply;
import org.aethercreator.kernel.protocol.Message;
import org.aethercreator.kernel.protocol.Status;
import org.jspecify.annotations.Nullable;

/** The way of one message: busy, its handling, the reply, idle. Whatever is thrown, the reply and idle are sent. */
final class Exchange {
    private static final System.Logger LOGGER = System.getLogger(Exchange.class.getName());

    private final Channels channels;
    private final Author author;

    Exchange(Channels channels, Author author) {
        this.channels = channels;
        this.author = author;
    }

    /** Handles {@code message}; what {@code handler} returns is sent if an answer is expected. */
    void handle(Channel channel, Message<?> message, Handler handler) {
        String started = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
        publish(message, Status.BUSY);
        try {
            Content reply = replyOf(message, handler);
            if (reply != null && message.isRequest()) {
                channels.send(channel, author.reply(message, reply, Map.of("started", started)));
            }
        } catch (Throwable e) {
            LOGGER.log(Level.ERROR, "The reply to " + message.type() + " could not be sent", e);
        } finally {
            publish(message, Status.IDLE);
        }
    }

    private static @Nullable Content replyOf(Message<?> message, Handler handler) {
        try {
            return handler.handle();
        } catch (Throwable e) {
            LOGGER.log(Level.ERROR, "Handling " + message.type() + " failed", e);
            return error(e);
        }
    }

    /** Publishes to all front ends, about {@code request}. */
    void publish(Message<?> request, Content content) {
        channels.publish(author.publish(request.header(), content));
    }

    /** What a front end is told of {@code thrown}. */
    static ErrorReply error(Throwable thrown) {
        return new ErrorReply(
                thrown.getClass().getName(),
                Objects.requireNonNullElse(thrown.getMessage(), ""),
                Arrays.stream(thrown.getStackTrace())
                        .limit(20)
                        .map(StackTraceElement::toString)
                        .toList());
    }

    /** Does what a message asks. */
    @FunctionalInterface
    interface Handler {
        /** The reply's content; {@code null} if the message needs none. */
        @Nullable
        Content handle() throws Exception;
    }
}
