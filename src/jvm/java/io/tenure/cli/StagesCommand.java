package io.tenure.cli;

import io.tenure.backtest.CustomerAtCut.DecidingRow;
import io.tenure.csv.SpreadsheetCell;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.input.CustomerReader;
import io.tenure.input.TransactionAccount;
import io.tenure.migration.MigrationReport;
import io.tenure.migration.StageAnalysis;
import io.tenure.migration.StagePanel;
import io.tenure.replay.CalendarReport;
import io.tenure.replay.CutDecisions;
import io.tenure.replay.DecidedStages;
import io.tenure.replay.RecordedStages;
import io.tenure.replay.StageCalendar;
import io.tenure.replay.StageReplay;
import io.tenure.report.OutputLabels;
import io.tenure.report.ReportJson;
import io.tenure.report.ReportPage;
import io.tenure.report.ReportTable;
import io.tenure.text.Message;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `stages`: how customers of a log moved between stages, what a stage is worth, and what comes next.
@Command(
        name = "stages",
        description = {
            "Show how the customers of a file of transactions, or on record, moved between stages, what a stage and its customers are"
                    + " worth, and how many customers each stage will have.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "  ./tenure stages --transactions sales.csv --period 90 --periods 8 --unit-margin 0.3 --html stages.html",
            "",
            "Every customer is decided at the end of each period, on what was known then. Money is the margin where it"
                    + " is known of all transactions, and net sales otherwise."
        })
final class StagesCommand implements Callable<Integer> {
    private static final int MAX_PERIODS = 60;

    private final Console console;
    private final RulesetLoader rulesetLoader;
    private final ServiceClient service;
    private final Clock clock;

    @Mixin
    private LogSource source = new LogSource();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "last day that counts (default: the last in the file)")
    private @Nullable LocalDate asOf;

    @Option(names = "--period", paramLabel = "DAYS", description = "length of a period (default: 90)")
    private int period = 90;

    @Option(names = "--periods", paramLabel = "N", description = "periods to look back, at most 60 (default: 8)")
    private int periods = 8;

    @Option(names = "--forecast", paramLabel = "N", description = "periods to look ahead, at most 60 (default: 4)")
    private int forecast = 4;

    @Option(
            names = "--discount-rate",
            paramLabel = "SHARE",
            description = "per year, such as 0.12 (default: the parameter of the rules)")
    private @Nullable Double discountRate;

    @Option(
            names = "--calendar",
            paramLabel = "FILE",
            description =
                    "also look for the day on which each customer's stage changes next if nothing happens, and write"
                            + " customers, days and deciding rows to FILE (CSV)")
    private @Nullable Path calendar;

    @Option(names = "--ahead", paramLabel = "DAYS", description = "days that the calendar looks ahead (default: 91)")
    private int ahead = 91;

    @Option(names = "--bundle", paramLabel = "DIR", description = "use the rules in this folder, not the bundled ones")
    private @Nullable Path bundle;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "also write one page with plots")
    private @Nullable Path html;

    @ArgGroup(validate = false, headingKey = "files.heading", heading = "%nHow a text file is written:%n")
    private FileOptions fileOptions = new FileOptions();

    @ArgGroup(validate = false, headingKey = "transactions.heading", heading = "%nWhat the transactions hold:%n")
    private TransactionOptions transactionOptions = new TransactionOptions();

    StagesCommand(Console console, RulesetLoader rulesetLoader, ServiceClient service, Clock clock) {
        this.console = console;
        this.rulesetLoader = rulesetLoader;
        this.service = service;
        this.clock = clock;
    }

    /// @param money what was counted: `margin` or `sales`
    /// @param calendar null where it was not asked for
    private record StagesResult(
            String money, MigrationReport report, @Nullable CalendarReport calendar) {}

    @Override
    public Integer call() throws IOException, CliException, UnreadableFileException {
        source.check(transactionOptions);
        checkLimits();
        if (source.isRecord() && calendar != null) {
            throw CliException.usageError(Message.of("cli.stages.record-calendar"));
        }
        CompiledRuleset ruleset = rulesetLoader.load(bundle).ruleset();
        double rate = discountRate == null ? ruleset.ruleset().parameters().get("defaultDiscountRate") : discountRate;
        if (!(rate > 0 && rate <= 1)) {
            throw CliException.usageError(Message.of("cli.stages.discount-rate"));
        }
        Map<String, String> facts = transactionOptions.sharedFacts();
        CustomerLog read = source.read(
                console,
                service,
                fileOptions,
                transactionOptions,
                ruleset.ruleset().parameters(),
                asOf);
        LocalDate end = read.end(asOf);
        TransactionOptions.checkFacts(new CustomerReader(ruleset.ruleset(), clock), facts, end);
        RecordedStages recorded = read.stages();
        List<LocalDate> days = StageReplay.days(read.accounts(), end, period, periods).stream()
                .filter(day -> recorded == null || recorded.hasAnyUntil(day))
                .toList();
        if (days.size() < 2) {
            throw CliException.failure(
                    recorded == null
                            ? Message.of("cli.stages.too-short", "start", end.minusDays(period), "period", period)
                            : Message.of(
                                    "cli.stages.record-too-short", "start", end.minusDays(period), "period", period));
        }
        boolean margins = read.accounts().stream().allMatch(TransactionAccount::hasMargins);
        StagePanel panel;
        try (ProgressDisplay progress = ProgressDisplay.of(
                console,
                Message.of("cli.progress.deciding-stages"),
                read.accounts().size())) {
            panel = new StageReplay(
                            ruleset.ruleset().dictionary().require("stage").codes(),
                            recorded == null ? new DecidedStages(ruleset, facts, clock) : recorded)
                    .panel(read.accounts(), days, margins, progress::advance);
        }
        MigrationReport report = StageAnalysis.report(panel, rate, forecast);
        CalendarReport changes =
                calendar == null ? null : calendar(new StageCalendar(ruleset, facts, end, ahead), read, calendar);
        print(
                new StagesResult(margins ? "margin" : "sales", report, changes),
                new OutputLabels(ruleset.ruleset(), console.locale()));
        return 0;
    }

    private CalendarReport calendar(StageCalendar stages, CustomerLog read, Path target)
            throws IOException, UnreadableFileException {
        try (BufferedWriter out = Files.newBufferedWriter(target);
                ProgressDisplay progress = ProgressDisplay.of(
                        console,
                        Message.of("cli.progress.calendar"),
                        read.accounts().size())) {
            out.write("customerId,day,from,to,workbook,sheet,row,name\n");
            return stages.report(
                    read.accounts(),
                    (customer, change) -> {
                        DecidingRow row = change.row();
                        out.write(SpreadsheetCell.line(List.of(
                                        customer,
                                        change.day().toString(),
                                        change.from(),
                                        change.to(),
                                        row == null ? "" : row.workbook(),
                                        row == null ? "" : row.sheet(),
                                        row == null ? "" : String.valueOf(row.row()),
                                        row == null ? "" : row.name()))
                                + "\n");
                    },
                    progress::advance);
        }
    }

    private void checkLimits() throws CliException {
        boolean valid = period >= 1
                && period <= CutDecisions.MAX_HORIZON
                && periods >= 1
                && periods <= MAX_PERIODS
                && forecast >= 0
                && forecast <= MAX_PERIODS
                && ahead >= 1
                && ahead <= CutDecisions.MAX_HORIZON;
        if (!valid) {
            throw CliException.usageError(
                    Message.of("cli.stages.limits", "period", CutDecisions.MAX_HORIZON, "periods", MAX_PERIODS));
        }
    }

    private void print(StagesResult result, OutputLabels labels) throws IOException {
        MigrationReport report = result.report;
        StagesTables tables = new StagesTables(labels, result.money.equals("margin"));
        List<String> sentences = new ArrayList<>(List.of(tables.heading(report)));
        List<ReportPage.Statement> statements = tables.statements(report);
        List<ReportTable> summary = new ArrayList<>(tables.tables(report));
        if (result.calendar != null) {
            CalendarTables changes = new CalendarTables(labels);
            sentences.addAll(changes.sentences(result.calendar));
            summary.addAll(changes.tables(result.calendar));
        }
        if (json) {
            console.print(ReportJson.mapper().writeValueAsString(result));
        } else {
            for (String sentence : sentences) {
                console.print(sentence);
            }
            for (ReportPage.Statement statement : statements) {
                console.print(statement.line());
            }
            for (ReportTable table : summary) {
                console.write(String.join("\n", table.lines()) + "\n");
            }
        }
        if (html != null) {
            ReportPage page = new ReportPage(console.localized(Message.of("cli.stages.title")), console.locale());
            sentences.forEach(page::paragraph);
            page.statements(statements);
            summary.forEach(page::table);
            tables.periods(report).forEach(page::table);
            Files.writeString(html, page.finished());
        }
    }
}
