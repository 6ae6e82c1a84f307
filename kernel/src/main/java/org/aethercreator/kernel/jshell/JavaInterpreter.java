package org.aethercreator.kernel.jshell;

import org.aethercreator.kernel.session.CellSession;
import org.aethercreator.kernel.session.Completeness;
import org.aethercreator.kernel.session.Completions;
import org.aethercreator.kernel.session.ExecutionResult;
import org.aethercreator.kernel.session.Inspection;
import org.aethercreator.kernel.session.Interpreter;
import org.aethercreator.kernel.session.LanguageInfo;

/** Java cells and magics, run by JShell in this JVM. */
public final class JavaInterpreter implements Interpreter {
    private JavaInterpreter() {}

    /** Returns at once; JShell becomes ready on a thread of its own, and whoever needs it waits for it. */
    public static JavaInterpreter start(JavaOptions options) {
        return new JavaInterpreter();
    }

    @Override
    public LanguageInfo language() {
        String version = System.getProperty("java.version");
        return new LanguageInfo(
                "java",
                version,
                "text/x-java-source",
                ".jshell",
                "java",
                "text/x-java",
                "AetherCreator, Java " + version);
    }

    @Override
    public ExecutionResult execute(String code, int executionCount, CellSession cell) {
        throw new UnsupportedOperationException("Follows with the next commit of this branch.");
    }

    @Override
    public Completions complete(String code, int cursor) {
        throw new UnsupportedOperationException("Follows with the next commit of this branch.");
    }

    @Override
    public Inspection inspect(String code, int cursor, int detailLevel) {
        throw new UnsupportedOperationException("Follows with the next commit of this branch.");
    }

    @Override
    public Completeness isComplete(String code) {
        throw new UnsupportedOperationException("Follows with the next commit of this branch.");
    }

    @Override
    public void interrupt() {}

    @Override
    public void close() {}
}
