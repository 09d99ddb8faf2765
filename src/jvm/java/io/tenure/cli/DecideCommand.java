package io.tenure.cli;

import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.input.CustomerFile;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerSource;
import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionCustomers;
import io.tenure.input.Transactions;
import io.tenure.report.OutputLabels;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `decide`: decides the customers in a file, or those derived from a file of transactions.
@Command(
        name = "decide",
        description = {"Decide the customers in a file, or those derived from a file of transactions.", ""},
        sortOptions = false,
        footer = {
            "",
            "FILE is CSV whose first line names the columns as the dictionary does (customerId, asOf, facts), or JSON:"
                    + " one request as in the HTTP API, an array of requests, or one request per line.",
            "",
            "Separator, decimal sign, order of dates and encoding of CSV are recognised and shown. Where two readings"
                    + " are possible, the command says which option chooses one.",
            "",
            "Exit status: 0 all customers decided; 1 some customers or the file could not be decided; 2 wrong usage.",
            "",
            "  ./tenure decide customers.csv --explain",
            "  ./tenure decide --transactions sales.csv --as-of 2026-06-30 --unit-margin 0.3 \\",
            "      --columns customer=client,date=day,amount=total"
        })
final class DecideCommand implements Callable<Integer> {
    private final Console console;
    private final RulesetLoader rulesetLoader;
    private final Clock clock;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "customers, as .csv, .xlsx, .json, .jsonl, .ndjson or .parquet, text also compressed (.gz);"
                    + " several as 'customers-*.csv'")
    private @Nullable Path file;

    @Option(names = "--transactions", paramLabel = "FILE", description = "transactions, one per line, in any order")
    private @Nullable Path transactions;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "date of the decisions (yyyy-MM-dd): for transactions the last day that counts; for customers the"
                            + " date of those without one")
    private @Nullable LocalDate asOf;

    @Option(names = "--bundle", paramLabel = "DIR", description = "use the rules in this folder, not the bundled ones")
    private @Nullable Path bundle;

    @Option(names = "--json", description = "print JSON as the HTTP API does, one decision per line")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "write the decisions to FILE: CSV if it ends in .csv; JSON, one decision per line, if in .json,"
                            + " .jsonl or .ndjson; every outcome in a typed column if in .parquet; else a table. Beside it"
                            + " FILE.rejected.csv says who could not be decided and why, and FILE.manifest.json, which is"
                            + " written last, that all is complete")
    private @Nullable Path out;

    @Option(
            names = "--later-customers",
            description = "with --transactions: decide also, as prospects, customers whose first transaction is after"
                    + " --as-of")
    private boolean laterCustomers;

    @Option(names = "--explain", description = "list under each customer the rows and rules that decided, and why")
    private boolean explain;

    @ArgGroup(validate = false, headingKey = "files.heading", heading = "%nHow a text file is written:%n")
    private FileOptions fileOptions = new FileOptions();

    @ArgGroup(validate = false, headingKey = "transactions.heading", heading = "%nWith --transactions:%n")
    private TransactionOptions transactionOptions = new TransactionOptions();

    DecideCommand(Console console, RulesetLoader rulesetLoader, Clock clock) {
        this.console = console;
        this.rulesetLoader = rulesetLoader;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, CliException, UnreadableFileException {
        try {
            return decide();
        } catch (OutOfMemoryError _) {
            throw CliException.failure(Message.of("cli.transactions.too-many"));
        }
    }

    private int decide() throws IOException, CliException, UnreadableFileException {
        Path input = checkedInput();
        CompiledRuleset ruleset = load();
        OutputLabels labels = new OutputLabels(ruleset.ruleset(), console.locale());
        CustomerReader reader = new CustomerReader(ruleset.ruleset(), clock);
        try (DecisionRun run = new DecisionRun(console, clock, ruleset, outputFormat(labels), labels, out)) {
            return transactions == null
                    ? decideCustomers(CustomerInput.files(input), run, reader)
                    : decideTransactions(input, run, reader);
        }
    }

    private int decideCustomers(List<Path> files, DecisionRun run, CustomerReader reader)
            throws IOException, CliException, UnreadableFileException {
        long size = 0;
        for (Path path : files) {
            CustomerFiles.formatOfContent(path);
            size += Files.size(path);
        }
        long before = 0;
        try (ProgressDisplay progress = ProgressDisplay.of(console, Message.of("cli.progress.deciding"), size)) {
            for (Path path : files) {
                long others = before;
                try (CustomerInput customers = CustomerFiles.open(
                        path, fileOptions, transactionOptions.renamedColumns(), reader, asOf, console)) {
                    run.decide(
                            customers,
                            path,
                            files.size() > 1,
                            () -> progress.advanceTo(others + customers.bytesRead()));
                }
                before += Files.size(path);
            }
        }
        run.finish();
        console.printError(run.summaryLine());
        run.summary().differences().forEach(console::printError);
        run.summary().noActionLines().forEach(line -> console.printError(Text.same(line)));
        run.summary().contributionLines().forEach(line -> console.printError(Text.same(line)));
        return run.rejectedCount() == 0 ? 0 : CliException.EXIT_FAILURE;
    }

    private int decideTransactions(Path input, DecisionRun run, CustomerReader reader)
            throws IOException, CliException, UnreadableFileException {
        if (asOf == null) {
            throw CliException.usageError(Message.of("cli.transactions.as-of"));
        }
        Map<String, String> facts = transactionOptions.sharedFacts();
        TransactionOptions.checkFacts(reader, facts, asOf);
        Transactions read = new TransactionFile(input, fileOptions, transactionOptions).read(console, asOf, Double.NaN);
        List<TransactionAccount> accounts = read.accounts().stream()
                .filter(account -> laterCustomers || !account.isEmpty())
                .toList();
        try (CustomerSource customers = new TransactionCustomers(accounts, asOf, facts, reader);
                ProgressDisplay progress =
                        ProgressDisplay.of(console, Message.of("cli.progress.deciding"), accounts.size())) {
            run.decide(customers, input, false, () -> progress.advance(1));
        }
        run.finish();
        List<String> report = new ArrayList<>();
        report.add(console.localized(Message.of(
                "cli.transactions.summary",
                "used",
                read.used(),
                "customers",
                accounts.size(),
                "afterAsOf",
                read.afterAsOf(),
                "asOf",
                asOf,
                "malformed",
                read.malformed())));
        if (accounts.size() < read.customers()) {
            report.add(console.localized(
                    Message.of("cli.transactions.later-customers", "customers", read.laterCustomers(), "asOf", asOf)));
        }
        report.add(console.localized(run.summaryLine()));
        run.summary().differences().forEach(warning -> report.add(console.localized(warning)));
        report.addAll(run.summary().lines());
        OutputStream target = out == null && json ? console.err() : console.out();
        target.write((String.join("\n", report) + "\n").getBytes(StandardCharsets.UTF_8));
        target.flush();
        return run.rejectedCount() == 0 && read.malformed() == 0 ? 0 : CliException.EXIT_FAILURE;
    }

    private CompiledRuleset load() throws CliException {
        RulesetLoader.LoadedRuleset loaded = rulesetLoader.load(bundle);
        if (loaded.warnings() > 0 && bundle != null) {
            console.printError(
                    Message.of("cli.bundle.warnings", "folder", bundle.toString(), "warnings", loaded.warnings()));
        }
        return loaded.ruleset();
    }

    private Path checkedInput() throws IOException, CliException {
        if (file != null && transactions != null) {
            throw CliException.usageError(Message.of("cli.decide.two-files"));
        }
        Path input = file != null ? file : transactions;
        if (input == null) {
            throw CliException.usageError(Message.of("cli.decide.no-file"));
        }
        if (transactions == null) {
            transactionOptions.requireNone();
        }
        transactionOptions.check();
        for (Path path : transactions == null ? CustomerInput.files(input) : List.of(input)) {
            FileOptions.requireReadable(path);
        }
        Path folder = out == null ? null : out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw CliException.failure(Message.of("cli.folder.missing", "folder", folder.toString()));
        }
        if (out != null && isSame(out, input)) {
            throw CliException.usageError(Message.of("cli.decide.overwrites"));
        }
        return input;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException _) {
            return false;
        }
    }

    private OutputFormat outputFormat(OutputLabels labels) throws IOException {
        if (out != null && !json && CustomerFiles.isParquet(out)) {
            return ParquetOutput.open(out, labels.ruleset().dictionary());
        }
        CustomerFile.Format format =
                out == null ? null : CustomerFile.Format.ofName(out.toString()).orElse(null);
        if (json || format == CustomerFile.Format.JSON || format == CustomerFile.Format.JSON_LINES) {
            return new OutputFormat.JsonLines(labels);
        }
        if (format == CustomerFile.Format.CSV) {
            return new OutputFormat.Csv(labels);
        }
        return transactions != null && out == null && !explain
                ? new OutputFormat.NoOutput()
                : new OutputFormat.Table(labels, out == null && console.colours(), explain);
    }
}
