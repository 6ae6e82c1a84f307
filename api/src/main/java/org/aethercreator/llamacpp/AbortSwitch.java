package org.aethercreator.llamacpp;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * Stops a computation of llama.cpp from another thread.
 *
 * <p>llama.cpp asks {@code bool abort_callback(void * data)} before each of the hundreds of operations of a token,
 * which is too often for a call into Java. C's {@code strlen} is such a function: it says 0, go on, for the empty
 * string, and 1, stop, for a string of one character.
 */
final class AbortSwitch {
    private final Memory string = new Memory(64);
    private final Pointer callback = Function.getFunction(Platform.C_LIBRARY_NAME, "strlen");

    AbortSwitch() {
        string.clear();
    }

    Pointer callback() {
        return callback;
    }

    Pointer data() {
        return string;
    }

    void abort() {
        string.setByte(0, (byte) 1);
    }

    void reset() {
        string.setByte(0, (byte) 0);
    }
}
