package io.tenure.backtest;

import io.tenure.backtest.CustomerAtCut.DecidingRow;
import io.tenure.model.BgNbd;
import io.tenure.model.BgNbdFit;
import io.tenure.model.ConfidenceInterval;
import io.tenure.model.GammaGamma;
import io.tenure.model.GammaGammaFit;
import io.tenure.model.Rate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The customers of a cut with what they did later, and everything that is counted about them.
///
/// @param known what was known at the cut, and decided from it
/// @param later what the same customers did in the horizon
/// @param earlier the same kind of customers a horizon earlier, to whom what they did until the cut is known: what
///     a regression may learn from; empty where the log doesn't go back that far
public record Backtest(
        LocalDate cut, int horizonDays, List<CustomerAtCut> known, List<Later> later, Optional<Earlier> earlier) {
    private static final int MIN_LEARNED = 30;
    private static final double DAYS_PER_YEAR = 365;
    private static final double NO_SIGNAL = .52;

    /// Customers a horizon before the cut, and whether they bought until it.
    public record Earlier(List<CustomerAtCut> known, List<Later> later) {}

    /// @throws IllegalArgumentException unless there are customers, some who bought again and some who didn't
    public CutReport report() {
        long bought = later.stream().filter(Later::boughtAgain).count();
        if (bought == 0 || bought == known.size()) {
            throw new IllegalArgumentException(bought + " of " + known.size() + " customers bought again");
        }
        BgNbdFit fit = CustomerModels.purchases(known);
        Optional<BgNbd> model = fit.forecaster();
        boolean[] lost = Later.lost(later);
        Map<String, double[]> scores = riskScores(model);
        Map<String, Auc> aucs = new LinkedHashMap<>();
        scores.forEach((name, values) -> aucs.put(name, Auc.of(values, lost)));
        double[] lostOnes = amounts(i -> lost[i] ? 1 : 0);
        List<CutReport.RiskScore> risk = new ArrayList<>();
        scores.forEach((name, values) -> {
            Auc auc = Objects.requireNonNull(aucs.get(name));
            TopShare top = TopShare.of(values, lostOnes);
            risk.add(new CutReport.RiskScore(
                    name,
                    auc.value(),
                    auc.interval(),
                    top.share() / TopShare.TREATED,
                    name.equals(CutReport.RISK)
                            ? null
                            : Objects.requireNonNull(aucs.get(CutReport.RISK)).differenceTo(auc)));
        });
        GroupCounts counts = new GroupCounts(known, later);
        List<CutReport.StageResult> stages = counts.stages();
        CutReport.Brier brier = brier(lost);
        List<CutReport.Group> bands = counts.groups(c -> c.riskBand());
        List<CutReport.Group> cells = counts.groups(c -> c.rows().stream()
                .filter(row -> row.outcome().equals("riskProbability"))
                .map(DecidingRow::name)
                .reduce((_, last) -> last)
                .orElse(null));
        double[] lostSales = amounts(i -> lost[i] ? usualSales(known.get(i)) : 0);
        List<CutReport.Reached> reached = reached(reachRankings(scores, lostSales), lostSales);
        double[] laterSales = amounts(i -> Math.max(0, later.get(i).sales()));
        Optional<GammaGammaFit> spend = CustomerModels.spend(known);
        List<CutReport.Reached> lifetime = reached(valueRankings(model, spend, laterSales), laterSales);
        return new CutReport(
                cut,
                horizonDays,
                known.size(),
                Rate.of(bought, known.size()),
                Arrays.stream(laterSales).sum(),
                fit,
                stages,
                GroupCounts.steps(stages),
                risk,
                bands,
                cells,
                brier,
                reached,
                lifetime,
                totals(model, spend).orElse(null),
                counts.rows(stages),
                isWithoutSignal(aucs));
    }

    /// Whether no score at all tells who will leave.
    private static boolean isWithoutSignal(Map<String, Auc> aucs) {
        return aucs.values().stream()
                .allMatch(auc -> auc.value() < NO_SIGNAL || auc.interval().low() <= .5);
    }

    private double[] amounts(IntToDoubleFunction amount) {
        double[] amounts = new double[known.size()];
        Arrays.parallelSetAll(amounts, amount);
        return amounts;
    }

    private double[] scores(ToDoubleFunction<CustomerAtCut> score) {
        return amounts(i -> score.applyAsDouble(known.get(i)));
    }

    /// Sales of the last year, as much as the horizon has of a year.
    private double usualSales(CustomerAtCut c) {
        return Math.max(0, c.yearSales()) * horizonDays / DAYS_PER_YEAR;
    }

    private Map<String, double[]> riskScores(Optional<BgNbd> model) {
        Map<String, double[]> scores = new LinkedHashMap<>();
        scores.put(CutReport.RISK, scores(CustomerAtCut::risk));
        scores.put("recency", scores(CustomerAtCut::silence));
        scores.put("frequency", scores(c -> -c.purchases()));
        scores.put("money", scores(c -> -c.sales()));
        scores.put("rfm-sum", scores(c -> c.rfmSum() == 0 ? Double.NaN : -c.rfmSum()));
        double gap = usualGap();
        scores.put("gap-ratio", scores(c -> Double.isNaN(c.gapRatio()) ? c.silence() / gap : c.gapRatio()));
        model.ifPresent(m ->
                scores.put(CutReport.BG_NBD, scores(c -> m.inactiveProbability(c.history(), horizonDays))));
        earlier.flatMap(Backtest::regression)
                .ifPresent(r -> scores.put(
                        "logistic-regression", scores(c -> r.probability(LogisticRegression.Features.of(c)))));
        return scores;
    }

    /// Mean days between purchases in the base, for those who have no gap of their own yet.
    private double usualGap() {
        double days = known.stream().mapToDouble(c -> c.history().last()).sum();
        double gaps = known.stream().mapToDouble(c -> c.history().repeats()).sum();
        return gaps == 0 ? 1 : Math.max(1, days / gaps);
    }

    private static Optional<LogisticRegression> regression(Earlier earlier) {
        List<CustomerAtCut> known = CustomerModels.sample(earlier.known);
        boolean[] lost = Later.lost(CustomerModels.sample(earlier.later));
        if (known.size() < MIN_LEARNED) {
            return Optional.empty();
        }
        double[][] features = known.stream()
                .map(c -> LogisticRegression.Features.of(c).values())
                .toArray(double[][]::new);
        return LogisticRegression.fit(features, lost);
    }

    /// Whether most customers have a lifetime value; a ranking by the value of a few says nothing about the others.
    private boolean hasValues() {
        return 2 * known.stream().filter(c -> !Double.isNaN(c.value())).count() > known.size();
    }

    private Map<String, double[]> reachRankings(Map<String, double[]> scores, double[] lostSales) {
        Map<String, double[]> rankings = new LinkedHashMap<>();
        double[] risk = Objects.requireNonNull(scores.get(CutReport.RISK));
        rankings.put("score", scores(CustomerAtCut::score));
        rankings.put("risk", risk);
        if (hasValues()) {
            rankings.put("value", scores(CustomerAtCut::value));
            rankings.put(
                    "risk-value",
                    amounts(i -> risk[i] * Math.max(0, known.get(i).value())));
        }
        if (known.stream().anyMatch(c -> !Double.isNaN(c.valueAtRisk()))) {
            rankings.put(CutReport.VALUE_AT_RISK, scores(CustomerAtCut::valueAtRisk));
        }
        rankings.put("usual-sales", scores(this::usualSales));
        rankings.put("risk-usual-sales", amounts(i -> risk[i] * usualSales(known.get(i))));
        Optional.ofNullable(scores.get(CutReport.BG_NBD))
                .ifPresent(model ->
                        rankings.put("bg-nbd-usual-sales", amounts(i -> model[i] * usualSales(known.get(i)))));
        rankings.put("recency", scores(CustomerAtCut::silence));
        rankings.put("random", scores(_ -> 0));
        rankings.put(CutReport.ORACLE, lostSales);
        return rankings;
    }

    private Map<String, double[]> valueRankings(
            Optional<BgNbd> model, Optional<GammaGammaFit> spend, double[] laterSales) {
        Map<String, double[]> rankings = new LinkedHashMap<>();
        if (hasValues()) {
            rankings.put("value", scores(CustomerAtCut::value));
        }
        rankings.put("money", scores(CustomerAtCut::sales));
        rankings.put("usual-sales", scores(this::usualSales));
        model.ifPresent(m -> rankings.put("bg-nbd-spend", scores(c -> expectedSales(m, spend, c))));
        rankings.put("random", scores(_ -> 0));
        rankings.put(CutReport.ORACLE, laterSales);
        return rankings;
    }

    private double expectedSales(BgNbd model, Optional<GammaGammaFit> spend, CustomerAtCut c) {
        double mean = c.meanSpend();
        Optional<GammaGamma> gamma = spend.map(GammaGammaFit::model);
        double each = gamma.isPresent() && mean > 0
                ? gamma.get().expectedSpend(c.purchases(), mean).orElse(mean)
                : mean;
        return model.expectedPurchases(c.history(), horizonDays) * each;
    }

    private static List<CutReport.Reached> reached(Map<String, double[]> rankings, double[] amounts) {
        if (Arrays.stream(amounts).sum() <= 0) {
            return List.of();
        }
        List<CutReport.Reached> reached = new ArrayList<>();
        rankings.forEach((name, scores) -> {
            TopShare top = TopShare.of(scores, amounts);
            reached.add(new CutReport.Reached(name, top.share(), top.interval()));
        });
        return reached;
    }

    private Optional<CutReport.Totals> totals(Optional<BgNbd> model, Optional<GammaGammaFit> spend) {
        return model.map(m -> new CutReport.Totals(
                Arrays.stream(scores(c -> m.expectedPurchases(c.history(), horizonDays)))
                        .sum(),
                later.stream().mapToLong(Later::purchases).sum(),
                Arrays.stream(scores(c -> expectedSales(m, spend, c))).sum(),
                later.stream().mapToDouble(Later::sales).sum()));
    }

    private CutReport.@Nullable Brier brier(boolean[] lost) {
        long n = 0;
        long positives = 0;
        for (int i = 0; i < lost.length; i++) {
            if (!Double.isNaN(known.get(i).risk())) {
                n++;
                positives += lost[i] ? 1 : 0;
            }
        }
        if (n < 2) {
            return null;
        }
        double base = (double) positives / n;
        double score = 0;
        double ofBase = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < lost.length; i++) {
            double risk = known.get(i).risk();
            if (Double.isNaN(risk)) {
                continue;
            }
            double outcome = lost[i] ? 1 : 0;
            double own = (risk - outcome) * (risk - outcome);
            double other = (base - outcome) * (base - outcome);
            score += own;
            ofBase += other;
            sum += own - other;
            squares += (own - other) * (own - other);
        }
        return new CutReport.Brier(
                score / n, ofBase / n, Objects.requireNonNull(ConfidenceInterval.ofMean(n, sum, squares)), n);
    }
}
