package io.tenure.cli;

import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.Later;
import io.tenure.bundle.Bundle;
import io.tenure.calibration.Calibration;
import io.tenure.calibration.RiskGrid;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.input.TransactionAccount;
import io.tenure.input.Transactions;
import io.tenure.lifecycle.Parameters;
import io.tenure.model.ConfidenceInterval;
import io.tenure.model.GammaGammaFit;
import io.tenure.replay.CutDecisions;
import io.tenure.text.Message;
import io.tenure.workbook.SheetReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `calibrate`: measures tables and parameters on the customers of a log, and writes them as a
/// bundle.
@Command(
        name = "calibrate",
        description = {
            "Measures the risk table and the parameters on the customers of a file of transactions, and writes a bundle",
            "with them, and a page that says what changed and why.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "  ./tenure calibrate --transactions sales.csv --out calibrated",
            "  ./tenure backtest --transactions sales.csv --bundle calibrated --cut 2026-03-31",
            "  ./tenure rules check calibrated",
            "",
            "The risk is measured on what customers did in the last days of the file (the horizon), so to prove a",
            "calibration, calibrate with an earlier --as-of and backtest with later cuts."
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final String TABLES = "decision-tables/";
    private static final String WORKBOOK_ENDING = ".xlsx";
    private static final int MIN_CUSTOMERS = 200;
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private final Console console;
    private final RulesetLoader rulesetLoader;

    @Option(
            names = "--transactions",
            paramLabel = "FILE",
            required = true,
            description = "transactions, one per line, in any order; without amounts, each counts as 1")
    private @Nullable Path transactions;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "folder of the new bundle; new or empty")
    private @Nullable Path out;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "last day that counts (default: the last in the file)")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--horizon",
            paramLabel = "DAYS",
            description =
                    "days without a purchase that count as lost (default: by the gaps between purchases, 90 or 365)")
    private @Nullable Integer horizon;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "calibrate the rules in this folder, not the bundled ones")
    private @Nullable Path bundle;

    @ArgGroup(validate = false, headingKey = "files.heading", heading = "%nHow a text file is written:%n")
    private FileOptions fileOptions = new FileOptions();

    @ArgGroup(validate = false, headingKey = "transactions.heading", heading = "%nWhat the transactions hold:%n")
    private TransactionOptions transactionOptions = new TransactionOptions();

    CalibrateCommand(Console console, RulesetLoader rulesetLoader) {
        this.console = console;
        this.rulesetLoader = rulesetLoader;
    }

    @Override
    public Integer call() throws IOException, CliException, UnreadableFileException {
        TransactionFile file =
                new TransactionFile(Objects.requireNonNull(transactions), fileOptions, transactionOptions);
        file.check();
        Path target = Objects.requireNonNull(out);
        checkTarget(target);
        if (horizon != null && (horizon < 1 || horizon > CutDecisions.MAX_HORIZON)) {
            throw CliException.usageError(Message.of("cli.calibrate.horizon", "horizon", CutDecisions.MAX_HORIZON));
        }
        CompiledRuleset ruleset = rulesetLoader.load(bundle).ruleset();
        Bundle base = bundle == null ? Bundle.ofClasspath("seed/") : Bundle.ofDirectory(bundle);
        Transactions read = file.read(console, asOf == null ? LAST_DAY : asOf, false);
        LocalDate end = asOf == null || read.lastDay().isBefore(asOf) ? read.lastDay() : asOf;
        List<TransactionAccount> customers = CutDecisions.customersOn(end, read.accounts());
        Calibration.Gaps gaps = gaps(customers);
        int days = horizon == null ? gaps.proposedHorizon() : horizon;
        LocalDate before = end.minusDays(days);
        List<TransactionAccount> earlier = CutDecisions.customersOn(before, customers);
        if (earlier.size() < MIN_CUSTOMERS) {
            throw CliException.failure(Message.of(
                    "cli.calibrate.too-few",
                    "customers",
                    earlier.size(),
                    "before",
                    before,
                    "needed",
                    MIN_CUSTOMERS,
                    "horizon",
                    days));
        }
        List<CustomerAtCut> earlierCustomers = CutDecisions.undecided(earlier, before);
        List<Later> later = earlier.stream()
                .map(account -> CutDecisions.later(account, before, days))
                .toList();
        Calibration calibration =
                Calibration.of(CutDecisions.undecided(customers, end), gaps, earlierCustomers, later, days);
        CalibratedSheets sheets = new CalibratedSheets(end, days);
        write(target, changed(base, ruleset, sheets, calibration, earlier.size(), customers.size()));
        report(target, ruleset.ruleset().parameters(), calibration, sheets, customers.size());
        return 0;
    }

    private static void checkTarget(Path target) throws IOException, CliException {
        if (Files.exists(target)) {
            boolean empty;
            try (var files = Files.isDirectory(target) ? Files.list(target) : null) {
                empty = files != null && files.findAny().isEmpty();
            }
            if (!empty) {
                throw CliException.usageError(Message.of("cli.calibrate.not-empty", "folder", target.toString()));
            }
        }
    }

    private static Calibration.Gaps gaps(List<TransactionAccount> customers) {
        return new Calibration.Gaps(
                customers.stream().flatMapToInt(TransactionAccount::gaps).toArray());
    }

    private static SortedMap<String, byte[]> changed(
            Bundle base,
            CompiledRuleset ruleset,
            CalibratedSheets sheets,
            Calibration calibration,
            long measured,
            long customers)
            throws CliException {
        SortedMap<String, byte[]> files = new TreeMap<>(base.files());
        Map<String, byte[]> workbooks = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.startsWith(TABLES) && path.endsWith(WORKBOOK_ENDING)) {
                workbooks.put(path.substring(TABLES.length()), bytes);
            }
        });
        var replacement = new SheetReplacement(workbooks, ruleset.ruleset().dictionary());
        files.put(
                TABLES + CalibratedSheets.RISK_WORKBOOK + WORKBOOK_ENDING,
                replacement.replace(
                        CalibratedSheets.RISK_WORKBOOK,
                        CalibratedSheets.RISK_SHEET,
                        sheets.risk(
                                replacement.rows(CalibratedSheets.RISK_WORKBOOK, CalibratedSheets.RISK_SHEET),
                                calibration.risk(),
                                measured)));
        files.put(
                TABLES + CalibratedSheets.SETTINGS + WORKBOOK_ENDING,
                replacement.replace(
                        CalibratedSheets.SETTINGS,
                        CalibratedSheets.PARAMETERS,
                        sheets.parameters(
                                replacement.rows(CalibratedSheets.SETTINGS, CalibratedSheets.PARAMETERS),
                                calibration.parameters(),
                                customers)));
        return files;
    }

    private static void write(Path target, SortedMap<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.write(path, file.getValue());
        }
    }

    private void report(Path target, Parameters before, Calibration calibration, CalibratedSheets sheets, int customers)
            throws IOException {
        Message title = Message.of("cli.calibrate.title");
        Message summary = Message.of(
                "cli.calibrate.summary",
                "customers",
                customers,
                "asOf",
                sheets.asOf(),
                "horizon",
                sheets.horizonDays(),
                "folder",
                target.toString());
        List<String> sentences = new ArrayList<>();
        sentences.add(console.localized(summary));
        sentences.add(console.localized(BacktestTables.modelSentence(calibration.fit())));
        calibration.spend().map(GammaGammaFit::isIndependent).ifPresent(independent -> {
            if (!independent) {
                sentences.add(console.localized(Message.of("cli.calibrate.dependent-spend")));
            }
        });
        Calibration.HeldOut heldOut = calibration.heldOut();
        if (heldOut != null) {
            sentences.add(console.localized(heldOut(heldOut)));
        }
        List<ReportTable> tables = List.of(parameters(before, calibration), risk(calibration.risk(), sheets));
        ReportPage page = new ReportPage(console.localized(title), console.locale());
        for (String sentence : sentences) {
            console.print(sentence);
            page.paragraph(sentence);
        }
        for (ReportTable table : tables) {
            console.write(String.join("\n", table.lines()) + "\n");
            page.table(table);
        }
        Files.writeString(target.resolve("calibration.html"), page.finished());
    }

    private static Message heldOut(Calibration.HeldOut heldOut) {
        String auc = BacktestTables.three(heldOut.tableAuc());
        String brier = BacktestTables.three(heldOut.tableBrier());
        if (Double.isNaN(heldOut.modelBrier())) {
            return Message.of(
                    "cli.calibrate.held-out-table", "customers", heldOut.customers(), "auc", auc, "brier", brier);
        }
        String modelAuc = BacktestTables.three(heldOut.modelAuc());
        String modelBrier = BacktestTables.three(heldOut.modelBrier());
        return heldOut.isModelBetter()
                ? Message.of(
                        "cli.calibrate.held-out-model",
                        "customers",
                        heldOut.customers(),
                        "auc",
                        auc,
                        "brier",
                        brier,
                        "modelAuc",
                        modelAuc,
                        "modelBrier",
                        modelBrier)
                : Message.of(
                        "cli.calibrate.held-out",
                        "customers",
                        heldOut.customers(),
                        "auc",
                        auc,
                        "brier",
                        brier,
                        "modelAuc",
                        modelAuc,
                        "modelBrier",
                        modelBrier);
    }

    private ReportTable parameters(Parameters before, Calibration calibration) {
        List<ReportTable.Row> rows = CalibratedSheets.changed(before, calibration.parameters()).stream()
                .map(name -> new ReportTable.Row(
                        List.of(
                                name,
                                OutputLabels.number(before.get(name), 2),
                                OutputLabels.number(
                                        Objects.requireNonNull(
                                                calibration.parameters().get(name)),
                                        2)),
                        null))
                .toList();
        return ReportTable.of(
                console::localized,
                Message.of("cli.calibrate.parameters.title"),
                Message.of("cli.calibrate.parameters.note"),
                List.of(
                        Message.of("cli.calibrate.column.parameter"),
                        Message.of("cli.calibrate.column.before"),
                        Message.of("cli.calibrate.column.now")),
                rows);
    }

    private ReportTable risk(RiskGrid grid, CalibratedSheets sheets) {
        List<ReportTable.Row> rows = grid.cells().stream()
                .map(cell -> {
                    ConfidenceInterval interval = cell.interval();
                    double observed = cell.customers() == 0 ? Double.NaN : (double) cell.lost() / cell.customers();
                    return new ReportTable.Row(
                            List.of(
                                    CalibratedSheets.range(cell.silenceFrom(), cell.silenceTo(), 0),
                                    CalibratedSheets.range(cell.purchasesFrom(), cell.purchasesTo(), 1),
                                    BacktestTables.count(cell.customers()),
                                    interval == null ? "-" : BacktestTables.percent(observed),
                                    interval == null ? "-" : BacktestTables.percents(interval),
                                    BacktestTables.percent(cell.probability())),
                            interval == null
                                    ? null
                                    : new ReportTable.Plot(
                                            observed,
                                            interval,
                                            cell.probability(),
                                            interval.contains(cell.probability())));
                })
                .toList();
        return ReportTable.of(
                console::localized,
                Message.of("cli.calibrate.risk.title", "horizon", sheets.horizonDays()),
                Message.of("cli.calibrate.risk.note"),
                List.of(
                        Message.of("cli.calibrate.column.silence"),
                        Message.of("cli.calibrate.column.purchases"),
                        Message.of("cli.backtest.column.customers"),
                        Message.of("cli.backtest.column.lost"),
                        Message.of("cli.backtest.column.interval"),
                        Message.of("cli.calibrate.column.probability")),
                rows);
    }
}
