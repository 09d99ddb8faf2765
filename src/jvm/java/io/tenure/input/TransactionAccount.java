package io.tenure.input;

import io.tenure.lifecycle.Purchase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The purchases and returns of one customer.
final class TransactionAccount {
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

    String id() {
        return id;
    }

    /// The first line that names the customer.
    long line() {
        return line;
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
