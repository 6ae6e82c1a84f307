package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabPageTest {
    @Test
    void aMissingBrowserIsNamedWithItsPackage(@TempDir Path folder) {
        assertThat(catchThrowable(() -> LabPage.browser(folder.toString())))
                .hasMessage(
                        "The notebooks are looked at in Chromium, which is not on the search path: install the package"
                                + " chromium (Debian, Ubuntu, Fedora: chromium; Homebrew: --cask chromium), or run .ci/run,"
                                + " which does.");
    }
}
