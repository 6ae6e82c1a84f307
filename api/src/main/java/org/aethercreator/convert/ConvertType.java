package org.aethercreator.convert;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFileType;

/** What most tensors of a converted model are stored as; norms and biases are always F32. */
public enum ConvertType {
    /** As the model's weights are stored: BF16 or F16; F16 if they are neither. */
    AUTO(GgmlType.F16, GgufFileType.F16),
    F32(GgmlType.F32, GgufFileType.F32),
    F16(GgmlType.F16, GgufFileType.F16),
    BF16(GgmlType.BF16, GgufFileType.BF16),
    /** Half the size of F16, practically lossless. */
    Q8_0(GgmlType.Q8_0, GgufFileType.Q8_0);

    private final GgmlType tensorType;
    private final GgufFileType fileType;

    ConvertType(GgmlType tensorType, GgufFileType fileType) {
        this.tensorType = tensorType;
        this.fileType = fileType;
    }

    /**
     * The type of that name, in upper or lower case.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static ConvertType parse(String name) {
        String wanted = name.trim().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown type '" + name.trim() + "'; choose one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))
                        + ", and quantize the result for smaller ones"));
    }

    GgmlType tensorType() {
        return tensorType;
    }

    GgufFileType fileType() {
        return fileType;
    }
}
