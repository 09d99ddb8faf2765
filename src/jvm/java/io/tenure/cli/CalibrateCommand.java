package io.tenure.cli;

import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.Later;
import io.tenure.calibration.Calibration;
import io.tenure.calibration.Contracts;
import io.tenure.calibration.HeldOut;
import io.tenure.calibration.Measured;
import io.tenure.calibration.Propensities;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.input.CustomerReader;
import io.tenure.input.TransactionAccount;
import io.tenure.model.ShiftedBetaGeometricFit;
import io.tenure.replay.CutDecisions;
import io.tenure.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `calibrate`: measures tables and parameters on the customers of a log, and writes them as a
/// bundle.
@Command(
        name = "calibrate",
        description = {
            "Measure the risk table and the parameters on the customers of a file of transactions, or on record, and"
                    + " write a bundle with them, and a page that says what changed and why.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "  ./tenure calibrate --transactions sales.csv --out calibrated",
            "  ./tenure calibrate --record --out calibrated",
            "  ./tenure backtest --transactions sales.csv --bundle calibrated --cut 2026-03-31",
            "  ./tenure rules check calibrated",
            "",
            "The risk is measured on what customers did in the last days of the file (the horizon), so to prove a"
                    + " calibration, calibrate with an earlier --as-of and backtest with later cuts."
        })
final class CalibrateCommand implements Callable<Integer> {
    /// Lifetime values of more customers change their quantiles by less than their intervals.
    private static final int MAX_VALUES = 5_000;

    private static final int QUARTER_DAYS = 90;
    /// Decisions are kept for 24 months.
    private static final int OUTCOME_YEARS = 2;

    private final Console console;
    private final RulesetLoader rulesetLoader;
    private final ServiceClient service;
    private final Clock clock;

    @Mixin
    private LogSource source = new LogSource();

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

    CalibrateCommand(Console console, RulesetLoader rulesetLoader, ServiceClient service, Clock clock) {
        this.console = console;
        this.rulesetLoader = rulesetLoader;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, CliException, UnreadableFileException {
        source.check(transactionOptions);
        Path target = Objects.requireNonNull(out);
        checkTarget(target);
        if (horizon != null && (horizon < 1 || horizon > CutDecisions.MAX_HORIZON)) {
            throw CliException.usageError(Message.of("cli.calibrate.horizon", "horizon", CutDecisions.MAX_HORIZON));
        }
        Map<String, String> facts = transactionOptions.sharedFacts();
        if (!"NON_CONTRACTUAL".equals(facts.get("relationshipType"))) {
            throw CliException.usageError(Message.of("cli.calibrate.contracts"));
        }
        RulesetLoader.LoadedRuleset loaded = rulesetLoader.load(bundle);
        CompiledRuleset ruleset = loaded.ruleset();
        CustomerLog read = source.read(
                console,
                service,
                fileOptions,
                transactionOptions,
                ruleset.ruleset().parameters(),
                asOf);
        LocalDate end = read.end(asOf);
        TransactionOptions.checkFacts(new CustomerReader(ruleset.ruleset(), clock), facts, end);
        List<TransactionAccount> customers = CutDecisions.customersOn(end, read.accounts());
        Propensities propensities = source.isRecord() ? reportedPropensities() : Propensities.NONE;
        if (customers.isEmpty() && !read.contracts().isEmpty()) {
            return calibrateContracts(
                    Contracts.of(read.contracts()),
                    propensities,
                    new CalibratedBundle(loaded, new CalibratedSheets(end)),
                    target);
        }
        Calibration.Gaps gaps = new Calibration.Gaps(
                customers.stream().flatMapToInt(TransactionAccount::gaps).toArray());
        int days = horizon == null ? gaps.proposedHorizon() : horizon;
        HeldOut.Period last = period(customers, end.minusDays(days), days);
        checkEnough(last, end, days);
        boolean withMargin = !Double.isNaN(transactionOptions.unitMargin());
        Calibration calibration = Calibration.of(
                new Calibration.Base(
                        CutDecisions.undecided(customers, end),
                        gaps,
                        read.hasAmounts(),
                        withMargin ? transactionOptions.unitMargin() : 1,
                        read.hasAmounts() ? values(ruleset, facts, active(customers, gaps, end), end) : new double[0],
                        customers.stream()
                                .mapToDouble(account -> Math.max(0, account.sales(end.minusDays(QUARTER_DAYS), end)))
                                .toArray(),
                        Contracts.of(read.contracts()),
                        propensities),
                last,
                period(customers, end.minusDays(2L * days), days),
                days);
        CalibratedRisk risk = new CalibratedRisk(end, days, calibration.risk());
        CalibrationReport report =
                new CalibrationReport(console, calibration, risk, customers.size(), read, withMargin, target);
        CalibratedBundle files = new CalibratedBundle(loaded, new CalibratedSheets(end));
        files.putRisk(risk, last.known().size(), report.modelReason());
        files.putModels(calibration.models());
        files.putParameters(calibration.parameters());
        List<CalibratedPropensities.Change> chances = files.putPropensities(propensities);
        report.write(ruleset.ruleset().parameters(), chances, files.write(target));
        return 0;
    }

    /// A base of contracts alone: there is no risk of buying nothing, and no gap between purchases.
    private int calibrateContracts(Contracts contracts, Propensities propensities, CalibratedBundle files, Path target)
            throws CliException, IOException {
        Optional<ShiftedBetaGeometricFit> fit = contracts.fit();
        Message sentence = ContractReport.sentence(contracts.customers(), fit);
        if (fit.isEmpty()) {
            throw CliException.failure(sentence);
        }
        Map<String, Measured> models = Calibration.contractModel(contracts, fit.get());
        files.putModels(models);
        List<CalibratedPropensities.Change> chances = files.putPropensities(propensities);
        new CalibrationPage(console, target)
                .write(
                        List.of(sentence, Message.of("cli.calibrate.contracts-only", "folder", target.toString())),
                        List.of(CalibrationPage.models(console, models)),
                        chances,
                        files.write(target));
        return 0;
    }

    private Propensities reportedPropensities() throws IOException, CliException {
        LocalDate last = asOf == null ? LocalDate.now(clock) : asOf;
        return CalibratedPropensities.reported(service, console, last.minusYears(OUTCOME_YEARS), asOf);
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

    private static HeldOut.Period period(List<TransactionAccount> accounts, LocalDate day, int days) {
        List<TransactionAccount> known = CutDecisions.customersOn(day, accounts);
        return new HeldOut.Period(
                CutDecisions.undecided(known, day),
                known.stream()
                        .map(account -> CutDecisions.later(account, day, days))
                        .toList());
    }

    /// A risk needs customers, some of whom bought and some of whom didn't.
    private static void checkEnough(HeldOut.Period last, LocalDate end, int days) throws CliException {
        int customers = last.known().size();
        if (customers < Calibration.MIN_CUSTOMERS) {
            throw CliException.failure(Message.of(
                    "cli.calibrate.too-few",
                    "customers",
                    customers,
                    "before",
                    end.minusDays(days),
                    "needed",
                    Calibration.MIN_CUSTOMERS,
                    "horizon",
                    days));
        }
        long bought = last.later().stream().filter(Later::boughtAgain).count();
        if (bought == 0 || bought == customers) {
            throw CliException.failure(
                    bought == 0
                            ? Message.of(
                                    "cli.calibrate.nobody-bought", "customers", customers, "horizon", days, "asOf", end)
                            : Message.of(
                                    "cli.calibrate.everybody-bought",
                                    "customers",
                                    customers,
                                    "horizon",
                                    days,
                                    "asOf",
                                    end));
        }
    }

    /// The customers who still buy: silent no longer than nine tenths of the gaps last.
    private static List<TransactionAccount> active(
            List<TransactionAccount> customers, Calibration.Gaps gaps, LocalDate end) {
        LocalDate since = end.minusDays(gaps.longest());
        return customers.stream()
                .filter(account -> account.purchaseDays(since, end) > 0)
                .toList();
    }

    /// Lifetime values of an even part of the customers, as the rules compute them; sales stand in for the margin
    /// where no unit margin was given.
    private double[] values(
            CompiledRuleset ruleset, Map<String, String> facts, List<TransactionAccount> customers, LocalDate end)
            throws IOException, UnreadableFileException {
        Map<String, String> known = new LinkedHashMap<>(facts);
        known.putIfAbsent("unitMargin", "1");
        int step = 1 + customers.size() / MAX_VALUES;
        List<TransactionAccount> some = new ArrayList<>();
        for (int i = 0; i < customers.size(); i += step) {
            some.add(customers.get(i));
        }
        return new CutDecisions(ruleset, known, clock)
                .decide(some, end, _ -> {}).stream()
                        .flatMap(Optional::stream)
                        .mapToDouble(CustomerAtCut::value)
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
    }
}
