package org.aethercreator.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code aethercreator}, whose subcommands do what the magics of the same names do in a notebook. */
@Command(
        name = "aethercreator",
        description = "Crafts efficient local language models.",
        subcommands = LlamaCommand.class,
        mixinStandardHelpOptions = true,
        version = "AetherCreator 0.1.0")
public final class Main {
    private Main() {}

    /** Ends with status 0 if it was done, 1 if it failed, 2 if the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
