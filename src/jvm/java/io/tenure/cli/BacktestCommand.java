package io.tenure.cli;

import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.input.CustomerReader;
import io.tenure.input.TransactionAccount;
import io.tenure.replay.BacktestRun;
import io.tenure.replay.BacktestRun.CutResult;
import io.tenure.replay.CutDecisions;
import io.tenure.report.BacktestReport;
import io.tenure.report.OutputLabels;
import io.tenure.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `backtest`: decides the customers of a log as on earlier days, and compares with what they did
/// then.
@Command(
        name = "backtest",
        description = {
            "Decide every customer of a file of transactions, or on record, on what was known at an earlier day, and compare with what"
                    + " they did after it.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "  ./tenure backtest --transactions sales.csv --cut 2025-12-31,2026-03-31 --horizon 90 --html proof.html",
            "",
            "The file must reach beyond each cut by the horizon. Nothing that happened after a cut is shown to the rules,"
                    + " to the models or to the regression that they are compared with."
        })
final class BacktestCommand implements Callable<Integer> {
    private final Console console;
    private final RulesetLoader rulesetLoader;
    private final ServiceClient service;
    private final Clock clock;

    @Mixin
    private LogSource source = new LogSource();

    @Option(
            names = "--cut",
            paramLabel = "DATE",
            split = ",",
            required = true,
            description = "last day that is known (yyyy-MM-dd); several between commas")
    private List<LocalDate> cuts = new ArrayList<>();

    @Option(names = "--horizon", paramLabel = "DAYS", description = "days after the cut to look at (default: 90)")
    private int horizon = 90;

    @Option(names = "--bundle", paramLabel = "DIR", description = "use the rules in this folder, not the bundled ones")
    private @Nullable Path bundle;

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "compare with the rules in this folder, customer by customer")
    private @Nullable Path against;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "also write one page with plots")
    private @Nullable Path html;

    @ArgGroup(validate = false, headingKey = "files.heading", heading = "%nHow a text file is written:%n")
    private FileOptions fileOptions = new FileOptions();

    @ArgGroup(validate = false, headingKey = "transactions.heading", heading = "%nWhat the transactions hold:%n")
    private TransactionOptions transactionOptions = new TransactionOptions();

    BacktestCommand(Console console, RulesetLoader rulesetLoader, ServiceClient service, Clock clock) {
        this.console = console;
        this.rulesetLoader = rulesetLoader;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, CliException, UnreadableFileException {
        source.check(transactionOptions);
        if (cuts.size() > BacktestRun.MAX_CUTS || horizon < 1 || horizon > CutDecisions.MAX_HORIZON) {
            throw CliException.usageError(Message.of(
                    "report.backtest.limits", "cuts", BacktestRun.MAX_CUTS, "horizon", CutDecisions.MAX_HORIZON));
        }
        CompiledRuleset ruleset = rulesetLoader.load(bundle).ruleset();
        @Nullable
        CompiledRuleset other =
                against == null ? null : rulesetLoader.load(against).ruleset();
        Map<String, String> facts = transactionOptions.sharedFacts();
        List<LocalDate> sorted = cuts.stream().distinct().sorted().toList();
        TransactionOptions.checkFacts(new CustomerReader(ruleset.ruleset(), clock), facts, sorted.getLast());
        CustomerLog read = source.read(
                console,
                service,
                fileOptions,
                transactionOptions,
                ruleset.ruleset().parameters(),
                sorted.getLast().plusDays(horizon));
        Optional<Message> tooShort = BacktestReport.endsEarly(read.lastDay(), sorted, horizon);
        if (tooShort.isPresent()) {
            throw CliException.usageError(tooShort.get());
        }
        BacktestRun backtest = new BacktestRun(read.accounts(), horizon, ruleset, other, facts, clock);
        List<CutResult> results = new ArrayList<>();
        for (LocalDate cut : sorted) {
            results.add(run(backtest, cut));
        }
        print(new BacktestReport(
                results,
                new OutputLabels(ruleset.ruleset(), console.locale()),
                against == null ? "" : against.toString()));
        return 0;
    }

    private CutResult run(BacktestRun backtest, LocalDate cut)
            throws IOException, CliException, UnreadableFileException {
        List<TransactionAccount> customers = CutDecisions.customersOn(cut, backtest.accounts());
        long decisions = (backtest.other() == null ? 1L : 2L) * customers.size();
        try (ProgressDisplay progress =
                ProgressDisplay.of(console, Message.of("cli.progress.deciding-cut", "cut", cut), decisions)) {
            return switch (backtest.run(cut, customers, progress::advance)) {
                case CutResult result -> result;
                case BacktestRun.OneOutcome outcome -> throw CliException.failure(BacktestReport.oneOutcome(outcome));
            };
        }
    }

    private void print(BacktestReport report) throws IOException {
        if (json) {
            console.print(report.json());
        } else {
            for (String line : report.lines()) {
                console.print(line);
            }
        }
        if (html != null) {
            Files.writeString(html, report.page());
        }
    }
}
