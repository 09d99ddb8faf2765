package io.tenure.batch;

import io.tenure.decision.Answer;
import io.tenure.decision.CustomerReader;
import io.tenure.decision.Decider;
import io.tenure.decision.Fault;
import io.tenure.decision.IdSource;
import io.tenure.decision.Reading;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.RulesFailed;
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
    private final Rules rules;
    private final Clock clock;
    private final IdSource ids = new IdSource.Version7();

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

    DecideCommand(Console console, Rules rules, Clock clock) {
        this.console = console;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public Integer call() throws CannotDecide {
        try {
            return decide();
        } catch (CharacterCodingException _) {
            throw CannotDecide.because("The file is not UTF-8 text; save it as \"CSV UTF-8\".");
        } catch (IOException failure) {
            if (String.valueOf(failure.getMessage()).contains("Broken pipe")) {
                // Whoever read our answers has read enough.
                return CannotDecide.FAILED;
            }
            throw CannotDecide.because(
                    Labels.formatted("Reading or writing failed: %s.", String.valueOf(failure.getMessage())));
        } catch (OutOfMemoryError _) {
            throw CannotDecide.because(
                    "The transactions do not fit into memory; give Java more with JAVA_TOOL_OPTIONS=-Xmx8g, or split the file by customer.");
        }
    }

    private int decide() throws IOException, CannotDecide {
        Path input = checkedInput();
        Locale locale = locale();
        Rules.Loaded loaded = rules.load(bundle, locale);
        if (loaded.warnings() > 0) {
            console.say(
                    loaded.warnings() == 1
                            ? "The bundle has one warning."
                            : Labels.formatted("The bundle has %d warnings.", loaded.warnings()));
        }
        CompiledRuleset ruleset = loaded.ruleset();
        Labels labels = new Labels(ruleset.ruleset(), locale);
        CustomerReader reader = new CustomerReader(ruleset.ruleset(), clock);
        Answers answers = answers(labels);
        if (transactions == null) {
            Tally tally = new Tally(new Summary(labels));
            try (Customers customers = customers(input, reader, locale);
                    Progress progress = Progress.of(console, "Deciding", -1)) {
                write(customers, answers, ruleset, locale, tally, progress);
            }
            console.say(tally.told(labels));
            return tally.refused == 0 ? 0 : CannotDecide.FAILED;
        }
        return decideTransactions(input, ruleset, reader, answers, labels);
    }

    private int decideTransactions(
            Path input, CompiledRuleset ruleset, CustomerReader reader, Answers answers, Labels labels)
            throws IOException, CannotDecide {
        LocalDate day = asOf;
        if (day == null) {
            throw CannotDecide.misused("--transactions needs --as-of, the last day that counts.");
        }
        Map<String, String> shared = sharedFacts();
        checkFacts(reader, shared, day, labels.locale());
        Layout layout = layout(input);
        if (!layout.how().isEmpty()) {
            console.say(layout.how() + ".");
        }
        Transactions read;
        try (BufferedReader lines = reader(input);
                Progress progress = Progress.of(console, "Reading ", Files.size(input))) {
            read = Transactions.read(lines, layout, day, unitMargin == null ? Double.NaN : unitMargin, progress);
        }
        read.malformedShown().forEach(console::say);
        if (read.malformed() > read.malformedShown().size()) {
            console.say(Labels.formatted(
                    "... and %,d malformed lines more.",
                    read.malformed() - read.malformedShown().size()));
        }
        Tally tally = new Tally(new Summary(labels));
        try (Customers customers = new TransactionCustomers(read, day, shared, reader);
                Progress progress =
                        Progress.of(console, "Deciding", read.accounts().size())) {
            write(customers, answers, ruleset, labels.locale(), tally, progress);
        }
        List<String> report = new ArrayList<>();
        report.add(labels.say(
                Labels.formatted(
                        "%,d transactions of %,d customers; %,d after %s left out; %,d malformed lines left out.",
                        read.kept(), read.accounts().size(), read.later(), day, read.malformed()),
                Labels.formatted(
                        "%,d位客户的%,d笔交易；%s之后的%,d笔未计入；%,d行格式有误，未计入。",
                        read.accounts().size(), read.kept(), day, read.later(), read.malformed())));
        report.add(tally.told(labels));
        report.addAll(tally.summary.lines());
        byte[] words = (String.join("\n", report) + "\n").getBytes(StandardCharsets.UTF_8);
        OutputStream where = out == null && json ? console.err() : console.out();
        where.write(words);
        where.flush();
        return tally.refused == 0 && read.malformed() == 0 ? 0 : CannotDecide.FAILED;
    }

    // What is asked for

    private Path checkedInput() throws CannotDecide {
        if (file != null && transactions != null) {
            throw CannotDecide.misused("Give a file of customers or one of --transactions, not both.");
        }
        Path input = file != null ? file : transactions;
        if (input == null) {
            throw CannotDecide.misused("Name a file to decide; ./tenure decide --help tells what it may hold.");
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
            throw CannotDecide.misused(
                    "--columns, --separator, --date-format, --header, --skip, --currency, --unit-margin, --relationship and --fact go with --transactions.");
        }
        if (skip < 0) {
            throw CannotDecide.misused("--skip takes a number of lines, 0 or more.");
        }
        if (unitMargin != null && !Double.isFinite(unitMargin)) {
            throw CannotDecide.misused("--unit-margin takes a number, as 0.3.");
        }
        if (!Files.exists(input)) {
            throw CannotDecide.because("There is no file " + input + ".");
        }
        if (Files.isDirectory(input) || !Files.isReadable(input)) {
            throw CannotDecide.because(input + " cannot be read as a file.");
        }
        if (out != null && Files.exists(out) && isSame(out, input)) {
            throw CannotDecide.misused("--out names the file that is to be decided.");
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

    private Locale locale() throws CannotDecide {
        return switch (lang.toLowerCase(Locale.ROOT)) {
            case "en" -> Locale.ENGLISH;
            case "zh", "zh-cn", "zh_cn" -> Locale.CHINESE;
            default -> throw CannotDecide.misused(Labels.formatted("--lang takes en or zh, not '%s'.", lang));
        };
    }

    private Customers customers(Path input, CustomerReader reader, Locale locale) throws IOException, CannotDecide {
        String name = input.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean lines = name.endsWith(".jsonl") || name.endsWith(".ndjson");
        if (!lines && !name.endsWith(".json") && !name.endsWith(".csv")) {
            throw CannotDecide.misused(Labels.formatted(
                    "%s must end in .csv, .json, .jsonl or .ndjson; or is it a file of --transactions?", input));
        }
        InputStream in = Files.newInputStream(input);
        try {
            return name.endsWith(".csv")
                    ? CsvCustomers.open(in, reader, asOf, locale)
                    : JsonCustomers.open(in, lines, reader, asOf);
        } catch (IOException | CannotDecide failure) {
            in.close();
            throw failure;
        }
    }

    private Answers answers(Labels labels) {
        String name = out == null ? "" : out.getFileName().toString().toLowerCase(Locale.ROOT);
        if (json || name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return new Answers.JsonLines(labels);
        }
        if (name.endsWith(".csv")) {
            return new Answers.Csv(labels);
        }
        return transactions != null && out == null && !explain
                ? new Answers.None()
                : new Answers.Table(labels, out == null && console.colours(), explain);
    }

    // Transactions

    private Map<String, String> sharedFacts() throws CannotDecide {
        Map<String, String> shared = new LinkedHashMap<>(facts);
        if (shared.containsKey("customerId") || shared.containsKey("asOf")) {
            throw CannotDecide.misused(
                    "--fact cannot give customerId, which the transactions have, or asOf, which --as-of gives.");
        }
        add(shared, "relationshipType", relationship);
        shared.putIfAbsent("relationshipType", "NON_CONTRACTUAL");
        add(shared, "currency", currency);
        add(shared, "unitMargin", unitMargin == null ? null : unitMargin.toString());
        return shared;
    }

    private static void add(Map<String, String> shared, String name, @Nullable String value) throws CannotDecide {
        if (value != null && shared.put(name, value) != null) {
            throw CannotDecide.misused(
                    Labels.formatted("%s is given twice, by --fact and by an option of its own.", name));
        }
    }

    /// Tries the facts on a customer without purchases, so that a wrong one is named once and not for each
    /// customer.
    private static void checkFacts(CustomerReader reader, Map<String, String> shared, LocalDate day, Locale locale)
            throws CannotDecide {
        Map<String, String> row = new LinkedHashMap<>(shared);
        row.put("customerId", "any");
        row.put("asOf", day.toString());
        if (reader.readRow(row) instanceof Reading.Faulty(List<Fault> faults)) {
            throw CannotDecide.misused(String.join(
                    "\n", faults.stream().map(f -> f.message().in(locale)).toList()));
        }
    }

    private static BufferedReader reader(Path input) throws IOException {
        // Bytes that are no text become U+FFFD, by which the line is known as malformed.
        return new BufferedReader(new InputStreamReader(Files.newInputStream(input), StandardCharsets.UTF_8), 1 << 16);
    }

    private Layout layout(Path input) throws IOException, CannotDecide {
        List<String> first;
        try (BufferedReader lines = reader(input)) {
            first = lines.lines().limit(skip + 100L).toList();
        }
        if (first.stream().allMatch(String::isBlank)) {
            throw CannotDecide.because(input + " holds no transactions.");
        }
        if (columns == null) {
            Layout recognised = skip == 0 && separator == null && dateFormat == null ? Layout.recognised(first) : null;
            if (recognised == null) {
                throw CannotDecide.misused(
                        "The columns are not those of a known file; say where the customer, the date and the amount stand, as --columns customer=1,date=2,amount=3."
                                + "\nThe first line is: " + first.get(Math.min(skip, first.size() - 1)));
            }
            return recognised;
        }
        List<String> body = first.subList(Math.min(skip, first.size()), first.size());
        char between = separator(body);
        List<String> names = header && !body.isEmpty() ? Layout.cut(body.getFirst(), between) : List.of();
        return Layout.given(
                columns,
                names == null ? List.of() : names,
                between,
                Layout.dates(dateFormat == null ? "yyyy-MM-dd" : dateFormat),
                skip + (header ? 1 : 0));
    }

    private char separator(List<String> body) throws CannotDecide {
        if (separator == null) {
            return Layout.separator(body.isEmpty() ? "" : body.getFirst());
        }
        return switch (separator) {
            case "space", " " -> ' ';
            case "comma", "," -> ',';
            case "tab", "\t", "\\t" -> '\t';
            case "semicolon", ";" -> ';';
            case "pipe", "|" -> '|';
            default ->
                throw CannotDecide.misused(Labels.formatted(
                        "--separator takes space, comma, tab, semicolon or pipe, not '%s'.", separator));
        };
    }

    // Deciding

    private void write(
            Customers customers,
            Answers answers,
            CompiledRuleset ruleset,
            Locale locale,
            Tally tally,
            Progress progress)
            throws IOException, CannotDecide {
        Path part = out == null ? null : out.resolveSibling(out.getFileName() + ".part");
        try (OutputStream to = new BufferedOutputStream(
                part == null ? new Kept(console.out()) : Files.newOutputStream(part), 1 << 16)) {
            Assembly.run(customers, entry -> verdict(entry, ruleset, answers, locale), verdict -> {
                progress.passed(1);
                switch (verdict) {
                    case Verdict.Told told -> {
                        tally.summary.add(told.decided());
                        answers.write(told.rendered(), to);
                    }
                    case Verdict.Refused refused -> {
                        tally.refused++;
                        console.say(said(refused));
                    }
                }
            });
            answers.end(to);
        }
        tally.end();
        if (part != null && out != null) {
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String said(Verdict.Refused refused) {
        String who = refused.customerId().isEmpty() ? "" : ", customer " + refused.customerId();
        return Labels.formatted("Line %d%s: %s", refused.line(), who, String.join("\n    ", refused.words()));
    }

    private Verdict verdict(Customers.Entry entry, CompiledRuleset ruleset, Answers answers, Locale locale) {
        return switch (entry.reading().get()) {
            case Reading.Faulty(List<Fault> faults) ->
                new Verdict.Refused(
                        entry.line(),
                        entry.customerId(),
                        faults.stream().map(f -> f.message().in(locale)).toList());
            case Reading.Read(String customerId, var presented) -> {
                try {
                    Instant now = clock.instant();
                    var decided = Decider.decide(ruleset, presented);
                    yield new Verdict.Told(
                            decided, answers.render(Answer.unrecorded(ids.next(now), now, ruleset.ruleset(), decided)));
                } catch (RulesFailed failed) {
                    yield new Verdict.Refused(entry.line(), customerId, List.of(String.valueOf(failed.getMessage())));
                }
            }
        };
    }

    /// How many were decided and refused, and how long it took.
    private static final class Tally {
        final Summary summary;
        long refused;
        private final long begun = System.nanoTime();
        private long nanos;

        Tally(Summary summary) {
            this.summary = summary;
        }

        void end() {
            nanos = System.nanoTime() - begun;
        }

        String told(Labels labels) {
            double seconds = Math.max(nanos, 1) / 1e9;
            long all = summary.decided() + refused;
            return labels.say(
                    Labels.formatted(
                            "%,d customers decided in %.1f s, %,.0f a second; %,d faulty.",
                            summary.decided(), seconds, all / seconds, refused),
                    Labels.formatted(
                            "已决策%,d位客户，用时%.1f秒，每秒%,.0f位；%,d位有误。", summary.decided(), seconds, all / seconds, refused));
        }
    }

    /// A stream that outlives what is written through it.
    private static final class Kept extends java.io.FilterOutputStream {
        Kept(OutputStream out) {
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
