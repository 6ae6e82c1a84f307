package org.aethercreator.magics;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that every magic has. */
@Command(sortOptions = false, optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n")
abstract class CommonOptions {
    @Option(
            names = "--trace",
            order = 98,
            description = "If something goes wrong, show where in the program, for a report.")
    boolean trace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 99,
            description = "Show this help.")
    boolean help;
}
