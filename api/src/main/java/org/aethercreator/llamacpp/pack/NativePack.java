package org.aethercreator.llamacpp.pack;

import java.io.IOException;

/** A build of llama.cpp: libraries for one platform, made from one release for one {@link Backend}. */
public sealed interface NativePack permits BundledPack, FolderPack {
    /** Where packs come from, in the order in which they are preferred. */
    enum Source {
        /** A folder that the user named. */
        FOLDER,
        /** Fetched by {@link NativePacks#install(Backend, org.aethercreator.progress.Progress)}. */
        INSTALLED,
        /** Inside AetherCreator's own dependencies. */
        BUNDLED
    }

    Source source();

    /**
     * The release of llama.cpp, such as {@code b4916} or {@code v0.5.0}; {@code of unknown release} if nothing says.
     */
    String release();

    Backend backend();

    /** Where it was got and under which licence, in words. */
    String origin();

    /**
     * Its library files on this machine.
     *
     * @throws NativePackException if it has none for this machine
     * @throws IOException if they cannot be extracted
     */
    PackLibraries libraries() throws IOException;
}
