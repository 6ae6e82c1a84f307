package org.aethercreator.kernel.jshell;

import java.util.ArrayList;
import java.util.List;

/** The part of a stack trace that is the user's. */
final class StackFrames {
    private static final String KERNEL = StackFrames.class.getPackageName() + ".";
    private static final List<String> MACHINERY =
            List.of(KERNEL, "jdk.jshell.", "jdk.internal.reflect.", "java.lang.invoke.MutableCallSite");

    private StackFrames() {}

    /** Frames down to the deepest one of a cell; if there is none, down to where the kernel called a magic. */
    static List<StackTraceElement> ofUser(Throwable thrown) {
        StackTraceElement[] all = thrown.getStackTrace();
        int end = all.length;
        while (end > 0 && !JShellNames.isWrapped(all[end - 1].getClassName())) {
            end--;
        }
        if (end == 0) {
            while (end < all.length && !all[end].getClassName().startsWith(KERNEL)) {
                end++;
            }
        }
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            if (isUsers(all[i]) && !(i > 0 && isContinued(all[i - 1], all[i]))) {
                frames.add(all[i]);
            }
        }
        return frames;
    }

    /** JShell splits the initializer of a {@code var} off into a method of its own. */
    private static boolean isContinued(StackTraceElement callee, StackTraceElement caller) {
        return JShellNames.isCellItself(callee)
                && JShellNames.isCellItself(caller)
                && callee.getClassName().equals(caller.getClassName());
    }

    private static boolean isUsers(StackTraceElement frame) {
        return MACHINERY.stream().noneMatch(frame.getClassName()::startsWith);
    }
}
