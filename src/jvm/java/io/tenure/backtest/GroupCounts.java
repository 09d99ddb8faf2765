package io.tenure.backtest;

import io.tenure.backtest.CustomerAtCut.DecidingRow;
import io.tenure.model.ConfidenceInterval;
import io.tenure.model.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Counts the customers of a cut by stage, by group and by the row that decided them, with what they did later.
record GroupCounts(List<CustomerAtCut> known, List<Later> later) {
    /// The stages in the order in which customers should buy again more often.
    private static final List<String> STAGES = List.of("DECLINE", "EXPLORATION", "FORMATION", "STABLE");

    private static final int MIN_ROW = 30;

    private static final class Tally {
        private long n;
        private long bought;
        private double sales;
        private double squares;
        private double said;
        private long withSaid;

        void add(CustomerAtCut c, Later later) {
            n++;
            bought += later.boughtAgain() ? 1 : 0;
            sales += later.sales();
            squares += later.sales() * later.sales();
            if (!Double.isNaN(c.risk())) {
                said += c.risk();
                withSaid++;
            }
        }
    }

    List<CutReport.StageResult> stages() {
        Map<String, Tally> tallies = new HashMap<>();
        for (int i = 0; i < known.size(); i++) {
            String stage = known.get(i).stage();
            if (stage != null) {
                tallies.computeIfAbsent(stage, _ -> new Tally()).add(known.get(i), later.get(i));
            }
        }
        return tallies.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Tally> e) -> STAGES.indexOf(e.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .map(e -> new CutReport.StageResult(
                        e.getKey(),
                        Rate.of(e.getValue().bought, e.getValue().n),
                        e.getValue().sales / e.getValue().n,
                        ConfidenceInterval.ofMean(e.getValue().n, e.getValue().sales, e.getValue().squares)))
                .toList();
    }

    static List<CutReport.StageStep> steps(List<CutReport.StageResult> stages) {
        List<CutReport.StageResult> ordered = ordered(stages);
        List<CutReport.StageStep> steps = new ArrayList<>();
        for (int i = 1; i < ordered.size(); i++) {
            CutReport.StageResult before = ordered.get(i - 1);
            CutReport.StageResult after = ordered.get(i);
            steps.add(new CutReport.StageStep(
                    before.stage(),
                    after.stage(),
                    after.bought().rate() - before.bought().rate(),
                    Objects.requireNonNull(ConfidenceInterval.ofDifference(
                            after.bought().count(),
                            after.bought().total(),
                            before.bought().count(),
                            before.bought().total()))));
        }
        return steps;
    }

    private static List<CutReport.StageResult> ordered(List<CutReport.StageResult> stages) {
        return stages.stream().filter(s -> STAGES.contains(s.stage())).toList();
    }

    List<CutReport.Group> groups(Function<CustomerAtCut, @Nullable String> group) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (int i = 0; i < known.size(); i++) {
            String name = group.apply(known.get(i));
            if (name != null && !Double.isNaN(known.get(i).risk())) {
                tallies.computeIfAbsent(name, _ -> new Tally()).add(known.get(i), later.get(i));
            }
        }
        return tallies.entrySet().stream()
                .map(e -> {
                    Tally t = e.getValue();
                    Rate lost = Rate.of(t.n - t.bought, t.n);
                    return new CutReport.Group(e.getKey(), t.said / t.withSaid, lost);
                })
                .sorted(Comparator.comparingDouble(CutReport.Group::said))
                .toList();
    }

    List<CutReport.RowResult> rows(List<CutReport.StageResult> stages) {
        Map<DecidingRow, Tally> tallies = new HashMap<>();
        Map<DecidingRow, String> stageOf = new HashMap<>();
        for (int i = 0; i < known.size(); i++) {
            CustomerAtCut c = known.get(i);
            for (DecidingRow row : c.rows()) {
                tallies.computeIfAbsent(row, _ -> new Tally()).add(c, later.get(i));
                if (row.outcome().equals("stage") && c.stage() != null) {
                    stageOf.put(row, c.stage());
                }
            }
        }
        return tallies.entrySet().stream()
                .map(e -> {
                    Tally t = e.getValue();
                    Rate bought = Rate.of(t.bought, t.n);
                    String stage = stageOf.get(e.getKey());
                    return new CutReport.RowResult(
                            e.getKey(),
                            stage,
                            stage == null && t.withSaid > 0 ? t.said / t.withSaid : Double.NaN,
                            bought,
                            t.sales / t.n,
                            stage == null || t.n < MIN_ROW ? null : buysLike(stage, bought, stages));
                })
                .sorted(Comparator.comparing((CutReport.RowResult r) -> r.row().outcome())
                        .reversed()
                        .thenComparing(Comparator.comparingLong(
                                        (CutReport.RowResult r) -> r.bought().total())
                                .reversed()))
                .toList();
    }

    /// The stage whose customers buy again as those of the row do, if it is surely another one than the row's: its
    /// interval lies beyond the rate of the stage next to it.
    private static @Nullable String buysLike(String stage, Rate bought, List<CutReport.StageResult> stages) {
        List<CutReport.StageResult> ordered = ordered(stages);
        int own = IntStream.range(0, ordered.size())
                .filter(i -> ordered.get(i).stage().equals(stage))
                .findFirst()
                .orElse(-1);
        if (own < 0) {
            return null;
        }
        boolean above = own + 1 < ordered.size()
                && bought.interval().low() > ordered.get(own + 1).bought().rate();
        boolean below = own > 0
                && bought.interval().high() < ordered.get(own - 1).bought().rate();
        return above || below
                ? ordered.stream()
                        .min(Comparator.comparingDouble(s -> Math.abs(s.bought().rate() - bought.rate())))
                        .map(CutReport.StageResult::stage)
                        .filter(like -> !like.equals(stage))
                        .orElse(null)
                : null;
    }
}
