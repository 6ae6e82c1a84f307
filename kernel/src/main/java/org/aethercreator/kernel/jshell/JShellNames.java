package org.aethercreator.kernel.jshell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JShell nests each snippet in a class of its own; users shall not see that. */
final class JShellNames {
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+?(?=\\$|\\.|$|\\W)");
    private static final Pattern QUALIFIER = Pattern.compile("REPL\\.\\$JShell\\$[0-9A-Z_]+[$.]");
    private static final Pattern PACKAGE = Pattern.compile("REPL\\.(?=\\$JShell)");
    private static final String ENTRY = "do_it$";

    private JShellNames() {}

    /** {@code REPL.$JShell$12} of {@code REPL.$JShell$12$Shape}. */
    static String wrapperOf(String className) {
        Matcher matcher = WRAPPER.matcher(className);
        return matcher.lookingAt() ? matcher.group() : className;
    }

    static boolean isWrapped(String className) {
        return className.startsWith("REPL.$JShell$");
    }

    /** {@code text} with the names that the user gave: {@code Shape} for {@code REPL.$JShell$12$Shape}. */
    static String clean(String text) {
        return text.contains("$JShell$")
                ? PACKAGE.matcher(QUALIFIER.matcher(text).replaceAll("")).replaceAll("")
                : text;
    }

    /** Whether the frame is the statements of a cell, and not a method or lambda in it. */
    static boolean isCellItself(StackTraceElement frame) {
        return frame.getMethodName().startsWith(ENTRY) && isWrapped(frame.getClassName());
    }

    /** What a frame ran: {@code Shape.area}, {@code area}, or nothing for the statements of a cell. */
    static String place(StackTraceElement frame) {
        if (isCellItself(frame)) {
            return "";
        }
        String method = frame.getMethodName();
        return method.startsWith("lambda$" + ENTRY) ? "lambda" : clean(frame.getClassName() + ".") + method;
    }
}
