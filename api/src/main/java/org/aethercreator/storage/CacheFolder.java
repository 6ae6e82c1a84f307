package org.aethercreator.storage;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder under which AetherCreator keeps what can be fetched or computed again: models, extracted native libraries.
 */
public final class CacheFolder {
    /**
     * Environment variable that names the folder; without it, {@code XDG_CACHE_HOME} and then the home folder decide.
     */
    public static final String VARIABLE = "AETHERCREATOR_CACHE";

    private CacheFolder() {}

    /**
     * {@code $AETHERCREATOR_CACHE}, else {@code $XDG_CACHE_HOME/aethercreator}, else {@code ~/.cache/aethercreator}.
     */
    public static Path root() {
        return root(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static Path root(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault(VARIABLE, "");
        if (!own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg);
        return base.resolve("aethercreator").toAbsolutePath();
    }
}
