package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/// The command line: `decide`, `rules`, `report`, `people`, `audit`, `load` and their options.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Before anything logs: the log manager of the service is on the class path and must be the one in use.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // Without the configuration of the service it would log everything, which takes longer than deciding.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(run(Console.system(), new RulesetLoader(), Clock.systemUTC(), args));
    }

    /// @return the exit status: 0; 1 if the command, or part of its input, failed; 2 for wrong usage
    static int run(Console console, RulesetLoader rulesetLoader, Clock clock, String... args) {
        CommandLine line = new CommandLine(new TenureCommand())
                .addSubcommand(new DecideCommand(console, rulesetLoader, clock))
                .addSubcommand(new CommandLine(new RulesCommand(console, ServiceClient.system())))
                .addSubcommand(new ReportCommand(console, ServiceClient.system()))
                .addSubcommand(new CommandLine(new PeopleCommand(console, ServiceClient.system())))
                .addSubcommand(new CommandLine(new AuditCommand(console, ServiceClient.system())))
                .addSubcommand(new LoadCommand(console, ServiceClient.system(), clock))
                .setErr(new PrintWriter(console.err(), true))
                .setColorScheme(Help.defaultColorScheme(console.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .registerConverter(LocalDate.class, Main::date)
                .registerConverter(Instant.class, Main::time)
                .registerConverter(Integer.class, Main::integer)
                .registerConverter(int.class, Main::integer)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((failure, _) -> {
                    console.printError(String.valueOf(failure.getMessage()));
                    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
                    console.printError("See " + command + " --help");
                    return CliException.EXIT_USAGE;
                })
                .setExecutionExceptionHandler((failure, _, _) -> reportFailure(console, failure));
        addHelp(line);
        // The library would print the stack trace of a help that can't be written.
        AtomicReference<@Nullable OutputClosedException> closed = new AtomicReference<>();
        line.setOut(new PrintWriter(OutputClosedException.catching(console.out(), closed::set), true, UTF_8));
        int status = line.execute(args);
        OutputClosedException failure = closed.get();
        return failure == null ? status : reportClosedOutput(console, failure);
    }

    /// Every command, at any depth, has `--help`.
    private static void addHelp(CommandLine line) {
        CommandLine.Model.CommandSpec command = line.getCommandSpec();
        if (command.findOption("--help") == null) {
            command.addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help.")
                    .build());
        }
        line.getSubcommands().values().forEach(Main::addHelp);
    }

    private static int reportClosedOutput(Console console, OutputClosedException closed) {
        if (!closed.isReaderGone()) {
            console.printError("The output could not be written: "
                    + Objects.requireNonNull(closed.getCause()).getMessage() + ".");
        }
        return CliException.EXIT_FAILURE;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException _) {
            throw new CommandLine.TypeConversionException("'" + text + "' is not a date such as 2026-06-30.");
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new CommandLine.TypeConversionException("'" + text + "' is not a time such as 2026-07-01T00:00:00Z.");
        }
    }

    private static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new CommandLine.TypeConversionException("'" + text + "' is not a whole number.");
        }
    }

    private static int reportFailure(Console console, Exception failure) throws Exception {
        if (failure instanceof CliException expected) {
            console.printError(String.valueOf(expected.getMessage()));
            return expected.exitStatus();
        }
        if (failure instanceof OutputClosedException closed) {
            return reportClosedOutput(console, closed);
        }
        throw failure;
    }

    @CommandLine.Command(name = "./tenure", subcommands = CommandLine.HelpCommand.class)
    private static final class TenureCommand implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "Name a command: decide, rules, report, people, audit or load.");
            }
        }
    }
}
