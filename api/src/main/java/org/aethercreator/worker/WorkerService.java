package org.aethercreator.worker;

/**
 * The work that a worker does: runs in the worker process, made there by its constructor without parameters.
 *
 * <p>One request at a time, always on the same thread, because native libraries keep a team of threads for each thread
 * that calls them.
 */
public interface WorkerService {
    /**
     * Does what the request asks for.
     *
     * @return what becomes the result's JSON, by Jackson
     * @throws IllegalArgumentException if the caller gave a wrong value; the caller gets the message
     * @throws java.util.concurrent.CancellationException after the request was cancelled
     * @throws Exception if it cannot be done; the caller gets the message
     */
    Object handle(WorkerRequest request) throws Exception;

    /**
     * Removes what nobody will ask for any more: the parent has died, by whatever means, and the process is about to
     * end. Runs on another thread than {@link #handle}, which may be at work.
     */
    default void abandon() {}
}
