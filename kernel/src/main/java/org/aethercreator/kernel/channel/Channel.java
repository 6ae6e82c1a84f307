package org.aethercreator.kernel.channel;

/** The sockets on which a front end talks to the kernel and is answered. */
public enum Channel {
    /** Requests, one after the other. */
    SHELL,
    /** Requests that must not wait behind a running cell, such as an interrupt. */
    CONTROL,
    /** What the user enters when a cell asks. */
    STDIN
}
