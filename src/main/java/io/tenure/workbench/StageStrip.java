package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.feedback.StageCounts.Flow;
import io.tenure.lifecycle.Dictionary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The customers by stage as of a day, in the order of the lifecycle, and their moves since an earlier day.
///
/// @param on the later day
/// @param compared the earlier one
/// @param moves from one stage to another, the largest first
record StageStrip(LocalDate on, LocalDate compared, long customers, List<Stage> stages, List<Move> moves) {
    private static final int MAX_MOVES = 12;
    private static final double PERCENT = 100;

    /// @param change since the earlier day, with its sign
    /// @param percent of all customers, 0 to 100
    record Stage(String code, String label, long customers, String change, int percent) {}

    /// @param from null for customers of whom nothing was decided before
    /// @param query of the page that shows who they are
    record Move(@Nullable String from, String to, long customers, String query) {}

    StageStrip {
        stages = List.copyOf(stages);
        moves = List.copyOf(moves);
    }

    static StageStrip of(LocalDate on, LocalDate compared, List<Flow> flows, @Nullable Ruleset ruleset, Locale locale) {
        List<String> codes = new ArrayList<>((ruleset == null ? Dictionary.standard() : ruleset.dictionary())
                .require("stage")
                .codes());
        for (Flow flow : flows) {
            if (!codes.contains(flow.after())) {
                codes.add(flow.after());
            }
        }
        long all = flows.stream().mapToLong(Flow::customers).sum();
        List<Stage> stages = new ArrayList<>();
        for (String code : codes) {
            long now = flows.stream()
                    .filter(flow -> flow.after().equals(code))
                    .mapToLong(Flow::customers)
                    .sum();
            long before = flows.stream()
                    .filter(flow -> code.equals(flow.before()))
                    .mapToLong(Flow::customers)
                    .sum();
            stages.add(new Stage(
                    code,
                    CodeLabels.of(ruleset, code, locale),
                    now,
                    String.format(Locale.ROOT, "%+d", now - before),
                    all == 0 ? 0 : (int) Math.round(PERCENT * now / all)));
        }
        List<Move> moves = flows.stream()
                .filter(flow -> !flow.after().equals(flow.before()))
                .sorted((a, b) -> Long.compare(b.customers(), a.customers()))
                .limit(MAX_MOVES)
                .map(flow -> new Move(
                        flow.before() == null ? null : CodeLabels.of(ruleset, flow.before(), locale),
                        CodeLabels.of(ruleset, flow.after(), locale),
                        flow.customers(),
                        MovesResource.query(flow.before(), flow.after())))
                .toList();
        return new StageStrip(on, compared, all, stages, moves);
    }
}
