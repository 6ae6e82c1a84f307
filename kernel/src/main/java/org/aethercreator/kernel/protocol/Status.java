package org.aethercreator.kernel.protocol;

/** Whether the kernel works on the request that the parent header names. */
public record Status(String executionState) implements Content {
    public static final Status STARTING = new Status("starting");
    public static final Status BUSY = new Status("busy");
    public static final Status IDLE = new Status("idle");
}
