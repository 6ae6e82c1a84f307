package org.aethercreator.llamacpp.pack;

import java.io.IOException;
import java.nio.file.Path;
import org.aethercreator.progress.Progress;
import org.aethercreator.storage.CacheFolder;

/**
 * The newest pack for processors, installed with this machine's npm for tests alone: what the user has installed
 * neither changes the tests nor is changed by them.
 */
public final class InstalledCpuPack {
    private InstalledCpuPack() {}

    public static NativePack get() throws IOException, InterruptedException {
        Path cache = CacheFolder.root().resolve("tests").resolve("natives");
        NativePacks packs = new NativePacks(
                cache, Platform.ofThisMachine(), () -> new MachineGpus(false, false, false), property -> null);
        return packs.install(Backend.CPU, Progress.none());
    }
}
