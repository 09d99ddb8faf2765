package io.tenure.input;

import io.tenure.csv.CsvFile;
import io.tenure.csv.CsvLine;
import io.tenure.csv.DateStyle;
import io.tenure.csv.NumberStyle;
import io.tenure.csv.RecordReader;
import io.tenure.csv.UnreadableFileException;
import io.tenure.csv.ValueStyles;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The transactions of a file up to a day, by customer, in the order in which customers first appear.
///
/// Held as plain days, amounts and margins, 20 bytes each, since a customer's lines need not be adjacent.
public final class Transactions {
    private static final int MAX_MESSAGES = 20;
    private static final double MAX_AMOUNT = 1e15;

    private final TransactionColumns columns;
    private final ValueStyles styles;
    private final int end;
    private final double unitMargin;
    private final double amountEach;
    private final Map<String, TransactionAccount> accounts = new LinkedHashMap<>();
    private final List<Text> malformedMessages = new ArrayList<>();
    private final RowHashes rowHashes = new RowHashes();
    private boolean headingPending;
    private final FileCurrency currency = new FileCurrency();
    private long used;
    private long afterAsOf;
    private long malformed;
    private long duplicates;
    private int lastDay = Integer.MIN_VALUE;

    private Transactions(
            TransactionColumns columns, ValueStyles styles, LocalDate asOf, double unitMargin, double amountEach) {
        this.columns = columns;
        this.headingPending = columns.hasHeading();
        this.styles = styles;
        this.end = (int) asOf.toEpochDay();
        this.unitMargin = unitMargin;
        this.amountEach = amountEach;
    }

    /// @param unitMargin share of the amount taken as margin where a line has none; NaN for unknown
    /// @param amountEach what each transaction counts as where the file has no amounts, money
    /// @param progress receives the number of records read since it was last called
    public static Transactions read(
            CsvFile file,
            TransactionColumns columns,
            ValueStyles styles,
            LocalDate asOf,
            double unitMargin,
            double amountEach,
            LongConsumer progress)
            throws IOException, UnreadableFileException {
        Transactions transactions = new Transactions(columns, styles, asOf, unitMargin, amountEach);
        try (RecordReader records = file.records()) {
            for (CsvLine line = records.next(); line != null; line = records.next()) {
                progress.accept(1);
                switch (line) {
                    case CsvLine.Rejected(long number, Text reason) -> transactions.reject(number, reason);
                    case CsvLine.Row row -> transactions.read(row);
                }
            }
        }
        transactions.requireAny();
        return transactions;
    }

    private void requireAny() throws UnreadableFileException {
        if (accounts.isEmpty()) {
            throw UnreadableFileException.of(
                    malformed == 0
                            ? Message.of("input.transactions.none")
                            : Message.of("input.transactions.none-readable", "first", malformedMessages.getFirst()));
        }
    }

    /// What each transaction counts as where amounts are unknown: the mean margin of a purchase, as the rules have it,
    /// which their costs are shares of; 1 where they have none.
    public static double amountEach(Parameters parameters) {
        return parameters.has("referenceMargin") ? parameters.get("referenceMargin") : 1;
    }

    private void read(CsvLine.Row row) {
        if (headingPending) {
            headingPending = false;
        } else {
            add(row);
        }
    }

    private void add(CsvLine.Row row) {
        List<Text> faults = new ArrayList<>();
        Transaction t = transaction(row, faults);
        if (t == null) {
            reject(row.number(), together(faults));
            return;
        }
        lastDay = Math.max(lastDay, t.day);
        if (!rowHashes.add(row.cells())) {
            duplicates++;
        }
        // Without purchases up to the day it is one who hasn't bought yet, and is decided only if asked for.
        TransactionAccount account =
                accounts.computeIfAbsent(t.customer, id -> new TransactionAccount(id, row.number()));
        if (t.day > end) {
            afterAsOf++;
        } else {
            used++;
            account.add(t.day, t.amount, Double.isNaN(t.margin) ? t.amount * unitMargin : t.margin);
        }
    }

    /// @param margin NaN where unknown
    private record Transaction(String customer, int day, double amount, double margin) {}

    /// The transaction of a row; null, with a sentence for each fault, if it has none.
    private @Nullable Transaction transaction(CsvLine.Row row, List<Text> faults) {
        int cells = row.cells().size();
        if (cells < columns.needed()) {
            faults.add(Message.of("input.malformed.columns", "columns", cells, "needed", columns.needed()));
            return null;
        }
        int named = columns.hasHeading() ? columns.names().size() : cells;
        for (int i = named; i < cells; i++) {
            if (!row.cell(i).isEmpty()) {
                faults.add(Message.of("input.wrong-shape.message", "cells", cells, "columns", named));
                return null;
            }
        }
        String customer = row.cell(columns.of(TransactionRole.CUSTOMER));
        if (CustomerIds.isNobody(customer)) {
            faults.add(Message.of("input.malformed.no-customer"));
        } else if (CustomerIds.isShortened(customer)) {
            faults.add(CustomerIds.shortened(customer));
        }
        int day = day(row, faults);
        double amount = amount(row, faults);
        int margin = columns.of(TransactionRole.MARGIN);
        boolean marginKnown = margin >= 0 && !row.cell(margin).isEmpty();
        double earned = marginKnown ? number(row, TransactionRole.MARGIN, faults) : Double.NaN;
        return faults.isEmpty() ? new Transaction(customer, day, amount, earned) : null;
    }

    private double amount(CsvLine.Row row, List<Text> faults) {
        if (columns.of(TransactionRole.AMOUNT) >= 0) {
            return number(row, TransactionRole.AMOUNT, faults);
        }
        return columns.hasAmounts()
                ? number(row, TransactionRole.QUANTITY, faults) * number(row, TransactionRole.PRICE, faults)
                : amountEach;
    }

    private int day(CsvLine.Row row, List<Text> faults) {
        String cell = row.cell(columns.of(TransactionRole.DATE));
        if (cell.isEmpty()) {
            faults.add(missing(TransactionRole.DATE));
            return 0;
        }
        return switch (styles.dates().read(cell)) {
            case DateStyle.Reading.Day(LocalDate day) -> (int) day.toEpochDay();
            case DateStyle.Reading.NoDay(Text reason) -> {
                faults.add(reason);
                yield 0;
            }
        };
    }

    private double number(CsvLine.Row row, TransactionRole role, List<Text> faults) {
        String cell = row.cell(columns.of(role));
        if (cell.isEmpty()) {
            faults.add(missing(role));
            return Double.NaN;
        }
        return switch (styles.numbers().read(cell)) {
            case NumberStyle.Reading.NoNumber(Text reason) -> {
                faults.add(reason);
                yield Double.NaN;
            }
            case NumberStyle.Reading.Number(String text, String sign) -> {
                checkCurrency(row, sign, faults);
                double number = Double.parseDouble(text);
                if (Math.abs(number) > MAX_AMOUNT) {
                    faults.add(Message.of("input.malformed.too-large", "text", cell));
                }
                yield number + 0.0;
            }
        };
    }

    /// @param sign in the cell of the amount; a column of currencies goes before it
    private void checkCurrency(CsvLine.Row row, String sign, List<Text> faults) {
        int column = columns.of(TransactionRole.CURRENCY);
        String given = column < 0 ? "" : row.cell(column).toUpperCase(Locale.ROOT);
        Text fault = currency.check(given.isEmpty() ? sign : given);
        if (fault != null && !faults.contains(fault)) {
            faults.add(fault);
        }
    }

    private static Text missing(TransactionRole role) {
        return Message.of("input.malformed.missing", "column", role.label());
    }

    private static Text together(List<Text> faults) {
        return Text.of(
                String.join(" ", faults.stream().map(Text::en).toList()),
                String.join("", faults.stream().map(Text::zh).toList()));
    }

    private void reject(long number, Text reason) {
        if (malformed++ < MAX_MESSAGES) {
            malformedMessages.add(Message.of("input.malformed.line", "line", number, "reason", reason));
        }
    }

    public int customers() {
        return accounts.size();
    }

    public Collection<TransactionAccount> accounts() {
        return accounts.values();
    }

    /// The customers who are there only after the day, so that nothing is known of them on it.
    public long laterCustomers() {
        return accounts.values().stream().filter(TransactionAccount::isEmpty).count();
    }

    /// Whether the amounts are known; otherwise all transactions count as the same.
    public boolean hasAmounts() {
        return columns.hasAmounts();
    }

    /// The last day of a transaction in the file, used or not; the first of all days without any.
    public LocalDate lastDay() {
        return LocalDate.ofEpochDay(lastDay);
    }

    public long used() {
        return used;
    }

    /// Transactions after the day.
    public long afterAsOf() {
        return afterAsOf;
    }

    public long malformed() {
        return malformed;
    }

    /// A sentence for each of the first malformed lines, one with the number of the others, and one about lines
    /// that repeat an earlier one word for word.
    public List<Text> messages() {
        List<Text> messages = new ArrayList<>(malformedMessages);
        if (malformed > messages.size()) {
            messages.add(Message.of("input.malformed.others", "others", malformed - messages.size()));
        }
        accounts.keySet().stream()
                .filter(id -> id.endsWith(".0") && accounts.containsKey(id.substring(0, id.length() - 2)))
                .findFirst()
                .ifPresent(id -> messages.add(Message.of(
                        "input.transactions.two-forms", "id", id, "other", id.substring(0, id.length() - 2))));
        if (duplicates > 0) {
            messages.add(Message.of("input.transactions.duplicates", "lines", duplicates));
        }
        return messages;
    }
}
