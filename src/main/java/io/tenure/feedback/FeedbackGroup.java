package io.tenure.feedback;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Feedback on the decisions of one group, or of all of them, counted.
///
/// @param values of the keys, in their order, null where unknown; empty for all groups together
/// @param decisions with those of erased customers
/// @param erased decisions of erased customers
/// @param presented decisions whose action was presented
/// @param accepted decisions whose presented action was accepted
/// @param declined decisions whose presented action was declined
/// @param converted decisions with a purchase on or after the day of the presentation
/// @param complained decisions after which the customer complained
/// @param left decisions after which the customer left
/// @param customers without erased ones
/// @param priorBuyers customers who had bought before
/// @param repeatBuyers those of them who bought after
/// @param observedCustomers customers of whom a later stage is known, or that they left
/// @param retainedCustomers those of them who neither left nor lapsed
/// @param potentialLoss sum over the customers, each by their latest day in the group, money
/// @param retentionScores the retention indicators by name, in the order of the latest release, then
///     the retention score
/// @param trends by name of the measure
public record FeedbackGroup(
        List<@Nullable String> values,
        long decisions,
        long erased,
        long presented,
        long accepted,
        long declined,
        long converted,
        long purchases,
        BigDecimal amount,
        long complained,
        long left,
        long customers,
        long priorBuyers,
        long repeatBuyers,
        long observedCustomers,
        long retainedCustomers,
        double potentialLoss,
        Map<String, Sums> retentionScores,
        Map<String, Sums> trends) {
    /// Sums over the values that are known.
    public record Sums(long count, double sum, double sumOfSquares) {
        public static final Sums NONE = new Sums(0, 0, 0);

        public Sums plus(Sums other) {
            return new Sums(count + other.count, sum + other.sum, sumOfSquares + other.sumOfSquares);
        }

        public Sums minus(Sums other) {
            return new Sums(count - other.count, sum - other.sum, sumOfSquares - other.sumOfSquares);
        }
    }

    /// Both together, of other keys. Customers are not summed: they may be in several groups.
    FeedbackGroup plus(FeedbackGroup other, List<@Nullable String> keys) {
        return new FeedbackGroup(
                keys,
                decisions + other.decisions,
                erased + other.erased,
                presented + other.presented,
                accepted + other.accepted,
                declined + other.declined,
                converted + other.converted,
                purchases + other.purchases,
                amount.add(other.amount),
                complained + other.complained,
                left + other.left,
                0,
                0,
                0,
                0,
                0,
                0,
                plus(retentionScores, other.retentionScores),
                plus(trends, other.trends));
    }

    private static Map<String, Sums> plus(Map<String, Sums> one, Map<String, Sums> other) {
        Map<String, Sums> all = new LinkedHashMap<>(one);
        other.forEach((name, sums) -> all.merge(name, sums, Sums::plus));
        return all;
    }

    /// The same with its customers.
    FeedbackGroup withCustomers(
            long customerCount, long prior, long repeat, long observed, long retained, double loss) {
        return new FeedbackGroup(
                values,
                decisions,
                erased,
                presented,
                accepted,
                declined,
                converted,
                purchases,
                amount,
                complained,
                left,
                customerCount,
                prior,
                repeat,
                observed,
                retained,
                loss,
                retentionScores,
                trends);
    }
}
