package io.tenure.cli;

import io.tenure.bundle.Ruleset;
import io.tenure.measure.FittedModels;
import io.tenure.model.BgNbd;
import io.tenure.model.ConfidenceInterval;
import io.tenure.model.PurchaseHistory;
import io.tenure.report.OutputLabels;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whether the customers who are decided plainly differ from those on whom the tables and the model were measured.
///
/// Plainly is by more than a factor of two, or by half in the number of purchases: below that, tables that were
/// measured on others still order customers well, and a warning at every file would be read by nobody.
final class BaseDifference {
    /// The share of gaps that are longer than `lapseGapP90`, by its definition.
    private static final double LONGER = .1;

    private static final double FACTOR = 2;
    private static final double MODEL_FACTOR = 1.5;

    /// Fewer say nothing about a base.
    private static final int MIN_GAPS = 100;

    private static final int MIN_CUSTOMERS = 100;
    private static final String LAPSE_GAP = "lapseGapP90";

    private final Ruleset ruleset;
    private final Map<Integer, Long> customersByAge = new TreeMap<>();
    private long customers;
    private long repeats;
    private long gaps;
    private long longerGaps;
    private long gapsAtLeast;

    BaseDifference(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    /// @param days the purchase days, rising
    /// @param today the day of the decision
    void add(long[] days, long today) {
        if (days.length == 0) {
            return;
        }
        customers++;
        repeats += days.length - 1;
        customersByAge.merge((int) (today - days[0]), 1L, Long::sum);
        double longest =
                ruleset.parameters().has(LAPSE_GAP) ? ruleset.parameters().get(LAPSE_GAP) : Double.NaN;
        for (int i = 1; i < days.length && !Double.isNaN(longest); i++) {
            gaps++;
            longerGaps += days[i] - days[i - 1] > longest ? 1 : 0;
            gapsAtLeast += days[i] - days[i - 1] >= longest ? 1 : 0;
        }
    }

    /// A sentence for each difference.
    List<Message> warnings() {
        List<Message> warnings = new ArrayList<>();
        // Many gaps may be as long as the quantile, so that it holds between two shares.
        ConfidenceInterval longer = gaps < MIN_GAPS ? null : ConfidenceInterval.ofRate(longerGaps, gaps);
        ConfidenceInterval atLeast = gaps < MIN_GAPS ? null : ConfidenceInterval.ofRate(gapsAtLeast, gaps);
        if (longer != null && atLeast != null && (longer.low() > LONGER * FACTOR || atLeast.high() < LONGER / FACTOR)) {
            warnings.add(Message.of(
                    "cli.base.gaps",
                    "share",
                    OutputLabels.percent((double) longerGaps / gaps),
                    "gaps",
                    (int) Math.min(gaps, Integer.MAX_VALUE),
                    "days",
                    OutputLabels.number(ruleset.parameters().get(LAPSE_GAP), 0),
                    "expected",
                    OutputLabels.percent(LONGER)));
        }
        BgNbd model = FittedModels.of(ruleset.parameters()).purchases();
        if (model != null && customers >= MIN_CUSTOMERS) {
            double expected = expected(model);
            if (repeats > expected * MODEL_FACTOR || repeats * MODEL_FACTOR < expected) {
                warnings.add(Message.of(
                        "cli.base.purchases",
                        "customers",
                        (int) Math.min(customers, Integer.MAX_VALUE),
                        "repeats",
                        OutputLabels.number((double) repeats / customers, 2),
                        "expected",
                        OutputLabels.number(expected / customers, 2)));
            }
        }
        return warnings;
    }

    /// The repeat purchases that the model expects of customers who first bought so long ago.
    private double expected(BgNbd model) {
        var fresh = new PurchaseHistory(0, 0, 0);
        double sum = 0;
        for (Map.Entry<Integer, Long> age : customersByAge.entrySet()) {
            sum += age.getValue() * model.expectedPurchases(fresh, age.getKey());
        }
        return sum;
    }
}
