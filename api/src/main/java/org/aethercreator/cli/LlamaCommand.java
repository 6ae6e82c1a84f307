package org.aethercreator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import org.aethercreator.llamacpp.pack.Backend;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUpdate;
import org.aethercreator.report.NativePackReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aethercreator llama}: which llama.cpp is used, and getting a newer or faster one. */
@Command(
        name = "llama",
        description = "Shows which llama.cpp is used, or installs a newer or faster one.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(info | install)")
final class LlamaCommand {
    @Spec
    private @Nullable CommandSpec spec; // picocli sets it

    /** The names that are completed. */
    static final class Backends extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Backends() {
            for (Backend backend : Backend.values()) {
                add(backend.id());
            }
        }
    }

    /** What to install, and from where. */
    static final class What {
        @Parameters(
                paramLabel = "BACKEND",
                completionCandidates = Backends.class,
                description = "What to fetch with npm, of: ${COMPLETION-CANDIDATES}.")
        @Nullable
        String backend;

        @Option(
                names = "--from",
                paramLabel = "FILE.tgz",
                description = "A file that \"npm pack\" made, without npm or network.")
        @Nullable
        Path from;
    }

    @Command(
            description = "Shows which llama.cpp is used, what it computes on, and what this machine could use.",
            mixinStandardHelpOptions = true)
    int info() throws IOException, InterruptedException {
        output().println(NativePackReport.of(NativePacks.ofThisMachine()));
        return 0;
    }

    @Command(
            description = "Installs a current build, checked against a known hash, into AetherCreator's cache.",
            mixinStandardHelpOptions = true)
    int install(@ArgGroup(multiplicity = "1") What what) throws IOException, InterruptedException {
        NativePacks packs = NativePacks.ofThisMachine();
        Progress progress = new StageLines(output());
        if (what.from != null) {
            packs.install(what.from, progress);
        } else if (what.backend != null) {
            packs.install(Backend.parse(what.backend), progress);
        }
        return info();
    }

    private PrintWriter output() {
        if (spec == null) {
            throw new IllegalStateException("run by picocli only");
        }
        return spec.commandLine().getOut();
    }

    /** A line for each stage, when it begins. */
    private static final class StageLines implements Progress {
        private final PrintWriter output;
        private String shown = "";

        StageLines(PrintWriter output) {
            this.output = output;
        }

        @Override
        public void update(ProgressUpdate update) {
            if (!update.stage().equals(shown)) {
                shown = update.stage();
                output.println(shown + " …");
            }
        }
    }
}
