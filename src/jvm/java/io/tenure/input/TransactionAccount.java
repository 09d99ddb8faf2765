package io.tenure.input;

import io.tenure.lifecycle.Purchase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The purchases and returns of one customer.
public final class TransactionAccount {
    private final String id;
    private final long line;
    private int size;
    private int[] days = new int[2];
    private double[] amounts = new double[2];
    private double[] margins = new double[2];

    TransactionAccount(String id, long line) {
        this.id = id;
        this.line = line;
    }

    /// @param id of the customer
    public static TransactionAccount of(String id, Iterable<Transaction> transactions) {
        TransactionAccount account = new TransactionAccount(id, 0);
        for (Transaction t : transactions) {
            account.add((int) t.day.toEpochDay(), t.amount, t.margin);
        }
        return account;
    }

    /// A purchase, or with an amount below 0 a return.
    ///
    /// @param amount net, money
    /// @param margin money; NaN where unknown
    public record Transaction(LocalDate day, double amount, double margin) {}

    void add(int day, double amount, double margin) {
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

    public String id() {
        return id;
    }

    /// The first line that names the customer; 0 for none.
    long line() {
        return line;
    }

    /// The same customer as known on a day: without anything after it.
    public TransactionAccount until(LocalDate day) {
        int end = (int) day.toEpochDay();
        TransactionAccount known = new TransactionAccount(id, line);
        for (int i = 0; i < size; i++) {
            if (days[i] <= end) {
                known.add(days[i], amounts[i], margins[i]);
            }
        }
        return known;
    }

    public boolean hasPurchaseUntil(LocalDate day) {
        return purchaseDays().anyMatch(bought -> bought <= day.toEpochDay());
    }

    /// Days since the last purchase.
    ///
    /// @param day with a purchase on it or before
    public long silence(LocalDate day) {
        return day.toEpochDay()
                - purchaseDays()
                        .filter(bought -> bought <= day.toEpochDay())
                        .max()
                        .orElseThrow();
    }

    /// The distinct days of purchases after one day and up to another.
    public int purchaseDays(LocalDate after, LocalDate until) {
        return (int) purchaseDays()
                .filter(bought -> isBetween(bought, after, until))
                .distinct()
                .count();
    }

    /// The net sales after one day and up to another, money.
    public double sales(LocalDate after, LocalDate until) {
        double sales = 0;
        for (int i = 0; i < size; i++) {
            sales += isBetween(days[i], after, until) ? amounts[i] : 0;
        }
        return sales;
    }

    /// The margin of what was bought and returned after one day and up to another, money; NaN if any is unknown.
    public double margin(LocalDate after, LocalDate until) {
        double margin = 0;
        for (int i = 0; i < size; i++) {
            margin += isBetween(days[i], after, until) ? margins[i] : 0;
        }
        return margin;
    }

    /// Whether the margin of each purchase and return is known.
    public boolean hasMargins() {
        return IntStream.range(0, size).noneMatch(i -> Double.isNaN(margins[i]));
    }

    /// The days between one purchase day and the next.
    public IntStream gaps() {
        int[] bought = purchaseDays().sorted().distinct().toArray();
        return IntStream.range(1, bought.length).map(i -> bought[i] - bought[i - 1]);
    }

    /// The day of each purchase, in the order of the file.
    private IntStream purchaseDays() {
        return IntStream.range(0, size).filter(i -> amounts[i] >= 0).map(i -> days[i]);
    }

    private static boolean isBetween(int day, LocalDate after, LocalDate until) {
        return day > after.toEpochDay() && day <= until.toEpochDay();
    }

    /// Whether nothing is known of the customer up to the day of the decision: everything in the file is later.
    public boolean isEmpty() {
        return size == 0;
    }

    /// Whether goods were returned of which no purchase is known.
    boolean hasOnlyReturns() {
        for (int i = 0; i < size; i++) {
            if (amounts[i] >= 0) {
                return false;
            }
        }
        return size > 0;
    }

    /// All purchases and returns.
    ///
    /// @param asOf none of them is later
    public List<Purchase> purchases(LocalDate asOf) {
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
