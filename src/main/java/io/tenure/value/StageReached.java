package io.tenure.value;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Text;
import java.util.List;

/// The highest stage a customer has reached, where no memory says so.
///
/// - By contract: `tenureMonths` up to `contractExplorationMonths` is EXPLORATION, up to
///   `contractFormationMonths` FORMATION, beyond STABLE.
/// - Otherwise: `purchaseCount` below `formationCount` is EXPLORATION, below `stableCount` FORMATION, from
///   there STABLE.
///
/// Valid from the first purchase on. An approximation: what was reached is read from how long or how often,
/// never from growth. Source: the patterns of life cycles; the cut points are business defaults.
final class StageReached implements Formula {
    static final List<String> PARAMETERS =
            List.of("formationCount", "stableCount", "contractExplorationMonths", "contractFormationMonths");

    private static final int HIGHEST = Reckoning.slot("highestStageReached");
    private static final Text TENURE_UNKNOWN = Missing.sentence(List.of("tenureMonths"));
    private static final Text COUNT_UNKNOWN = Missing.sentence(List.of("purchaseCount"));
    private static final Text NO_PURCHASE = new Text("there is no purchase yet", "尚无购买");

    private final double formationCount;
    private final double stableCount;
    private final double explorationMonths;
    private final double formationMonths;

    StageReached(Parameters parameters) {
        formationCount = parameters.get("formationCount");
        stableCount = parameters.get("stableCount");
        explorationMonths = parameters.get("contractExplorationMonths");
        formationMonths = parameters.get("contractFormationMonths");
    }

    @Override
    public void apply(Reckoning reckoning) {
        Customer c = reckoning.customer;
        Integer count = c.getPurchaseCount();
        if (count != null && count == 0) {
            reckoning.lack(HIGHEST, NO_PURCHASE);
        } else if ("CONTRACTUAL".equals(c.getRelationshipType())) {
            Integer months = reckoning.integer(Recency.TENURE_MONTHS);
            if (months == null) {
                reckoning.lack(HIGHEST, TENURE_UNKNOWN);
            } else {
                reckoning.know(HIGHEST, stage(months <= explorationMonths, months <= formationMonths));
            }
        } else if (count == null) {
            reckoning.lack(HIGHEST, COUNT_UNKNOWN);
        } else {
            reckoning.know(HIGHEST, stage(count < formationCount, count < stableCount));
        }
    }

    private static String stage(boolean exploration, boolean formation) {
        return exploration ? "EXPLORATION" : formation ? "FORMATION" : "STABLE";
    }
}
