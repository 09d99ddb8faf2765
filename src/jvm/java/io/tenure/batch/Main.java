package io.tenure.batch;

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
        System.exit(run(Console.system(), new Rules(), Clock.systemUTC(), args));
    }

    /// @return 0; 1 if the file or one of its customers could not be decided; 2 if the command was misused
    static int run(Console console, Rules rules, Clock clock, String... args) {
        CommandLine line = new CommandLine(new TenureCommand())
                .addSubcommand(new DecideCommand(console, rules, clock))
                .addSubcommand(new CommandLine(new RulesCommand(console, Service.system())))
                .addSubcommand(new EffectCommand(console, Service.system()))
                .addSubcommand(new LoadCommand(console, Service.system(), clock))
                .setOut(new java.io.PrintWriter(console.out(), true, java.nio.charset.StandardCharsets.UTF_8))
                .setErr(new java.io.PrintWriter(console.err(), true))
                .setColorScheme(Help.defaultColorScheme(console.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((misuse, _) -> {
                    console.say(String.valueOf(misuse.getMessage()));
                    String command = misuse.getCommandLine().getCommandSpec().qualifiedName();
                    console.say("./" + command + " --help tells what it takes.");
                    return CannotDecide.USAGE;
                })
                .setExecutionExceptionHandler((failure, _, _) -> failed(console, failure));
        return line.execute(args);
    }

    private static int failed(Console console, Exception failure) throws Exception {
        if (failure instanceof CannotDecide reason) {
            console.say(String.valueOf(reason.getMessage()));
            return reason.status();
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
