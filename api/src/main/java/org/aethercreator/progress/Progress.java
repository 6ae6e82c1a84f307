package org.aethercreator.progress;

/**
 * Receives how far an operation is.
 *
 * <p>Called from the thread that runs the operation, often: an implementation returns fast and drops updates that come
 * sooner than it can show them, except {@linkplain ProgressUpdate#finished() finished} ones.
 */
@FunctionalInterface
public interface Progress {
    /** Takes note of {@code update}. */
    void update(ProgressUpdate update);

    /** Ignores everything. */
    static Progress none() {
        return update -> {};
    }

    /** Starts a stage of {@code total} units; a total of 0 means that it is not known. */
    default ProgressStage stage(String name, long total, ProgressUnit unit) {
        return new ProgressStage(this, name, total, unit);
    }
}
