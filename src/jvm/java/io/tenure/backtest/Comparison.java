package io.tenure.backtest;

import io.tenure.model.ConfidenceInterval;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Two bundles on the same customers: what the other one does better or worse.
///
/// Each interval is of the difference other minus this one, paired by customer; a difference whose interval has no
/// 0 in it is more than noise.
///
/// @param otherStage customers to whom the other bundle gives another stage
/// @param auc of the risk
/// @param brier of the risk, below 0 where the other is better; null where a bundle decides no risk
/// @param riskReach share of the lost sales reached by risk x usual sales
/// @param scoreReach share of the lost sales reached by score
public record Comparison(
        int customers,
        int otherStage,
        int otherBand,
        Difference auc,
        @Nullable Difference brier,
        @Nullable Difference riskReach,
        @Nullable Difference scoreReach) {
    public record Difference(double difference, ConfidenceInterval interval) {
        public boolean isMoreThanNoise() {
            return !interval.contains(0);
        }
    }

    /// @param other the same customers in the same order, decided by the other bundle
    public static Comparison of(Backtest one, List<CustomerAtCut> other) {
        int n = one.known().size();
        boolean[] lost = Later.lost(one.later());
        int stages = 0;
        int bands = 0;
        double[] risk = new double[n];
        double[] otherRisk = new double[n];
        double[] score = new double[n];
        double[] otherScore = new double[n];
        double[] lostSales = new double[n];
        double[] reach = new double[n];
        double[] otherReach = new double[n];
        long both = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            CustomerAtCut a = one.known().get(i);
            CustomerAtCut b = other.get(i);
            stages += Objects.equals(a.stage(), b.stage()) ? 0 : 1;
            bands += Objects.equals(a.riskBand(), b.riskBand()) ? 0 : 1;
            risk[i] = a.risk();
            otherRisk[i] = b.risk();
            score[i] = a.score();
            otherScore[i] = b.score();
            double usual = Math.max(0, a.yearSales());
            lostSales[i] = lost[i] ? usual : 0;
            reach[i] = a.risk() * usual;
            otherReach[i] = b.risk() * usual;
            double outcome = lost[i] ? 1 : 0;
            double better = (b.risk() - outcome) * (b.risk() - outcome) - (a.risk() - outcome) * (a.risk() - outcome);
            if (!Double.isNaN(better)) {
                both++;
                sum += better;
                squares += better * better;
            }
        }
        Auc ownAuc = Auc.of(risk, lost);
        Auc otherAuc = Auc.of(otherRisk, lost);
        ConfidenceInterval brier = ConfidenceInterval.ofMean(both, sum, squares);
        boolean sales = Arrays.stream(lostSales).sum() > 0;
        return new Comparison(
                n,
                stages,
                bands,
                new Difference(otherAuc.value() - ownAuc.value(), otherAuc.differenceTo(ownAuc)),
                brier == null ? null : new Difference(sum / both, brier),
                sales ? reach(otherReach, reach, lostSales) : null,
                sales ? reach(otherScore, score, lostSales) : null);
    }

    private static Difference reach(double[] scores, double[] others, double[] amounts) {
        TopShare difference = TopShare.difference(scores, others, amounts);
        return new Difference(difference.share(), difference.interval());
    }
}
