package io.tenure.cli;

import io.tenure.decision.DecisionIdGenerator;
import io.tenure.decision.DecisionResponse;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerReading;
import io.tenure.input.InputFault;
import io.tenure.text.Message;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `decide`: the customers of a file, or those behind a file of transactions.
@Command(
        name = "decide",
        description = {"Decides the customers in a file, or those who made the transactions in a file.", ""},
        sortOptions = false,
        footer = {
            "",
            "FILE holds customers as CSV (a header of dictionary names: customerId, asOf, facts) or as JSON: one",
            "request as the HTTP API takes it, an array of them, or one a line.",
            "",
            "Exit status: 0 all decided; 1 some customers were faulty, or the file could not be decided; 2 the",
            "command was misused.",
            "",
            "  ./tenure decide customers.csv --explain",
            "  ./tenure decide --transactions sales.csv --as-of 2026-06-30 --header \\",
            "      --columns customer=client,date=day,amount=total --unit-margin 0.3"
        })
final class DecideCommand implements Callable<Integer> {
    private final Console console;
    private final RulesetLoader rulesetLoader;
    private final Clock clock;
    private final DecisionIdGenerator ids = new DecisionIdGenerator.UuidV7Generator();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "customers, as .csv, .json, .jsonl or .ndjson")
    private @Nullable Path file;

    @Option(names = "--transactions", paramLabel = "FILE", description = "transactions, one a line, in any order")
    private @Nullable Path transactions;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "day to decide for: of transactions, the last that counts; of customers, for those that name none")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "decide by the bundle in this folder, not the one that ships")
    private @Nullable Path bundle;

    @Option(names = "--json", description = "one JSON answer a line, as the HTTP API gives it")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "write the answers to FILE: CSV if it ends in .csv, JSON lines if in .json, .jsonl or .ndjson")
    private @Nullable Path out;

    @Option(names = "--explain", description = "under each customer the rows and rules that decided, and why")
    private boolean explain;

    @Option(names = "--lang", paramLabel = "en|zh", description = "language of labels and reasons")
    private String lang = "en";

    @Option(
            names = "--columns",
            paramLabel = "customer=N,date=N,amount=N",
            description =
                    "where transactions have what, from 1, or by name with --header; also margin, quantity and price")
    private @Nullable String columns;

    @Option(
            names = "--separator",
            paramLabel = "space|comma|tab|;",
            description = "what stands between the columns; a run of spaces counts as one")
    private @Nullable String separator;

    @Option(
            names = "--date-format",
            paramLabel = "FORMAT",
            description = "as yyyyMMdd or dd/MM/yyyy; yyyy-MM-dd if not given")
    private @Nullable String dateFormat;

    @Option(names = "--header", description = "the first line after --skip names the columns")
    private boolean header;

    @Option(names = "--skip", paramLabel = "N", description = "lines to skip at the top")
    private int skip;

    @Option(names = "--currency", paramLabel = "CODE", description = "currency of the amounts, as EUR")
    private @Nullable String currency;

    @Option(
            names = "--unit-margin",
            paramLabel = "SHARE",
            description = "margin for each unit of money sold, as 0.3, where transactions have no margin of their own")
    private @Nullable Double unitMargin;

    @Option(
            names = "--relationship",
            paramLabel = "TYPE",
            description = "CONTRACTUAL or NON_CONTRACTUAL, which is what it is if not given")
    private @Nullable String relationship;

    @Option(
            names = "--fact",
            paramLabel = "NAME=VALUE",
            description = "a fact that is the same for all, may be repeated")
    private Map<String, String> facts = new LinkedHashMap<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    DecideCommand(Console console, RulesetLoader rules, Clock clock) {
        this.console = console;
        this.rulesetLoader = rules;
        this.clock = clock;
    }

    @Override
    public Integer call() throws CliException {
        try {
            return decide();
        } catch (CharacterCodingException _) {
            throw CliException.failure("The file is not UTF-8 text; save it as \"CSV UTF-8\".");
        } catch (IOException failure) {
            if (String.valueOf(failure.getMessage()).contains("Broken pipe")) {
                // Whoever read our answers has read enough.
                return CliException.EXIT_FAILURE;
            }
            throw CliException.failure(
                    OutputLabels.formatted("Reading or writing failed: %s.", String.valueOf(failure.getMessage())));
        } catch (OutOfMemoryError _) {
            throw CliException.failure(
                    "The transactions do not fit into memory; give Java more with JAVA_TOOL_OPTIONS=-Xmx8g, or split the file by customer.");
        }
    }

    private int decide() throws IOException, CliException {
        Path input = checkedInput();
        Locale locale = locale();
        RulesetLoader.LoadedRuleset loaded = rulesetLoader.load(bundle, locale);
        if (loaded.warnings() > 0) {
            console.printError(
                    loaded.warnings() == 1
                            ? "The bundle has one warning."
                            : OutputLabels.formatted("The bundle has %d warnings.", loaded.warnings()));
        }
        CompiledRuleset ruleset = loaded.ruleset();
        OutputLabels labels = new OutputLabels(ruleset.ruleset(), locale);
        CustomerReader reader = new CustomerReader(ruleset.ruleset(), clock);
        OutputFormat answers = outputFormat(labels);
        if (transactions == null) {
            RunStatistics tally = new RunStatistics(new DecisionSummary(labels));
            try (CustomerSource customers = customers(input, reader, locale);
                    ProgressDisplay progress = ProgressDisplay.of(console, "Deciding", -1)) {
                write(customers, answers, ruleset, locale, tally, progress);
            }
            console.printError(tally.summaryLine(labels));
            return tally.invalid == 0 ? 0 : CliException.EXIT_FAILURE;
        }
        return decideTransactions(input, ruleset, reader, answers, labels);
    }

    private int decideTransactions(
            Path input, CompiledRuleset ruleset, CustomerReader reader, OutputFormat answers, OutputLabels labels)
            throws IOException, CliException {
        LocalDate day = asOf;
        if (day == null) {
            throw CliException.usageError("--transactions needs --as-of, the last day that counts.");
        }
        Map<String, String> shared = sharedFacts();
        checkFacts(reader, shared, day, labels.locale());
        TransactionLayout layout = layout(input);
        if (!layout.description().isEmpty()) {
            console.printError(layout.description() + ".");
        }
        Transactions read;
        try (BufferedReader lines = reader(input);
                ProgressDisplay progress = ProgressDisplay.of(console, "Reading ", Files.size(input))) {
            read = Transactions.read(lines, layout, day, unitMargin == null ? Double.NaN : unitMargin, progress);
        }
        read.malformedMessages().forEach(console::printError);
        if (read.malformed() > read.malformedMessages().size()) {
            console.printError(OutputLabels.formatted(
                    "... and %,d malformed lines more.",
                    read.malformed() - read.malformedMessages().size()));
        }
        RunStatistics tally = new RunStatistics(new DecisionSummary(labels));
        try (CustomerSource customers = new TransactionCustomers(read, day, shared, reader);
                ProgressDisplay progress =
                        ProgressDisplay.of(console, "Deciding", read.accounts().size())) {
            write(customers, answers, ruleset, labels.locale(), tally, progress);
        }
        List<String> report = new ArrayList<>();
        report.add(labels.localized(Message.of(
                "cli.decide-command.transactions-customers-after-left",
                "used",
                read.used(),
                "accounts",
                read.accounts().size(),
                "afterAsOf",
                read.afterAsOf(),
                "day",
                day,
                "malformed",
                read.malformed())));
        report.add(tally.summaryLine(labels));
        report.addAll(tally.summary.lines());
        byte[] words = (String.join("\n", report) + "\n").getBytes(StandardCharsets.UTF_8);
        OutputStream where = out == null && json ? console.err() : console.out();
        where.write(words);
        where.flush();
        return tally.invalid == 0 && read.malformed() == 0 ? 0 : CliException.EXIT_FAILURE;
    }

    // What is asked for

    private Path checkedInput() throws CliException {
        if (file != null && transactions != null) {
            throw CliException.usageError("Give a file of customers or one of --transactions, not both.");
        }
        Path input = file != null ? file : transactions;
        if (input == null) {
            throw CliException.usageError("Name a file to decide; ./tenure decide --help tells what it may hold.");
        }
        if (transactions == null
                && (columns != null
                        || separator != null
                        || dateFormat != null
                        || header
                        || skip != 0
                        || currency != null
                        || unitMargin != null
                        || relationship != null
                        || !facts.isEmpty())) {
            throw CliException.usageError(
                    "--columns, --separator, --date-format, --header, --skip, --currency, --unit-margin, --relationship and --fact go with --transactions.");
        }
        if (skip < 0) {
            throw CliException.usageError("--skip takes a number of lines, 0 or more.");
        }
        if (unitMargin != null && !Double.isFinite(unitMargin)) {
            throw CliException.usageError("--unit-margin takes a number, as 0.3.");
        }
        if (!Files.exists(input)) {
            throw CliException.failure("There is no file " + input + ".");
        }
        if (Files.isDirectory(input) || !Files.isReadable(input)) {
            throw CliException.failure(input + " cannot be read as a file.");
        }
        if (out != null && Files.exists(out) && isSame(out, input)) {
            throw CliException.usageError("--out names the file that is to be decided.");
        }
        return input;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException _) {
            return false;
        }
    }

    private Locale locale() throws CliException {
        return switch (lang.toLowerCase(Locale.ROOT)) {
            case "en" -> Locale.ENGLISH;
            case "zh", "zh-cn", "zh_cn" -> Locale.CHINESE;
            default -> throw CliException.usageError(OutputLabels.formatted("--lang takes en or zh, not '%s'.", lang));
        };
    }

    private CustomerSource customers(Path input, CustomerReader reader, Locale locale)
            throws IOException, CliException {
        String name = input.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean lines = name.endsWith(".jsonl") || name.endsWith(".ndjson");
        if (!lines && !name.endsWith(".json") && !name.endsWith(".csv")) {
            throw CliException.usageError(OutputLabels.formatted(
                    "%s must end in .csv, .json, .jsonl or .ndjson; or is it a file of --transactions?", input));
        }
        InputStream in = Files.newInputStream(input);
        try {
            return name.endsWith(".csv")
                    ? CsvCustomers.open(in, reader, asOf, locale)
                    : JsonCustomers.open(in, lines, reader, asOf);
        } catch (IOException | CliException failure) {
            in.close();
            throw failure;
        }
    }

    private OutputFormat outputFormat(OutputLabels labels) {
        String name = out == null ? "" : out.getFileName().toString().toLowerCase(Locale.ROOT);
        if (json || name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return new OutputFormat.JsonLines(labels);
        }
        if (name.endsWith(".csv")) {
            return new OutputFormat.Csv(labels);
        }
        return transactions != null && out == null && !explain
                ? new OutputFormat.NoOutput()
                : new OutputFormat.Table(labels, out == null && console.colours(), explain);
    }

    // Transactions

    private Map<String, String> sharedFacts() throws CliException {
        Map<String, String> shared = new LinkedHashMap<>(facts);
        if (shared.containsKey("customerId") || shared.containsKey("asOf")) {
            throw CliException.usageError(
                    "--fact cannot give customerId, which the transactions have, or asOf, which --as-of gives.");
        }
        add(shared, "relationshipType", relationship);
        shared.putIfAbsent("relationshipType", "NON_CONTRACTUAL");
        add(shared, "currency", currency);
        add(shared, "unitMargin", unitMargin == null ? null : unitMargin.toString());
        return shared;
    }

    private static void add(Map<String, String> shared, String name, @Nullable String value) throws CliException {
        if (value != null && shared.put(name, value) != null) {
            throw CliException.usageError(
                    OutputLabels.formatted("%s is given twice, by --fact and by an option of its own.", name));
        }
    }

    /// Tries the facts on a customer without purchases, so that a wrong one is named once and not for each
    /// customer.
    private static void checkFacts(CustomerReader reader, Map<String, String> shared, LocalDate day, Locale locale)
            throws CliException {
        Map<String, String> row = new LinkedHashMap<>(shared);
        row.put("customerId", "any");
        row.put("asOf", day.toString());
        if (reader.readRow(row) instanceof CustomerReading.Invalid(List<InputFault> faults)) {
            throw CliException.usageError(String.join(
                    "\n", faults.stream().map(f -> f.message().in(locale)).toList()));
        }
    }

    private static BufferedReader reader(Path input) throws IOException {
        // Bytes that are no text become U+FFFD, by which the line is known as malformed.
        return new BufferedReader(new InputStreamReader(Files.newInputStream(input), StandardCharsets.UTF_8), 1 << 16);
    }

    private TransactionLayout layout(Path input) throws IOException, CliException {
        List<String> first;
        try (BufferedReader lines = reader(input)) {
            first = lines.lines().limit(skip + 100L).toList();
        }
        if (first.stream().allMatch(String::isBlank)) {
            throw CliException.failure(input + " holds no transactions.");
        }
        if (columns == null) {
            TransactionLayout recognised =
                    skip == 0 && separator == null && dateFormat == null ? TransactionLayout.detect(first) : null;
            if (recognised == null) {
                throw CliException.usageError(
                        "The columns are not those of a known file; say where the customer, the date and the amount stand, as --columns customer=1,date=2,amount=3."
                                + "\nThe first line is: " + first.get(Math.min(skip, first.size() - 1)));
            }
            return recognised;
        }
        List<String> body = first.subList(Math.min(skip, first.size()), first.size());
        char between = separator(body);
        List<String> names = header && !body.isEmpty() ? TransactionLayout.split(body.getFirst(), between) : List.of();
        return TransactionLayout.ofColumns(
                columns,
                names == null ? List.of() : names,
                between,
                TransactionLayout.dateFormat(dateFormat == null ? "yyyy-MM-dd" : dateFormat),
                skip + (header ? 1 : 0));
    }

    private char separator(List<String> body) throws CliException {
        if (separator == null) {
            return TransactionLayout.separator(body.isEmpty() ? "" : body.getFirst());
        }
        return switch (separator) {
            case "space", " " -> ' ';
            case "comma", "," -> ',';
            case "tab", "\t", "\\t" -> '\t';
            case "semicolon", ";" -> ';';
            case "pipe", "|" -> '|';
            default ->
                throw CliException.usageError(OutputLabels.formatted(
                        "--separator takes space, comma, tab, semicolon or pipe, not '%s'.", separator));
        };
    }

    // Deciding

    private void write(
            CustomerSource customers,
            OutputFormat answers,
            CompiledRuleset ruleset,
            Locale locale,
            RunStatistics tally,
            ProgressDisplay progress)
            throws IOException, CliException {
        Path part = out == null ? null : out.resolveSibling(out.getFileName() + ".part");
        try (OutputStream to = new BufferedOutputStream(
                part == null ? new UncloseableOutputStream(console.out()) : Files.newOutputStream(part), 1 << 16)) {
            ParallelPipeline.run(customers, entry -> decideCustomer(entry, ruleset, answers, locale), verdict -> {
                progress.advance(1);
                switch (verdict) {
                    case CustomerResult.Valid told -> {
                        tally.summary.add(told.result());
                        answers.write(told.formatted(), to);
                    }
                    case CustomerResult.Invalid refused -> {
                        tally.invalid++;
                        console.printError(message(refused));
                    }
                }
            });
            answers.finish(to);
        }
        tally.stop();
        if (part != null && out != null) {
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String message(CustomerResult.Invalid refused) {
        String who = refused.customerId().isEmpty() ? "" : ", customer " + refused.customerId();
        return OutputLabels.formatted("Line %d%s: %s", refused.line(), who, String.join("\n    ", refused.messages()));
    }

    private CustomerResult decideCustomer(
            CustomerSource.Entry entry, CompiledRuleset ruleset, OutputFormat answers, Locale locale) {
        return switch (entry.reading().get()) {
            case CustomerReading.Invalid(List<InputFault> faults) ->
                new CustomerResult.Invalid(
                        entry.line(),
                        entry.customerId(),
                        faults.stream().map(f -> f.message().in(locale)).toList());
            case CustomerReading.Valid(String customerId, var presented) -> {
                try {
                    Instant now = clock.instant();
                    var decided = DecisionPipeline.decide(ruleset, presented);
                    yield new CustomerResult.Valid(
                            decided,
                            answers.format(DecisionResponse.notStored(ids.next(now), now, ruleset.ruleset(), decided)));
                } catch (RuleFailure failed) {
                    yield new CustomerResult.Invalid(
                            entry.line(), customerId, List.of(String.valueOf(failed.getMessage())));
                }
            }
        };
    }

    /// How many were decided and refused, and how long it took.
    private static final class RunStatistics {
        final DecisionSummary summary;
        long invalid;
        private final long startNanos = System.nanoTime();
        private long elapsedNanos;

        RunStatistics(DecisionSummary summary) {
            this.summary = summary;
        }

        void stop() {
            elapsedNanos = System.nanoTime() - startNanos;
        }

        String summaryLine(OutputLabels labels) {
            double seconds = Math.max(elapsedNanos, 1) / 1e9;
            long all = summary.decidedCount() + invalid;
            return labels.localized(Message.of(
                    "cli.run-statistics.customers-decided-second-faulty",
                    "decidedCount",
                    summary.decidedCount(),
                    "seconds",
                    seconds,
                    "all",
                    all / seconds,
                    "invalid",
                    invalid));
        }
    }

    /// A stream that outlives what is written through it.
    private static final class UncloseableOutputStream extends java.io.FilterOutputStream {
        UncloseableOutputStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
