package io.tenure.cli;

import io.tenure.csv.CsvFile;
import io.tenure.csv.UnreadableFileException;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerFile;
import io.tenure.input.CustomerReader;
import io.tenure.input.InputFault;
import io.tenure.input.TransactionColumns;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that go with `--transactions`: what its columns hold, and the facts that all of its customers
/// share.
final class TransactionOptions {
    @Option(
            names = "--columns",
            paramLabel = "customer=N,date=N,amount=N",
            description = "column of each value, counted from 1 or by name; recognised by the heading if left out;"
                    + " optional: margin, currency, and quantity and price instead of amount. For customers: names of the"
                    + " dictionary with the headings that stand for them, such as customerId=Client")
    private @Nullable String columns;

    @Option(
            names = "--header",
            negatable = true,
            description = "the first line names the columns, or doesn't; recognised if left out")
    private @Nullable Boolean header;

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
                        header != null ? "--header" : "",
                        currency != null ? "--currency" : "",
                        unitMargin != null ? "--unit-margin" : "",
                        relationship != null ? "--relationship" : "",
                        facts.isEmpty() ? "" : "--fact")
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        if (!given.isEmpty()) {
            throw CliException.usageError(Message.of("cli.transactions.only-with", "option", given));
        }
    }

    /// For a file of customers: the names of the dictionary by the headings that `--columns NAME=HEADING` gives for
    /// them.
    Map<String, String> renamedColumns() throws CliException {
        try {
            return CustomerFile.renamedColumns(columns);
        } catch (UnreadableFileException wrong) {
            throw CliException.usageError(wrong.sentence());
        }
    }

    /// @throws CliException if a number is out of range
    void check() throws CliException {
        if (unitMargin != null && !(unitMargin >= -1 && unitMargin <= 1)) {
            throw CliException.usageError(Message.of("cli.transactions.unit-margin"));
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
            throw CliException.usageError(Message.of("cli.transactions.reserved-fact"));
        }
        put(shared, "relationshipType", relationship);
        shared.putIfAbsent("relationshipType", "NON_CONTRACTUAL");
        put(shared, "currency", currency);
        put(shared, "unitMargin", unitMargin == null ? null : unitMargin.toString());
        return shared;
    }

    private static void put(Map<String, String> shared, String name, @Nullable String value) throws CliException {
        if (value != null && shared.put(name, value) != null) {
            throw CliException.usageError(Message.of("cli.transactions.fact-twice", "name", name));
        }
    }

    /// Tries the facts on a customer without purchases, so that an invalid one is reported once, not for every
    /// customer.
    static void checkFacts(CustomerReader reader, Map<String, String> facts, LocalDate asOf) throws CliException {
        Map<String, String> row = new LinkedHashMap<>(facts);
        row.put("customerId", "any");
        row.put("asOf", asOf.toString());
        if (reader.readRow(row) instanceof Checked.Invalid(List<InputFault> faults)) {
            throw CliException.usageError(Message.of(
                    "cli.transactions.faults",
                    "faults",
                    faults.stream().map(InputFault::message).toList()));
        }
    }

    /// The columns that the options give or, without `--columns`, that are recognised by the heading.
    ///
    /// @param amountNeeded whether there must be amounts
    TransactionColumns columns(CsvFile file, boolean amountNeeded) throws UnreadableFileException {
        return TransactionColumns.of(file, columns, header, amountNeeded);
    }
}
