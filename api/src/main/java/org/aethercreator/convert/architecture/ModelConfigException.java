package org.aethercreator.convert.architecture;

import java.nio.file.Path;

/** A model's {@code config.json} is broken, or says something that cannot be converted. */
public final class ModelConfigException extends RuntimeException {
    private final transient Path path;

    ModelConfigException(Path path, String problem) {
        super(path + ": " + problem);
        this.path = path;
    }

    /** The file. */
    public Path path() {
        return path;
    }
}
