package io.tenure.input;

import io.tenure.lifecycle.Purchase;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// The transactions of a file up to a day, by customer, in the order in which customers first appear.
///
/// Held as plain days, amounts and margins, 20 bytes each, since a customer's lines need not be adjacent.
public final class Transactions {
    private static final int MAX_MESSAGES = 20;

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final List<Text> malformedMessages = new ArrayList<>();
    private long used;
    private long afterAsOf;
    private long malformed;

    private Transactions() {}

    /// @param unitMargin share of the amount taken as margin where a line has none; NaN for unknown
    /// @param progress receives the number of characters read since it was last called
    public static Transactions read(
            BufferedReader in, TransactionLayout layout, LocalDate asOf, double unitMargin, LongConsumer progress)
            throws IOException {
        Transactions transactions = new Transactions();
        int end = (int) asOf.toEpochDay();
        long number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            progress.accept(line.length() + 1L);
            if (number > layout.skip()) {
                transactions.add(number, layout.read(line), end, unitMargin);
            }
        }
        return transactions;
    }

    private void add(long number, TransactionLayout.Line line, int end, double unitMargin) {
        switch (line) {
            case TransactionLayout.Line.Blank _ -> {}
            case TransactionLayout.Line.Malformed(Text reason) -> {
                if (malformed++ < MAX_MESSAGES) {
                    malformedMessages.add(Message.of("input.malformed.line", "line", number, "reason", reason));
                }
            }
            case TransactionLayout.Line.Transaction t -> {
                // Without purchases up to the day it is still a customer: one who hasn't bought yet.
                Account account = accounts.computeIfAbsent(t.customer(), id -> new Account(id, number));
                if (t.day() > end) {
                    afterAsOf++;
                } else {
                    used++;
                    account.add(t.day(), t.amount(), Double.isNaN(t.margin()) ? t.amount() * unitMargin : t.margin());
                }
            }
        }
    }

    public Collection<Account> accounts() {
        return accounts.values();
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

    /// A sentence for each of the first malformed lines, then one with the number of the others.
    public List<Text> malformedMessages() {
        List<Text> messages = new ArrayList<>(malformedMessages);
        if (malformed > messages.size()) {
            messages.add(Message.of("input.malformed.others", "others", malformed - messages.size()));
        }
        return messages;
    }

    /// The purchases of one customer.
    static final class Account {
        private final String id;
        private final long line;
        private int size;
        private int[] days = new int[2];
        private double[] amounts = new double[2];
        private double[] margins = new double[2];

        Account(String id, long line) {
            this.id = id;
            this.line = line;
        }

        private void add(int day, double amount, double margin) {
            if (size == days.length) {
                int longer = size + (size >> 1) + 2;
                days = Arrays.copyOf(days, longer);
                amounts = Arrays.copyOf(amounts, longer);
                margins = Arrays.copyOf(margins, longer);
            }
            days[size] = day;
            amounts[size] = amount;
            margins[size++] = margin;
        }

        String id() {
            return id;
        }

        /// The first line that names the customer.
        long line() {
            return line;
        }

        List<Purchase> purchases(LocalDate asOf) {
            int today = (int) asOf.toEpochDay();
            List<Purchase> purchases = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                purchases.add(new Purchase(
                        LocalDate.ofEpochDay(days[i]),
                        today - days[i],
                        amounts[i],
                        Double.isNaN(margins[i]) ? null : margins[i]));
            }
            return purchases;
        }
    }
}
