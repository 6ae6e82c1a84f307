package org.aethercreator.check;

import java.util.Locale;
import org.aethercreator.fit.HardwareProfile;

/** Sizes of memory in sentences. */
final class Gibibytes {
    private static final double BYTES = 1L << 30;

    private Gibibytes() {}

    static String of(long bytes) {
        return String.format(Locale.ROOT, "%.2f GiB", bytes / BYTES);
    }

    static String available(HardwareProfile hardware) {
        String ram = of(hardware.availableRamBytes()) + " of RAM";
        return hardware.gpus().isEmpty() ? ram : ram + " and " + of(hardware.freeVramBytes()) + " of graphics memory";
    }
}
