package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import io.tenure.model.ShiftedBetaGeometric;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The probability of keeping a customer for a year, as the values of the customer use it.
///
/// `retentionRate` where it is given, otherwise `defaultRetentionRate`; for a customer without a contract times
/// `min(1, patience / silence)`, since a rate of a cohort knows nothing of the customer's own silence, and without a
/// contract nobody sees a customer leave (Fader and Hardie 2009, Probability Models for Customer-Base Analysis): a
/// longer silence makes it less likely that they are still there. The silence is `recencyDays`, and patience the
/// silence after which a customer
/// counts as lapsed: `lapseGapRatio` usual gaps between purchases, or `lapseGapP90` days where the customer has
/// none. So it never rises with silence, and is never 0. The hyperbola is a business default.
///
/// For a contract, where a model of contracts (sBG) was fitted to the base: the probability of renewing in each of the
/// next twelve months, for a customer who is in month `tenureMonths` + 1. Source: Fader and Hardie 2007, How to Project
/// Customer Retention.
final class Retention {
    static final List<String> PARAMETERS = List.of("defaultRetentionRate", "lapseGapRatio", "lapseGapP90");

    private static final int GAP_RATIO = MeasureContext.index("gapRatio");
    private static final Text DEFAULT = Message.of("measure.retention.default");
    private static final Text FROM_MODEL = Message.of("measure.retention.from-model");
    private static final Text GIVEN_LOWERED = Message.of("measure.retention.given-lowered");
    private static final Text LOWERED = Message.of("measure.retention.lowered");

    private final double defaultRate;
    private final double lapseGapRatio;
    private final double lapseGap;
    private final @Nullable ShiftedBetaGeometric contracts;

    Retention(Parameters parameters) {
        defaultRate = parameters.get("defaultRetentionRate");
        lapseGapRatio = parameters.get("lapseGapRatio");
        lapseGap = parameters.get("lapseGapP90");
        contracts = FittedModels.of(parameters).contracts();
    }

    /// @param assumed what the rate takes for granted; null where the customer has one
    record Rate(double rate, @Nullable Text assumed) {}

    Rate of(MeasureContext context) {
        Customer c = context.customer;
        Double given = c.getRetentionRate();
        double kept = "NON_CONTRACTUAL".equals(c.getRelationshipType()) ? patience(context) : 1;
        if (given != null) {
            return new Rate(given * kept, kept < 1 ? GIVEN_LOWERED : null);
        }
        Integer months = context.integer(Recency.TENURE_MONTHS);
        if (contracts != null && months != null && "CONTRACTUAL".equals(c.getRelationshipType())) {
            return new Rate(yearOf(contracts, months), FROM_MODEL);
        }
        return new Rate(defaultRate * kept, kept < 1 ? LOWERED : DEFAULT);
    }

    private static double yearOf(ShiftedBetaGeometric model, int months) {
        double kept = 1;
        for (int month = 1; month <= 12; month++) {
            kept *= model.retention(months + month);
        }
        return kept;
    }

    /// The share of the rate that the silence leaves, 0 to 1; 1 where the silence is unknown.
    private double patience(MeasureContext context) {
        Double ratio = context.number(GAP_RATIO);
        Integer silence = context.integer(Recency.RECENCY_DAYS);
        if (ratio != null) {
            return ratio <= lapseGapRatio ? 1 : lapseGapRatio / ratio;
        }
        return silence == null || silence <= lapseGap ? 1 : lapseGap / silence;
    }
}
