package io.tenure.measure;

import io.tenure.lifecycle.Purchase;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/// The distinct days on which a customer bought.
///
/// A record with an amount of 0 or more is a purchase, including an order that cost nothing. An amount below 0 is
/// a return, which counts in the sums of its window but is no purchase day.
public final class PurchaseDays {
    private PurchaseDays() {}

    /// The purchase days up to `asOf` as epoch days, earliest first.
    public static long[] of(List<Purchase> purchases, LocalDate asOf) {
        long end = asOf.toEpochDay();
        long[] days = new long[purchases.size()];
        int count = 0;
        for (Purchase purchase : purchases) {
            long day = purchase.date().toEpochDay();
            if (purchase.amount() >= 0 && day <= end) {
                days[count++] = day;
            }
        }
        Arrays.sort(days, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (distinct == 0 || days[distinct - 1] != days[i]) {
                days[distinct++] = days[i];
            }
        }
        return Arrays.copyOf(days, distinct);
    }
}
