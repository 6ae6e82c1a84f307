package org.aethercreator.kernel.session;

import java.util.List;
import org.aethercreator.kernel.display.MimeBundle;
import org.jspecify.annotations.Nullable;

/** How a cell ended. */
public sealed interface ExecutionResult {
    /** It ran to its end; {@code value} is its last expression's, or {@code null} if there is none to show. */
    record Success(@Nullable MimeBundle value) implements ExecutionResult {}

    /**
     * It failed or was interrupted.
     *
     * @param name exception class, such as {@code java.lang.ArithmeticException}
     * @param message of the exception; may be empty
     * @param traceback lines to show, with ANSI colours
     */
    record Failure(String name, String message, List<String> traceback) implements ExecutionResult {
        public Failure {
            traceback = List.copyOf(traceback);
        }
    }
}
