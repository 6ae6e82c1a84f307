package org.aethercreator.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.session.ExecutionResult;

/** An interpreter and the numbers of its cells. */
final class TestNotebook implements AutoCloseable {
    final JavaInterpreter java;
    RecordingCell cell = new RecordingCell();
    private int count;

    TestNotebook() {
        this(JavaOptions.standard().withWorkingFolder(Path.of("target")));
    }

    TestNotebook(JavaOptions options) {
        java = JavaInterpreter.start(options);
    }

    ExecutionResult execute(String code) {
        cell = new RecordingCell();
        return execute(code, cell);
    }

    ExecutionResult execute(String code, RecordingCell in) {
        cell = in;
        count++;
        return java.execute(code, count, in);
    }

    /** Runs a cell that must succeed; its value as plain text, or an empty text if it shows none. */
    String value(String code) {
        MimeBundle bundle = bundle(execute(code));
        return bundle == null ? "" : (String) bundle.data().get(MimeBundle.PLAIN);
    }

    MimeBundle bundle(ExecutionResult result) {
        assertThat(result)
                .as(() ->
                        result instanceof ExecutionResult.Failure failure ? String.join("\n", failure.traceback()) : "")
                .isInstanceOf(ExecutionResult.Success.class);
        return ((ExecutionResult.Success) result).value();
    }

    /** Runs a cell that must fail. */
    ExecutionResult.Failure failure(String code) {
        return failureIn(code, new RecordingCell());
    }

    ExecutionResult.Failure failureIn(String code, RecordingCell in) {
        ExecutionResult result = execute(code, in);
        assertThat(result).isInstanceOf(ExecutionResult.Failure.class);
        return (ExecutionResult.Failure) result;
    }

    /** The traceback of a cell that must fail, without colours. */
    String traceback(String code) {
        return plain(failure(code));
    }

    static String plain(ExecutionResult.Failure failure) {
        return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    int count() {
        return count;
    }

    @Override
    public void close() {
        java.close();
    }
}
