package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * llama.cpp's log, in the worker: everything but debug lines goes to the process's error output, from where the parent
 * keeps the last lines; errors are kept here as well, to say why something failed.
 */
final class NativeLog implements LlamaLibrary.LogCallback {
    private static final int DEBUG = 1;
    private static final int ERROR = 4;
    private static final int CONTINUED = 5;
    private static final int ERRORS_KEPT = 20;

    /** ggml tells so which of its builds for processors it took, such as {@code libggml-cpu-zen4.so}. */
    private static final Pattern PROCESSOR_VARIANT =
            Pattern.compile("loaded CPU backend from .*ggml-cpu-([a-z0-9_]+)\\.");

    private final List<String> errors = new ArrayList<>();
    private int lastLevel;
    private String processorVariant = "";

    @Override
    public synchronized void invoke(int level, @Nullable Pointer text, @Nullable Pointer userData) {
        int effective = level == CONTINUED ? lastLevel : level;
        lastLevel = effective;
        if (text == null || effective == DEBUG) {
            return;
        }
        String line = text.getString(0, StandardCharsets.UTF_8.name());
        System.err.print(line);
        Matcher variant = PROCESSOR_VARIANT.matcher(line);
        if (variant.find()) {
            processorVariant = variant.group(1);
        }
        if (effective == ERROR && errors.size() < ERRORS_KEPT) {
            errors.add(line.strip());
        }
    }

    /** The generation of processors that the library's code is for; empty if it has but one. */
    synchronized String processorVariant() {
        return processorVariant;
    }

    /** The errors since the last call. */
    synchronized List<String> takeErrors() {
        List<String> taken = List.copyOf(errors);
        errors.clear();
        return taken;
    }
}
