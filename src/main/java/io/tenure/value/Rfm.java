package io.tenure.value;

import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Text;
import java.util.List;

/// The quintiles of recency, frequency and money, 1 to 5.
///
/// - `recencyScore`: 5 up to `recencyCut1` days since the last purchase, 4 up to `recencyCut2`, ... 1 beyond
///   `recencyCut4`.
/// - `frequencyScore`: 1 below `frequencyCut1` purchases, 2 below `frequencyCut2`, ... 5 from `frequencyCut4`
///   on.
/// - `monetaryScore`: likewise by `averagePurchaseValue`, money.
///
/// Valid for customers who have bought. Quintiles only as far as the cut points are those of the site's own
/// base. Source: Chen, Sain and Guo 2012, doi:10.1057/dbm.2012.17.
final class Rfm implements Formula {
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

    private static final int RECENCY_SCORE = Reckoning.slot("recencyScore");
    private static final int FREQUENCY_SCORE = Reckoning.slot("frequencyScore");
    private static final int MONETARY_SCORE = Reckoning.slot("monetaryScore");
    private static final Text RECENCY_UNKNOWN = Missing.sentence(List.of("recencyDays"));
    private static final Text COUNT_UNKNOWN = Missing.sentence(List.of("purchaseCount"));
    private static final Text MONEY_UNKNOWN = Missing.sentence(List.of("averagePurchaseValue"));
    private static final Text NO_PURCHASE = new Text("there is no purchase yet", "尚无购买");

    private final double[] recency;
    private final double[] frequency;
    private final double[] monetary;

    Rfm(Parameters parameters) {
        recency = cuts(parameters, "recencyCut");
        frequency = cuts(parameters, "frequencyCut");
        monetary = cuts(parameters, "monetaryCut");
    }

    private static double[] cuts(Parameters parameters, String name) {
        double[] cuts = new double[4];
        for (int i = 0; i < 4; i++) {
            cuts[i] = parameters.get(name + (i + 1));
        }
        return cuts;
    }

    @Override
    public void apply(Reckoning reckoning) {
        Integer days = reckoning.integer(Recency.RECENCY_DAYS);
        if (days == null) {
            reckoning.lack(RECENCY_SCORE, RECENCY_UNKNOWN);
        } else {
            int beyond = 0;
            while (beyond < 4 && days > recency[beyond]) {
                beyond++;
            }
            reckoning.know(RECENCY_SCORE, 5 - beyond);
        }

        Integer count = reckoning.customer.getPurchaseCount();
        if (count == null) {
            reckoning.lack(FREQUENCY_SCORE, COUNT_UNKNOWN);
        } else if (count == 0) {
            reckoning.lack(FREQUENCY_SCORE, NO_PURCHASE);
        } else {
            reckoning.know(FREQUENCY_SCORE, 1 + reached(count, frequency));
        }

        Double money = reckoning.customer.getAveragePurchaseValue();
        if (money == null) {
            reckoning.lack(MONETARY_SCORE, MONEY_UNKNOWN);
        } else {
            reckoning.know(MONETARY_SCORE, 1 + reached(money, monetary));
        }
    }

    private static int reached(double value, double[] cuts) {
        int reached = 0;
        while (reached < 4 && value >= cuts[reached]) {
            reached++;
        }
        return reached;
    }
}
