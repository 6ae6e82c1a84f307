package org.aethercreator.kernel.session;

/**
 * A language. {@link #execute} runs one call at a time, on the session's execution thread; the other methods may be
 * called meanwhile from other threads, so that a front end can complete and inspect while a cell runs.
 */
public interface Interpreter extends AutoCloseable {
    /** What {@code kernel_info_reply} says of the language; answered at once, before the language is ready to run. */
    LanguageInfo language();

    /** Runs the cell. Never throws for what the cell does: that is a {@link ExecutionResult.Failure}. */
    ExecutionResult execute(String code, int executionCount, CellSession cell);

    /**
     * What could stand at the cursor.
     *
     * @param cursor offset in {@code code}, in UTF-16 units (the session converts from the protocol's code points)
     */
    Completions complete(String code, int cursor);

    /** What is known of the name at the cursor (UTF-16 units), in more detail from {@code detailLevel} 1 on. */
    Inspection inspect(String code, int cursor, int detailLevel);

    /** Whether Enter should run {@code code} or continue it on a new line. */
    Completeness isComplete(String code);

    /** Ends the running cell as soon as possible; does nothing if none runs. Returns without waiting for it. */
    void interrupt();

    /** Gives up what the language holds. */
    @Override
    void close();
}
