/**
 * Jupyter messages, protocol 5.5: records named as in the <a
 * href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">specification</a>, one file a kind, and how
 * they are written and signed. Start at {@link org.aethercreator.kernel.protocol.MessageCodec}. It knows neither
 * sockets nor what a kernel does with a message.
 *
 * <p>Why records and not JSON trees: a handler sees at compile time what a message holds, and a missing or unknown
 * field is dealt with once, here. Unknown fields are ignored in contents and kept in headers, which replies repeat.
 */
@NullMarked
package org.aethercreator.kernel.protocol;

import org.jspecify.annotations.NullMarked;
