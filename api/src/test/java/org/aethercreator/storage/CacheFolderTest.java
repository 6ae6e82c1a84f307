package org.aethercreator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void liesInTheHomeFolderByDefault() {
        assertThat(CacheFolder.root(Map.of(), HOME)).isEqualTo(Path.of("/home/ada/.cache/aethercreator"));
    }

    @Test
    void followsTheDesktopStandard() {
        assertThat(CacheFolder.root(Map.of("XDG_CACHE_HOME", "/fast"), HOME)).isEqualTo(Path.of("/fast/aethercreator"));
    }

    @Test
    void theOwnVariableWins() {
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", "/fast", CacheFolder.VARIABLE, "/models");

        assertThat(CacheFolder.root(environment, HOME)).isEqualTo(Path.of("/models"));
    }
}
