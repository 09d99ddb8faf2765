package io.tenure.measure;

import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Purchase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The facts that a customer's purchases, contacts and complaints amount to.
///
/// Windows are half open and count back from `asOf` (T): (T-90d, T], (T-180d, T-90d]. Records after `asOf`
/// are left out. A list that was given and is empty says that there were none; one that wasn't given says
/// nothing.
///
/// From purchases (see [PurchaseDays] for what is one):
///
/// - `purchaseCount`: distinct purchase days; `firstPurchaseDate`, `lastPurchaseDate`: the first and last of
///   them.
/// - `volumeCurrent`, `volumePrior`, `volumePeak`: net sales of the current window, of the one before, and of
///   the best 90 days that end on any day up to T. Returns count against the window they fall in, down to 0
///   and not below. The prior window is known only when the first purchase is not later than its first day.
/// - `annualVolume`: net sales of (T-365d, T], at least 0.
/// - `profitCurrent`, `profitPrior`, `profitPeak`: the same of margins, losses included; unknown as soon as
///   one margin of the window is (for the peak: one of all).
/// - `profitPerPeriod`: mean margin in 90 days from the first purchase to T; a shorter relationship counts as
///   90 days.
/// - `averagePurchaseValue`: net sales of all records over `purchaseCount`, at least 0.
/// - `priorWindowDropToo`: whether net sales of the prior window were half of those of the window before it,
///   or less; known only when the relationship covers both.
/// - `annualMargin`: margins of (T-365d, T]. A younger relationship isn't scaled up to a year, since most who
///   buy once don't buy again; unknown before the first purchase.
///
/// From contacts `contactsLast30d`, those in (T-30d, T]. From complaints `openComplaints`, `repeatComplaints`
/// and `complaintResolutionDays`, the mean over those resolved up to T.
///
/// Money is rounded to a millionth, or to 13 digits where it is larger, which frees sums from binary noise and from the
/// order of the records.
public final class Aggregates {
    private static final int WINDOW_DAYS = 90;
    private static final int YEAR_DAYS = 365;

    private Aggregates() {}

    /// The derived facts by name, each of its dictionary type; what cannot be derived is absent.
    ///
    /// @param purchases null where none were given; likewise contacts, complaints
    public static Map<String, Object> of(
            LocalDate asOf,
            @Nullable List<Purchase> purchases,
            @Nullable List<Contact> contacts,
            @Nullable List<Complaint> complaints) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (purchases != null) {
            ofPurchases(asOf, purchases, facts);
        }
        if (complaints != null) {
            ofComplaints(asOf, complaints, facts);
        }
        if (contacts != null) {
            ofContacts(asOf, contacts, facts);
        }
        return Collections.unmodifiableMap(facts);
    }

    /// The days after `asOf` on which a fact derived from purchases may change although nothing happens: something
    /// leaves a window, or the relationship covers one more. In between each fact stays as it is, except that
    /// `profitPerPeriod` moves in one direction.
    ///
    /// @param until the last day of interest
    /// @return sorted, each once
    public static LocalDate[] changeDays(List<Purchase> purchases, LocalDate asOf, LocalDate until) {
        return purchases.stream()
                .mapToLong(purchase -> purchase.date().toEpochDay())
                .distinct()
                .flatMap(day -> LongStream.of(
                        day + WINDOW_DAYS - 1,
                        day + WINDOW_DAYS,
                        day + 2 * WINDOW_DAYS - 1,
                        day + 2 * WINDOW_DAYS,
                        day + 3 * WINDOW_DAYS - 1,
                        day + 3 * WINDOW_DAYS,
                        day + YEAR_DAYS))
                .filter(day -> day > asOf.toEpochDay() && day <= until.toEpochDay())
                .sorted()
                .distinct()
                .mapToObj(LocalDate::ofEpochDay)
                .toArray(LocalDate[]::new);
    }

    private static void ofPurchases(LocalDate asOf, List<Purchase> purchases, Map<String, Object> facts) {
        long today = asOf.toEpochDay();
        long[] days = PurchaseDays.of(purchases, asOf);
        DailyTotals ledger = DailyTotals.of(purchases, today);
        boolean bought = days.length > 0;
        long age = bought ? today - days[0] : -1;

        if (bought) {
            facts.put("firstPurchaseDate", LocalDate.ofEpochDay(days[0]));
            facts.put("lastPurchaseDate", LocalDate.ofEpochDay(days[days.length - 1]));
        }
        facts.put("purchaseCount", days.length);

        double volume = ledger.volume(today, WINDOW_DAYS);
        facts.put("volumeCurrent", volume);
        boolean priorCovered = age >= 2 * WINDOW_DAYS - 1;
        double priorVolume = ledger.volume(today - WINDOW_DAYS, WINDOW_DAYS);
        if (priorCovered) {
            facts.put("volumePrior", priorVolume);
        }
        facts.put("annualVolume", ledger.volume(today, YEAR_DAYS));
        facts.put("volumePeak", ledger.peakVolume(today));

        putIfKnown(facts, "profitCurrent", ledger.profit(today, WINDOW_DAYS));
        if (priorCovered) {
            putIfKnown(facts, "profitPrior", ledger.profit(today - WINDOW_DAYS, WINDOW_DAYS));
        }
        putIfKnown(facts, "profitPeak", ledger.peakProfit(today));
        if (!bought) {
            return;
        }

        Double profit = ledger.profit(today, Long.MAX_VALUE);
        if (profit != null) {
            facts.put("profitPerPeriod", DailyTotals.round(profit * WINDOW_DAYS / Math.max(age + 1, WINDOW_DAYS)));
        }
        facts.put("averagePurchaseValue", DailyTotals.round(ledger.volume(today, Long.MAX_VALUE) / days.length));
        if (age >= 3 * WINDOW_DAYS - 1) {
            double before = ledger.volume(today - 2 * WINDOW_DAYS, WINDOW_DAYS);
            facts.put("priorWindowDropToo", before > 0 && priorVolume <= before / 2);
        }
        putIfKnown(facts, "annualMargin", ledger.profit(today, YEAR_DAYS));
    }

    private static void ofComplaints(LocalDate asOf, List<Complaint> complaints, Map<String, Object> facts) {
        int open = 0;
        int repeated = 0;
        int resolved = 0;
        long days = 0;
        for (Complaint complaint : complaints) {
            if (complaint.date().isAfter(asOf)) {
                continue;
            }
            if (complaint.repeated()) {
                repeated++;
            }
            LocalDate end = complaint.resolved();
            if (end == null || end.isAfter(asOf)) {
                open++;
            } else {
                resolved++;
                days += end.toEpochDay() - complaint.date().toEpochDay();
            }
        }
        facts.put("openComplaints", open);
        facts.put("repeatComplaints", repeated);
        if (resolved > 0) {
            facts.put("complaintResolutionDays", Math.max(0, (double) days / resolved));
        }
    }

    private static void ofContacts(LocalDate asOf, List<Contact> contacts, Map<String, Object> facts) {
        int recent = 0;
        for (Contact contact : contacts) {
            long ago = asOf.toEpochDay() - contact.date().toEpochDay();
            if (ago >= 0 && ago < 30) {
                recent++;
            }
        }
        facts.put("contactsLast30d", recent);
    }

    private static void putIfKnown(Map<String, Object> facts, String name, @Nullable Double value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    /// Amounts and margins of each day with a record, earliest first; a margin is NaN where one of the day is
    /// unknown.
    private static final class DailyTotals {
        private final long[] days;
        private final double[] amounts;
        private final double[] margins;

        private DailyTotals(long[] days, double[] amounts, double[] margins) {
            this.days = days;
            this.amounts = amounts;
            this.margins = margins;
        }

        static DailyTotals of(List<Purchase> purchases, long today) {
            List<Purchase> sorted = new ArrayList<>(purchases.size());
            for (Purchase purchase : purchases) {
                if (purchase.date().toEpochDay() <= today) {
                    sorted.add(purchase);
                }
            }
            sorted.sort(Comparator.comparing(Purchase::date)
                    .thenComparingDouble(Purchase::amount)
                    .thenComparingDouble(DailyTotals::margin));
            int size = sorted.size();
            long[] days = new long[size];
            double[] amounts = new double[size];
            double[] margins = new double[size];
            int count = 0;
            for (Purchase purchase : sorted) {
                long day = purchase.date().toEpochDay();
                if (count == 0 || days[count - 1] != day) {
                    days[count++] = day;
                }
                amounts[count - 1] += purchase.amount();
                margins[count - 1] += margin(purchase);
            }
            return new DailyTotals(
                    Arrays.copyOf(days, count), Arrays.copyOf(amounts, count), Arrays.copyOf(margins, count));
        }

        private static double margin(Purchase purchase) {
            Double margin = purchase.margin();
            return margin == null ? Double.NaN : margin;
        }

        /// Net sales of the window of so many days that ends on a day, at least 0.
        double volume(long end, long length) {
            return Math.max(0, round(sum(amounts, end, length)));
        }

        @Nullable
        Double profit(long end, long length) {
            double sum = sum(margins, end, length);
            return Double.isNaN(sum) ? null : round(sum);
        }

        double peakVolume(long today) {
            return Math.max(0, round(peak(amounts, today)));
        }

        @Nullable
        Double peakProfit(long today) {
            double peak = peak(margins, today);
            return Double.isNaN(peak) ? null : round(peak);
        }

        /// The best window ends where something enters one or has just left it, or today.
        private double peak(double[] of, long today) {
            double peak = sum(of, today, WINDOW_DAYS);
            for (long day : days) {
                peak = Math.max(peak, sum(of, day, WINDOW_DAYS));
                if (day + WINDOW_DAYS <= today) {
                    peak = Math.max(peak, sum(of, day + WINDOW_DAYS, WINDOW_DAYS));
                }
            }
            return peak;
        }

        private double sum(double[] of, long end, long length) {
            double sum = 0;
            for (int i = indexAfter(end - length); i < days.length && days[i] <= end; i++) {
                sum += of[i];
            }
            return sum;
        }

        /// The index of the first day after this one.
        private int indexAfter(long day) {
            int found = Arrays.binarySearch(days, day);
            return found >= 0 ? found + 1 : -found - 1;
        }

        /// A sum of money without the noise of binary fractions.
        static double round(double money) {
            return DecimalRounding.round(money, Math.max(Math.abs(money), 1e6), DecimalRounding.FROM_FACTS);
        }
    }
}
