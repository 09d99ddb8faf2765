package io.tenure.cli;

import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/// The command line: `decide`, `rules`, `effect`, `load` and their options.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Before anything logs: the log manager of the service stands on the class path and insists on its place.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // Without the service's configuration it would log everything, which costs more than deciding.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(run(Console.system(), new RulesetLoader(), Clock.systemUTC(), args));
    }

    /// @return 0; 1 if the file or one of its customers could not be decided; 2 if the command was misused
    static int run(Console console, RulesetLoader rules, Clock clock, String... args) {
        CommandLine line = new CommandLine(new TenureCommand())
                .addSubcommand(new DecideCommand(console, rules, clock))
                .addSubcommand(new CommandLine(new RulesCommand(console, ServiceClient.system())))
                .addSubcommand(new ReportCommand(console, ServiceClient.system()))
                .addSubcommand(new LoadCommand(console, ServiceClient.system(), clock))
                .setOut(new java.io.PrintWriter(console.out(), true, java.nio.charset.StandardCharsets.UTF_8))
                .setErr(new java.io.PrintWriter(console.err(), true))
                .setColorScheme(Help.defaultColorScheme(console.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((misuse, _) -> {
                    console.printError(String.valueOf(misuse.getMessage()));
                    String command = misuse.getCommandLine().getCommandSpec().qualifiedName();
                    console.printError("./" + command + " --help tells what it takes.");
                    return CliException.EXIT_USAGE;
                })
                .setExecutionExceptionHandler((failure, _, _) -> reportFailure(console, failure));
        return line.execute(args);
    }

    private static int reportFailure(Console console, Exception failure) throws Exception {
        if (failure instanceof CliException reason) {
            console.printError(String.valueOf(reason.getMessage()));
            return reason.exitStatus();
        }
        throw failure;
    }

    @CommandLine.Command(name = "tenure", subcommands = CommandLine.HelpCommand.class)
    private static final class TenureCommand implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "Name a command: decide, rules, effect or load.");
            }
        }
    }
}
