package org.aethercreator.llamacpp;

import java.io.IOException;

/** Takes what was collected so far, to go on from there if need be. */
@FunctionalInterface
public interface ActivationCheckpoint {
    /** Keeps {@code soFar}, the sums of its chunks and of no part of another. */
    void keep(Activations soFar) throws IOException, InterruptedException;
}
