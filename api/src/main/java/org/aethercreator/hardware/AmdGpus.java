package org.aethercreator.hardware;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aethercreator.fit.HardwareProfile.Gpu;

/** AMD GPUs as Linux' {@code amdgpu} driver shows them. */
final class AmdGpus {
    /** Graphics that are part of a processor show the memory that the firmware sets aside, too little for models. */
    private static final long SMALLEST_BYTES = 3L << 30;

    private AmdGpus() {}

    static List<Gpu> gpus(Path drm) {
        List<Path> cards = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(drm, "card[0-9]*")) {
            stream.forEach(cards::add);
        } catch (IOException e) {
            return List.of();
        }
        cards.sort(Comparator.naturalOrder());
        List<Gpu> gpus = new ArrayList<>();
        for (Path card : cards) {
            long total = number(card.resolve("device/mem_info_vram_total"));
            long used = number(card.resolve("device/mem_info_vram_used"));
            if (total >= SMALLEST_BYTES) {
                gpus.add(new Gpu("AMD " + card.getFileName(), total, Math.max(0, total - used)));
            }
        }
        return gpus;
    }

    private static long number(Path file) {
        try {
            String text = Files.readString(file).trim();
            return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
