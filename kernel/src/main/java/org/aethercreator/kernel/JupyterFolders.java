package org.aethercreator.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where Jupyter looks for kernels.
 *
 * @param environment variables of the process
 * @param home folder of the user
 * @param system as {@code os.name} has it
 */
record JupyterFolders(Map<String, String> environment, Path home, String system) {
    static JupyterFolders ofThisProcess() {
        return new JupyterFolders(
                System.getenv(), Path.of(System.getProperty("user.home")), System.getProperty("os.name"));
    }

    /** The kernels of this user. */
    Path user() {
        return userData().resolve("kernels");
    }

    /** The kernels of the Python installation or environment at {@code prefix}. */
    Path of(Path prefix) {
        return prefix.resolve("share").resolve("jupyter").resolve("kernels");
    }

    /** The kernels of the Python environment that is active. */
    Path sysPrefix() throws IOException {
        Path prefix = variable("VIRTUAL_ENV")
                .or(() -> variable("CONDA_PREFIX"))
                .orElseThrow(() -> new IOException("--sys-prefix needs an active Python environment, but neither"
                        + " VIRTUAL_ENV nor CONDA_PREFIX is set. Activate it, or name it: --prefix \"$(python3 -c"
                        + " 'import sys; print(sys.prefix)')\"."));
        return of(prefix);
    }

    private Path userData() {
        String lowerCase = system.toLowerCase(Locale.ROOT);
        return variable("JUPYTER_DATA_DIR").orElseGet(() -> {
            if (lowerCase.startsWith("mac")) {
                return home.resolve("Library").resolve("Jupyter");
            }
            if (lowerCase.startsWith("windows")) {
                return variable("APPDATA")
                        .orElse(home.resolve("AppData/Roaming"))
                        .resolve("jupyter");
            }
            return variable("XDG_DATA_HOME")
                    .orElse(home.resolve(".local").resolve("share"))
                    .resolve("jupyter");
        });
    }

    private Optional<Path> variable(String name) {
        @Nullable String value = environment.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
    }
}
