package org.aethercreator.tokenizer;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aethercreator.storage.CacheFolder;
import org.jspecify.annotations.Nullable;

/**
 * Loads the native library once. DJL is steered by system properties, which other users of DJL in this process share,
 * so all but the one against tracking are put back.
 */
final class NativeTokenizers {
    /** Without it DJL reports its use to its authors once a day. */
    private static final String NO_TRACKING = "OPT_OUT_TRACKING";

    /** Takes the library from the class path, into our cache; a build for GPUs would be downloaded. */
    private static final Map<String, String> WHILE_LOADING = Map.of(
            "ai.djl.offline", "true",
            "RUST_FLAVOR", "cpu",
            "ENGINE_CACHE_DIR", CacheFolder.root().resolve("natives").toString());

    private NativeTokenizers() {}

    /** @throws TokenizerException if there is none for this machine */
    static synchronized void load() {
        System.setProperty(NO_TRACKING, "true");
        Map<String, @Nullable String> before = new LinkedHashMap<>();
        WHILE_LOADING.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(NativeTokenizers.class.getClassLoader()); // DJL looks for its files there
        try {
            LibUtils.checkStatus();
        } catch (EngineException | LinkageError | AssertionError e) {
            throw new TokenizerException(
                    "Hugging Face's tokenizers do not run here (" + System.getProperty("os.name") + ", "
                            + System.getProperty("os.arch") + "): " + reason(e)
                            + ". The library is bundled for Linux (x86_64, aarch64; glibc 2.28 or newer), macOS (aarch64)"
                            + " and Windows (x86_64); set RUST_LIBRARY_PATH to the folder of a build of your own.",
                    e);
        } finally {
            thread.setContextClassLoader(loader);
            before.forEach(NativeTokenizers::restore);
        }
    }

    private static void restore(String key, @Nullable String value) {
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }

    private static @Nullable String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}
