package io.tenure.measure;

import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The quintiles of recency, frequency and money, 1 to 5.
///
/// - `recencyScore`: 5 up to `recencyCut1` days since the last purchase, 4 up to `recencyCut2`, ... 1 beyond
///   `recencyCut4`.
/// - `frequencyScore`: 1 below `frequencyCut1` purchases, 2 below `frequencyCut2`, ... 5 from `frequencyCut4`
///   on.
/// - `monetaryScore`: likewise by `averagePurchaseValue`, money.
///
/// Valid for customers who have bought. They are quintiles only if the cut points come from the site's own
/// customers. Source: Chen, Sain and Guo 2012, doi:10.1057/dbm.2012.17.
final class RfmScores implements Formula {
    static final List<String> PARAMETERS = List.of(
            "recencyCut1",
            "recencyCut2",
            "recencyCut3",
            "recencyCut4",
            "frequencyCut1",
            "frequencyCut2",
            "frequencyCut3",
            "frequencyCut4",
            "monetaryCut1",
            "monetaryCut2",
            "monetaryCut3",
            "monetaryCut4");

    private static final int RECENCY_SCORE = MeasureContext.index("recencyScore");
    private static final int FREQUENCY_SCORE = MeasureContext.index("frequencyScore");
    private static final int MONETARY_SCORE = MeasureContext.index("monetaryScore");
    private static final MissingInputs RECENCY_UNKNOWN = MissingInputs.of("recencyDays");
    private static final MissingInputs COUNT_UNKNOWN = MissingInputs.of("purchaseCount");
    private static final MissingInputs MONETARY_UNKNOWN = MissingInputs.of("averagePurchaseValue");
    private static final Text NO_PURCHASE = Message.of("measure.shared.no-purchase-yet");

    private final double[] recency;
    private final double[] frequency;
    private final double[] monetary;
    private final Set<String> monetaryReferences = new TreeSet<>();

    RfmScores(Parameters parameters) {
        recency = cuts(parameters, "recencyCut");
        frequency = cuts(parameters, "frequencyCut");
        monetary = cuts(parameters, "monetaryCut");
        for (int i = 1; i <= 4; i++) {
            String reference = parameters.unmeasuredReference("monetaryCut" + i);
            if (reference != null) {
                monetaryReferences.add(reference);
            }
        }
    }

    private static double[] cuts(Parameters parameters, String name) {
        double[] cuts = new double[4];
        for (int i = 0; i < 4; i++) {
            cuts[i] = parameters.get(name + (i + 1));
        }
        return cuts;
    }

    @Override
    public int[] measures() {
        return new int[] {RECENCY_SCORE, FREQUENCY_SCORE, MONETARY_SCORE};
    }

    @Override
    public void apply(MeasureContext context) {
        Integer days = context.integer(Recency.RECENCY_DAYS);
        if (days == null) {
            context.setMissing(RECENCY_SCORE, RECENCY_UNKNOWN.all());
        } else {
            int beyond = 0;
            while (beyond < 4 && days > recency[beyond]) {
                beyond++;
            }
            context.set(RECENCY_SCORE, 5 - beyond);
        }

        Integer count = context.customer.getPurchaseCount();
        if (count == null) {
            context.setMissing(FREQUENCY_SCORE, COUNT_UNKNOWN.all());
        } else if (count == 0) {
            context.setMissing(FREQUENCY_SCORE, NO_PURCHASE);
        } else {
            context.set(FREQUENCY_SCORE, 1 + cutsReached(count, frequency));
        }

        Double money = context.customer.getAveragePurchaseValue();
        if (money == null) {
            context.setMissing(MONETARY_SCORE, MONETARY_UNKNOWN.all());
        } else {
            context.set(MONETARY_SCORE, 1 + cutsReached(money, monetary));
            monetaryReferences.forEach(context::useReference);
        }
    }

    private static int cutsReached(double value, double[] cuts) {
        int reached = 0;
        while (reached < 4 && value >= cuts[reached]) {
            reached++;
        }
        return reached;
    }
}
