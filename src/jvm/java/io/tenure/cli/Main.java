package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.csv.UnreadableFileException;
import io.tenure.text.Message;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/// The command line: `decide`, `what-if`, `backtest`, `calibrate`, `rules`, `report`, `people`, `audit`, `load` and
/// their options.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Before anything logs: the log manager of the service is on the class path and must be the one in use.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // Without the configuration of the service it would log everything, which takes longer than deciding.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(run(Console.system(), new RulesetLoader(), ServiceClient.system(), Clock.systemUTC(), args));
    }

    /// @param service its environment may contain `TENURE_LANG`, too
    /// @return the exit status: 0; 1 if the command, or part of its input, failed; 2 for wrong usage
    static int run(Console terminal, RulesetLoader rulesetLoader, ServiceClient service, Clock clock, String... args) {
        Console console;
        try {
            console = terminal.in(LanguageOption.language(service.environment(), args));
        } catch (CliException failure) {
            return reportUnknownLanguage(terminal, service.environment(), failure);
        }
        CommandLine line = commands(console, rulesetLoader, service, clock)
                .setErr(new PrintWriter(console.err(), true))
                .setColorScheme(Help.defaultColorScheme(console.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionStrategy(parsed -> {
                    UsageErrors.checkRepeated(parsed);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((failure, arguments) -> {
                    UsageErrors.of(failure, arguments).forEach(console::printError);
                    return CliException.EXIT_USAGE;
                })
                .setExecutionExceptionHandler((failure, _, _) -> reportFailure(console, failure));
        // The library would print the stack trace of a help that can't be written.
        AtomicReference<@Nullable OutputClosedException> closed = new AtomicReference<>();
        line.setOut(new PrintWriter(OutputClosedException.catching(console.out(), closed::set), true, UTF_8));
        int status = line.execute(args);
        OutputClosedException failure = closed.get();
        return failure == null ? status : reportClosedOutput(console, failure);
    }

    /// All commands, with their help in the language of the console.
    static CommandLine commands(Console console, RulesetLoader rulesetLoader, ServiceClient service, Clock clock) {
        CommandLine line = new CommandLine(new TenureCommand())
                .addSubcommand(new DecideCommand(console, rulesetLoader, clock))
                .addSubcommand(new WhatIfCommand(console, rulesetLoader, clock))
                .addSubcommand(new BacktestCommand(console, rulesetLoader, service, clock))
                .addSubcommand(new StagesCommand(console, rulesetLoader, service, clock))
                .addSubcommand(new CalibrateCommand(console, rulesetLoader, service, clock))
                .addSubcommand(new CommandLine(new RulesCommand(console, service)))
                .addSubcommand(new ReportCommand(console, service))
                .addSubcommand(new CommandLine(new PeopleCommand(console, service)))
                .addSubcommand(new CommandLine(new AuditCommand(console, service)))
                .addSubcommand(new DemoCommand(console, rulesetLoader, service, clock))
                .addSubcommand(new LoadCommand(console, service, clock));
        // Once the command above them has its place, which their help is found by.
        Objects.requireNonNull(line.getSubcommands().get("rules"))
                .addSubcommand(new KeepCommand(console, service))
                .addSubcommand(new MutantsCommand(console))
                .addSubcommand(new ScenariosCommand(console));
        addCommonOptions(line);
        HelpTexts.translate(line, console.locale());
        return line;
    }

    private static int reportUnknownLanguage(Console terminal, Map<String, String> environment, CliException failure) {
        try {
            return reportFailure(terminal.in(LanguageOption.ofEnvironment(environment)), failure);
        } catch (CliException _) {
            return reportFailure(terminal, failure);
        }
    }

    /// Every command, at any depth, has `--help` and `--lang`.
    private static void addCommonOptions(CommandLine line) {
        line.getCommandSpec()
                .addOption(LanguageOption.spec())
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        line.getSubcommands().values().forEach(Main::addCommonOptions);
    }

    private static int reportClosedOutput(Console console, OutputClosedException closed) {
        if (!closed.isReaderGone()) {
            IOException cause = Objects.requireNonNull(closed.getCause());
            console.printError(Message.of("cli.io.output", "reason", IoFailure.reason(cause)));
        }
        return CliException.EXIT_FAILURE;
    }

    private static int reportFailure(Console console, Exception failure) throws Exception {
        return switch (failure) {
            case CliException expected -> reportFailure(console, expected);
            case UnreadableFileException unreadable -> reportFailure(console, CliException.of(unreadable));
            case OutputClosedException closed -> reportClosedOutput(console, closed);
            case InterruptedIOException _ ->
                reportFailure(console, CliException.failure(Message.of("cli.interrupted")));
            case IOException unreadable ->
                reportFailure(
                        console,
                        CliException.failure(Message.of("cli.io.failed", "reason", IoFailure.reason(unreadable))));
            case UncheckedIOException unreadable ->
                reportFailure(console, Objects.requireNonNull(unreadable.getCause()));
            default -> throw failure;
        };
    }

    private static int reportFailure(Console console, CliException expected) {
        console.printError(expected.sentence());
        return expected.exitStatus();
    }

    @CommandLine.Command(name = "./tenure")
    private static final class TenureCommand {}
}
