/**
 * The sockets between front ends and a kernel: ZeroMQ by jeromq. Start at
 * {@link org.aethercreator.kernel.channel.Channels}. It does not know what messages mean, nor who answers them.
 *
 * <p>Why one owner thread for each socket: jeromq's sockets are not safe for several threads, and a thread that sleeps
 * in a selector until there is something to receive or to send answers at once and costs nothing while idle. Others
 * hand their messages to its {@code Outbox} and wake it by {@link java.nio.channels.Selector#wakeup}, which, unlike a
 * pipe or an in-process socket, is not harmed when the thread of an interrupted cell does it.
 */
@NullMarked
package org.aethercreator.kernel.channel;

import org.jspecify.annotations.NullMarked;
