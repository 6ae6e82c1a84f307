package org.aethercreator.check;

import java.util.regex.Pattern;

/** The name of a model as Ollama reads it: {@code [scheme://][host/][namespace/]model[:tag]}. */
final class ModelName {
    private static final String HOST = "(?:[A-Za-z]+://)?[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}/";
    private static final String NAMESPACE = "[A-Za-z0-9_][A-Za-z0-9_-]{0,79}/";
    private static final String PART = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}";
    private static final Pattern FORMAT =
            Pattern.compile("(?:(?:" + HOST + ")?" + NAMESPACE + ")?" + PART + "(?::" + PART + ")?");

    private ModelName() {}

    static boolean isValid(String name) {
        return FORMAT.matcher(name).matches();
    }
}
