package io.tenure.migration;

import io.tenure.migration.MigrationReport.Amount;
import io.tenure.migration.PanelCounts.Fit;
import io.tenure.model.ConfidenceInterval;
import io.tenure.model.MarkovChain;
import io.tenure.model.Rate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a panel of stages says. The money of a period is taken as earned in its middle.
public final class StageAnalysis {
    /// One point, as a share.
    private static final double POINT = .01;

    private static final double DAYS_PER_YEAR = 365;

    /// Fewer periods say little about the next one.
    private static final int MIN_FITTED = 2;

    private final StagePanel panel;
    private final PanelCounts all;
    private final List<Fit> fitsWithoutEach;
    private final double discountRate;
    private final int periodDays;
    private final double periodRate;
    private final List<String> stages;
    private final double[] now;
    private final Fit fit;
    private final Map<Fit, double[]> valuesByFit = new IdentityHashMap<>();

    private StageAnalysis(StagePanel panel, double discountRate) {
        this.panel = panel;
        this.all = panel.all();
        this.fitsWithoutEach = panel.withoutEach().stream()
                .map(counts -> counts.fit(counts.periods()))
                .toList();
        this.discountRate = discountRate;
        this.periodDays = (int)
                ChronoUnit.DAYS.between(panel.days().getFirst(), panel.days().get(1));
        this.periodRate = Math.pow(1 + discountRate, periodDays / DAYS_PER_YEAR) - 1;
        this.stages = IntStream.range(0, panel.states().size())
                .filter(state ->
                        IntStream.rangeClosed(0, all.periods()).anyMatch(day -> all.customersOn(day)[state] > 0))
                .mapToObj(state -> panel.states().get(state).stage())
                .distinct()
                .toList();
        this.now = all.customersOn(all.periods());
        this.fit = all.fit(all.periods());
    }

    /// @param discountRate per year, above 0
    /// @param periodsAhead of the forecast, 0 or more
    public static MigrationReport report(StagePanel panel, double discountRate, int periodsAhead) {
        return new StageAnalysis(panel, discountRate).report(periodsAhead);
    }

    private MigrationReport report(int periodsAhead) {
        return new MigrationReport(
                panel.customers(),
                periodDays,
                discountRate,
                IntStream.rangeClosed(0, all.periods())
                        .mapToObj(day -> counts(panel.days().get(day), all.customersOn(day)))
                        .toList(),
                moves(all.movesIn(0, all.periods())),
                IntStream.range(0, all.periods())
                        .mapToObj(period -> new MigrationReport.PeriodMoves(
                                panel.days().get(period),
                                panel.days().get(period + 1),
                                moves(all.movesIn(period, period + 1))))
                        .toList(),
                values(),
                silent(),
                amount(this::equityOf),
                levers(),
                retention(),
                forecast(periodsAhead),
                tests());
    }

    /// The places of a stage's states.
    private int[] statesOf(String stage) {
        return IntStream.range(0, panel.states().size())
                .filter(state -> panel.states().get(state).stage().equals(stage))
                .toArray();
    }

    private double inStage(String stage, double[] byState) {
        return Arrays.stream(statesOf(stage))
                .mapToDouble(state -> byState[state])
                .sum();
    }

    private MigrationReport.StageCounts counts(LocalDate day, double[] customers) {
        return new MigrationReport.StageCounts(
                day,
                stages.stream()
                        .map(stage -> new MigrationReport.StageCount(stage, inStage(stage, customers)))
                        .toList());
    }

    private long moved(String from, String to, long[][] moved) {
        int[] ends = statesOf(to);
        return Arrays.stream(statesOf(from))
                .mapToLong(state ->
                        Arrays.stream(ends).mapToLong(end -> moved[state][end]).sum())
                .sum();
    }

    private long started(String from, long[][] moved) {
        return stages.stream().mapToLong(to -> moved(from, to, moved)).sum();
    }

    private List<MigrationReport.Move> moves(long[][] moved) {
        List<MigrationReport.Move> moves = new ArrayList<>();
        for (String from : stages) {
            long total = started(from, moved);
            for (String to : stages) {
                if (total > 0) {
                    moves.add(new MigrationReport.Move(from, to, Rate.of(moved(from, to, moved), total)));
                }
            }
        }
        return moves;
    }

    private Amount amount(ToDoubleFunction<Fit> estimate) {
        double value = estimate.applyAsDouble(fit);
        return new Amount(
                value,
                ConfidenceInterval.ofJackknife(
                        value, fitsWithoutEach.stream().mapToDouble(estimate).toArray()));
    }

    private double[] valuesOf(Fit fitted) {
        return valuesByFit.computeIfAbsent(fitted, one -> valuesOf(one.chain(), one.money()));
    }

    private double[] valuesOf(MarkovChain moves, double[] moneyOfStates) {
        double middle = Math.sqrt(1 + periodRate);
        return moves.values(
                Arrays.stream(moneyOfStates).map(money -> money / middle).toArray(), periodRate);
    }

    private double equityOf(Fit fitted) {
        return weighted(now, valuesOf(fitted));
    }

    private List<MigrationReport.StageValue> values() {
        List<MigrationReport.StageValue> values = new ArrayList<>();
        long[][] moved = all.movesIn(0, all.periods());
        for (String stage : stages) {
            double[] weights = weights(statesOf(stage));
            Amount value = amount(fitted -> weighted(weights, valuesOf(fitted)));
            long total = started(stage, moved);
            Rate left = total == 0 ? null : Rate.of(total - moved(stage, stage, moved), total);
            values.add(new MigrationReport.StageValue(
                    stage,
                    (long) inStage(stage, now),
                    amount(fitted -> weighted(weights, fitted.money())),
                    value,
                    inStage(stage, now) * value.value(),
                    left == null || left.count() == 0 ? null : (Double) (periodDays / left.rate()),
                    left == null ? null : stay(left.interval())));
        }
        return values;
    }

    /// The part of each of some states in the customers that they have now, or had last.
    private double[] weights(int[] states) {
        double[] weights = new double[now.length];
        for (int day = all.periods(); day >= 0; day--) {
            double[] customers = all.customersOn(day);
            double total =
                    Arrays.stream(states).mapToDouble(state -> customers[state]).sum();
            if (total > 0) {
                Arrays.stream(states).forEach(state -> weights[state] = customers[state] / total);
                break;
            }
        }
        return weights;
    }

    private static double weighted(double[] weights, double[] values) {
        return IntStream.range(0, weights.length)
                .mapToDouble(i -> weights[i] * values[i])
                .sum();
    }

    private @Nullable ConfidenceInterval stay(ConfidenceInterval left) {
        return left.low() > 0 ? new ConfidenceInterval(periodDays / left.high(), periodDays / left.low()) : null;
    }

    private List<MigrationReport.SilentValue> silent() {
        int longest = panel.states().stream()
                .mapToInt(CustomerState::silentPeriods)
                .max()
                .orElse(0);
        List<MigrationReport.SilentValue> silent = new ArrayList<>();
        for (int periods = 0; periods <= longest; periods++) {
            int length = periods;
            int[] states = Arrays.stream(statesOf(MigrationReport.DECLINE))
                    .filter(state -> panel.states().get(state).silentPeriods() == length)
                    .toArray();
            double[] weights = weights(states);
            if (Arrays.stream(weights).sum() > 0) {
                silent.add(new MigrationReport.SilentValue(
                        periods,
                        periods == longest,
                        (long) Arrays.stream(states)
                                .mapToDouble(state -> now[state])
                                .sum(),
                        amount(fitted -> weighted(weights, valuesOf(fitted)))));
            }
        }
        return silent;
    }

    private List<MigrationReport.Lever> levers() {
        List<MigrationReport.Lever> levers = new ArrayList<>();
        long[][] moved = all.movesIn(0, all.periods());
        for (String from : stages) {
            for (String to : stages) {
                if (!from.equals(to) && moved(from, from, moved) > 0) {
                    double[] entering = entryWeights(to, moved);
                    levers.add(new MigrationReport.Lever(
                            from, to, amount(fitted -> redirecting(fitted, statesOf(from), from, _ -> entering))));
                }
            }
        }
        return levers;
    }

    /// What is gained where a point of the customers of some states doesn't move to one stage but elsewhere.
    ///
    /// @param to for a state the part of each state in where they move
    private double redirecting(Fit fitted, int[] states, String notTo, IntFunction<double[]> to) {
        MarkovChain redirected = fitted.chain().redirected(states, statesOf(notTo), to, POINT);
        return weighted(now, valuesOf(redirected, fitted.money())) - equityOf(fitted);
    }

    /// The part of each state in those who come to a stage from another one.
    private double[] entryWeights(String stage, long[][] moved) {
        double[] weights = new double[now.length];
        double total = 0;
        for (int end : statesOf(stage)) {
            for (int start = 0; start < now.length; start++) {
                weights[end] += panel.states().get(start).stage().equals(stage) ? 0 : moved[start][end];
            }
            total += weights[end];
        }
        if (total == 0) {
            return weights(statesOf(stage));
        }
        double entered = total;
        return Arrays.stream(weights).map(weight -> weight / entered).toArray();
    }

    /// The part of each state in those of a state who stay in its stage.
    private double[] stayWeights(int state) {
        String stage = panel.states().get(state).stage();
        double[] row = fit.chain().probabilities()[state];
        double staying = inStage(stage, row);
        double[] weights = new double[now.length];
        for (int end : statesOf(stage)) {
            weights[end] = staying == 0 ? (end == state ? 1 : 0) : row[end] / staying;
        }
        return weights;
    }

    private @Nullable Amount retention() {
        List<String> kept = stages.stream()
                .filter(stage -> !stage.equals(MigrationReport.DECLINE))
                .toList();
        int[] states = kept.stream()
                .flatMapToInt(stage -> Arrays.stream(statesOf(stage)))
                .toArray();
        long[][] moved = all.movesIn(0, all.periods());
        return kept.stream().allMatch(stage -> moved(stage, MigrationReport.DECLINE, moved) == 0)
                ? null
                : amount(fitted -> redirecting(fitted, states, MigrationReport.DECLINE, this::stayWeights));
    }

    private List<MigrationReport.StageCounts> forecast(int periodsAhead) {
        List<MigrationReport.StageCounts> forecast = new ArrayList<>();
        double[] customers = now;
        for (int ahead = 1; ahead <= periodsAhead; ahead++) {
            customers = fit.chain().next(customers);
            forecast.add(counts(panel.days().getLast().plusDays((long) ahead * periodDays), customers));
        }
        return forecast;
    }

    private List<MigrationReport.ForecastTest> tests() {
        int longest = Math.max(0, all.periods() - MIN_FITTED);
        Errors[] errors =
                IntStream.rangeClosed(0, longest).mapToObj(_ -> new Errors()).toArray(Errors[]::new);
        for (int start = MIN_FITTED; start < all.periods(); start++) {
            Fit known = all.fit(start);
            double[] before = all.customersOn(start);
            double[] expected = before;
            for (int ahead = 1; start + ahead <= all.periods(); ahead++) {
                errors[ahead].money += weighted(expected, known.money());
                errors[ahead].observedMoney += all.moneyOfKnown(start, start + ahead - 1);
                expected = known.chain().next(expected);
                double[] observed = all.knownOn(start, start + ahead);
                errors[ahead].off += difference(expected, observed);
                errors[ahead].offWithoutChange += difference(before, observed);
                errors[ahead].customers += Arrays.stream(observed).sum();
            }
        }
        return IntStream.rangeClosed(1, longest)
                .filter(ahead -> errors[ahead].customers > 0)
                .mapToObj(ahead -> errors[ahead].test(ahead, longest - ahead + 1))
                .toList();
    }

    private static final class Errors {
        private double off;
        private double offWithoutChange;
        private double customers;
        private double money;
        private double observedMoney;

        MigrationReport.ForecastTest test(int ahead, int forecasts) {
            return new MigrationReport.ForecastTest(
                    ahead,
                    forecasts,
                    off / customers,
                    offWithoutChange / customers,
                    observedMoney > 0 ? (Double) (money / observedMoney - 1) : null);
        }
    }

    private double difference(double[] expected, double[] observed) {
        return stages.stream()
                .mapToDouble(stage -> Math.abs(inStage(stage, expected) - inStage(stage, observed)))
                .sum();
    }
}
