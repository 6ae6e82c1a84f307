package org.aethercreator.convert.export;

import java.nio.file.Path;
import java.util.Optional;
import org.aethercreator.safetensors.SafetensorsType;

/**
 * How a GGUF model is to be exported.
 *
 * @param folder to write
 * @param type of all weights: F32, F16 or BF16; empty for that of most of the model's weights, and F32 if they are
 *     quantized, as what they stand for fits into no fewer bits
 * @param overwrite whether a folder that an export made before is replaced
 */
public record ExportRequest(Path folder, Optional<SafetensorsType> type, boolean overwrite) {
    public ExportRequest {
        if (type.isPresent() && !isFloating(type.get())) {
            throw new IllegalArgumentException(
                    "weights cannot be exported as " + type.get() + "; choose F32, F16 or BF16");
        }
    }

    private static boolean isFloating(SafetensorsType type) {
        return type == SafetensorsType.F32 || type == SafetensorsType.F16 || type == SafetensorsType.BF16;
    }

    /** A new folder, with weights of the model's own type. */
    public static ExportRequest to(Path folder) {
        return new ExportRequest(folder, Optional.empty(), false);
    }

    public ExportRequest withType(SafetensorsType other) {
        return new ExportRequest(folder, Optional.of(other), overwrite);
    }

    public ExportRequest withOverwrite(boolean replace) {
        return new ExportRequest(folder, type, replace);
    }
}
