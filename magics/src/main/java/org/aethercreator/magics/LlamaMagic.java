package org.aethercreator.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.llamacpp.pack.Backend;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.aethercreator.magics.render.ProgressBar;
import org.aethercreator.progress.Progress;
import org.aethercreator.report.NativePackReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %llama info} and {@code %llama install cpu}: which llama.cpp is used, and getting a newer or faster one. */
final class LlamaMagic extends CommandMagic<LlamaMagic.Options> {
    LlamaMagic() {
        super("llama", "Show which llama.cpp is used, or install a newer or faster one", Form.LINE);
    }

    @Command(
            description = {
                "%%llama info shows which llama.cpp is used, what it computes on, and what this machine could use.",
                "%%llama install cpu gets a current build for every generation of processors; cuda, vulkan and metal are",
                "builds for GPUs. It is fetched with npm, checked against a known hash, kept in AetherCreator's cache,",
                "and used from the next model on."
            })
    static final class Options extends CommonOptions {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "ACTION",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        Action action = Action.info;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "BACKEND",
                completionCandidates = Backends.class,
                description = "What to install, of: ${COMPLETION-CANDIDATES}.")
        @Nullable
        String backend;

        @Option(
                names = "--from",
                paramLabel = "FILE.tgz",
                description = "Install from a file that \"npm pack\" made, without npm or network.")
        @Nullable
        String from;
    }

    /** In lower case, as they are written. */
    enum Action {
        info,
        install
    }

    /** The names that are completed. */
    static final class Backends extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Backends() {
            for (Backend backend : Backend.values()) {
                add(backend.id());
            }
        }
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    NativePackReport run(Options options, MagicCall call) throws Exception {
        NativePacks packs = NativePacks.ofThisMachine();
        if (options.action == Action.install) {
            install(options, packs, call.context());
        } else if (options.backend != null || options.from != null) {
            throw new MagicException("%llama info takes nothing more; to install, write %llama install "
                    + (options.backend == null ? "--from " + options.from : options.backend) + ".");
        }
        return NativePackReport.of(packs);
    }

    private static void install(Options options, NativePacks packs, MagicContext context) throws Exception {
        Progress progress = new ProgressBar(context.output());
        if (options.from != null) {
            Path file = context.workingFolder().resolve(options.from);
            packs.install(file, progress);
        } else if (options.backend != null) {
            packs.install(Backend.parse(options.backend), progress);
        } else {
            throw new MagicException("%llama install needs to know what to install; for this machine it can be "
                    + String.join(
                            " or ", packs.suitable().stream().map(Backend::id).toList()) + ".");
        }
    }
}
