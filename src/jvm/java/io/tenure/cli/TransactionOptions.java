package io.tenure.cli;

import io.tenure.finding.Checked;
import io.tenure.input.CustomerFileException;
import io.tenure.input.CustomerReader;
import io.tenure.input.InputFault;
import io.tenure.input.TransactionLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `decide` that only apply with `--transactions`: how to read the file, and the facts that all
/// of its customers share.
final class TransactionOptions {
    private static final String DEFAULT_DATE_FORMAT = "yyyy-MM-dd";
    /// Lines read to recognise a file's layout.
    private static final long SAMPLE_LINES = 100;

    @Option(
            names = "--columns",
            paramLabel = "customer=N,date=N,amount=N",
            description = "column of each value, counted from 1, or by name with --header; optional: margin, and"
                    + " quantity and price instead of amount")
    private @Nullable String columns;

    @Option(
            names = "--separator",
            paramLabel = "NAME",
            description = "space (also several), comma, tab, semicolon or pipe; recognised if left out")
    private @Nullable String separator;

    @Option(
            names = "--date-format",
            paramLabel = "FORMAT",
            description = "such as yyyyMMdd or dd/MM/yyyy; default: " + DEFAULT_DATE_FORMAT)
    private @Nullable String dateFormat;

    @Option(names = "--header", description = "the first line (after --skip) names the columns")
    private boolean header;

    @Option(names = "--skip", paramLabel = "N", description = "skip N lines at the top")
    private int skip;

    @Option(names = "--currency", paramLabel = "CODE", description = "currency of the amounts, such as EUR")
    private @Nullable String currency;

    @Option(
            names = "--unit-margin",
            paramLabel = "SHARE",
            description = "margin as a share of the amount, such as 0.3, for transactions without a margin")
    private @Nullable Double unitMargin;

    @Option(names = "--relationship", paramLabel = "TYPE", description = "CONTRACTUAL or NON_CONTRACTUAL (default)")
    private @Nullable String relationship;

    @Option(
            names = "--fact",
            paramLabel = "NAME=VALUE",
            description = "a fact that all customers share; can be repeated")
    private Map<String, String> facts = new LinkedHashMap<>();

    /// @throws CliException if any of these options was given
    void requireNone() throws CliException {
        String given = Stream.of(
                        columns != null ? "--columns" : "",
                        separator != null ? "--separator" : "",
                        dateFormat != null ? "--date-format" : "",
                        header ? "--header" : "",
                        skip != 0 ? "--skip" : "",
                        currency != null ? "--currency" : "",
                        unitMargin != null ? "--unit-margin" : "",
                        relationship != null ? "--relationship" : "",
                        facts.isEmpty() ? "" : "--fact")
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        if (!given.isEmpty()) {
            throw CliException.usageError(given + " can only be used with --transactions.");
        }
    }

    /// @throws CliException if a number is out of range
    void check() throws CliException {
        if (skip < 0) {
            throw CliException.usageError("--skip must be a number of lines, 0 or more.");
        }
        if (unitMargin != null && !Double.isFinite(unitMargin)) {
            throw CliException.usageError("--unit-margin must be a number, such as 0.3.");
        }
    }

    /// The margin as a share of the amount; NaN if not given.
    double unitMargin() {
        return unitMargin == null ? Double.NaN : unitMargin;
    }

    /// The facts that all customers share, as cells by name.
    Map<String, String> sharedFacts() throws CliException {
        Map<String, String> shared = new LinkedHashMap<>(facts);
        if (shared.containsKey("customerId") || shared.containsKey("asOf")) {
            throw CliException.usageError(
                    "--fact cannot set customerId, which comes from the transactions, or asOf, which --as-of sets.");
        }
        put(shared, "relationshipType", relationship);
        shared.putIfAbsent("relationshipType", "NON_CONTRACTUAL");
        put(shared, "currency", currency);
        put(shared, "unitMargin", unitMargin == null ? null : unitMargin.toString());
        return shared;
    }

    private static void put(Map<String, String> shared, String name, @Nullable String value) throws CliException {
        if (value != null && shared.put(name, value) != null) {
            throw CliException.usageError(
                    OutputLabels.formatted("%s is given twice: with --fact and with its own option.", name));
        }
    }

    /// Tries the facts on a customer without purchases, so that an invalid one is reported once, not for every
    /// customer.
    static void checkFacts(CustomerReader reader, Map<String, String> facts, LocalDate asOf, Locale locale)
            throws CliException {
        Map<String, String> row = new LinkedHashMap<>(facts);
        row.put("customerId", "any");
        row.put("asOf", asOf.toString());
        if (reader.readRow(row) instanceof Checked.Invalid(List<InputFault> faults)) {
            throw CliException.usageError(String.join(
                    "\n", faults.stream().map(f -> f.message().in(locale)).toList()));
        }
    }

    /// Opens a file of transactions. Bytes that are not UTF-8 become U+FFFD, which marks the line as malformed.
    static BufferedReader open(Path input) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(input), StandardCharsets.UTF_8), 1 << 16);
    }

    /// The layout that the options describe or, without `--columns`, that the file is recognised by.
    TransactionLayout layout(Path input) throws IOException, CliException, CustomerFileException {
        List<String> sample;
        try (BufferedReader lines = open(input)) {
            sample = lines.lines().limit(skip + SAMPLE_LINES).toList();
        }
        if (sample.stream().allMatch(String::isBlank)) {
            throw CliException.failure(input + " contains no transactions.");
        }
        List<String> body = sample.subList(Math.min(skip, sample.size()), sample.size());
        if (columns == null) {
            TransactionLayout recognised =
                    skip == 0 && separator == null && dateFormat == null ? TransactionLayout.detect(sample) : null;
            if (recognised == null) {
                throw CliException.usageError(
                        "The layout of the file is not recognised. Say which columns hold the customer, the date and the"
                                + " amount, for example --columns customer=1,date=2,amount=3"
                                + (body.isEmpty() ? "" : "\nThe first line is: " + body.getFirst()));
            }
            return recognised;
        }
        char between = separator(body);
        List<String> names = header && !body.isEmpty() ? TransactionLayout.split(body.getFirst(), between) : List.of();
        return TransactionLayout.ofColumns(
                columns,
                names == null ? List.of() : names,
                between,
                TransactionLayout.DateFormat.of(dateFormat == null ? DEFAULT_DATE_FORMAT : dateFormat),
                skip + (header ? 1 : 0));
    }

    private char separator(List<String> body) throws CliException, CustomerFileException {
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
                        "--separator must be space, comma, tab, semicolon or pipe, not '%s'.", separator));
        };
    }
}
