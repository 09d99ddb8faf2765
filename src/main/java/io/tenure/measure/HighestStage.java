package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// The highest stage that a customer has reached, if earlier decisions don't tell.
///
/// - By contract: `tenureMonths` up to `contractExplorationMonths` is EXPLORATION, up to
///   `contractFormationMonths` FORMATION, beyond STABLE.
/// - Otherwise: `purchaseCount` below `formationCount` is EXPLORATION, below `stableCount` FORMATION, from
///   there STABLE.
///
/// Valid from the first purchase on. An approximation, because it looks at duration or frequency only, not at
/// growth. Source: the patterns of life cycles; the cut points are business defaults.
final class HighestStage implements Formula {
    static final List<String> PARAMETERS =
            List.of("formationCount", "stableCount", "contractExplorationMonths", "contractFormationMonths");

    private static final int HIGHEST = MeasureContext.index("highestStageReached");
    private static final MissingInputs TENURE_UNKNOWN = MissingInputs.of("tenureMonths");
    private static final MissingInputs COUNT_UNKNOWN = MissingInputs.of("purchaseCount");
    private static final Text NO_PURCHASE = Message.of("measure.shared.no-purchase-yet");

    private final double formationCount;
    private final double stableCount;
    private final double explorationMonths;
    private final double formationMonths;

    HighestStage(Parameters parameters) {
        formationCount = parameters.get("formationCount");
        stableCount = parameters.get("stableCount");
        explorationMonths = parameters.get("contractExplorationMonths");
        formationMonths = parameters.get("contractFormationMonths");
    }

    @Override
    public int[] measures() {
        return new int[] {HIGHEST};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Integer count = c.getPurchaseCount();
        if (count != null && count == 0) {
            context.setMissing(HIGHEST, NO_PURCHASE);
        } else if ("CONTRACTUAL".equals(c.getRelationshipType())) {
            Integer months = context.integer(Recency.TENURE_MONTHS);
            if (months == null) {
                context.setMissing(HIGHEST, TENURE_UNKNOWN.all());
            } else {
                context.set(HIGHEST, stage(months <= explorationMonths, months <= formationMonths));
            }
        } else if (count == null) {
            context.setMissing(HIGHEST, COUNT_UNKNOWN.all());
        } else {
            context.set(HIGHEST, stage(count < formationCount, count < stableCount));
        }
    }

    private static String stage(boolean exploration, boolean formation) {
        return exploration ? "EXPLORATION" : formation ? "FORMATION" : "STABLE";
    }
}
