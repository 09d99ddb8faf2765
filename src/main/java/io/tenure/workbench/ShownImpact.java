package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.release.ImpactReport;
import io.tenure.release.ImpactText;
import io.tenure.text.Message;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What other rules would change for the customers on record, for people.
///
/// @param against number of the active release
/// @param customers how many were decided by both
/// @param skipped how many could not be
/// @param outcomes those that are compared
/// @param edits the edited cells that move customers: where they stand, what they were and are, and whom they move
/// @param reasons why the first ones that were skipped could not be decided
record ShownImpact(
        int against,
        int customers,
        int skipped,
        int lost,
        List<Outcome> outcomes,
        List<String> edits,
        List<String> reasons) {
    private static final int MAX_EDITS = 10;

    /// @param changed how many customers change
    /// @param percent of all, as text
    /// @param moves the largest first
    record Outcome(String label, int changed, String percent, List<Move> moves) {}

    record Move(String from, String to, int customers, List<Example> examples) {}

    /// @param address of the page that shows what both decide; null where there is none
    /// @param before the row that decided; null for none. `after` likewise
    record Example(
            @Nullable String address,
            @Nullable String before,
            @Nullable String after) {}

    static ShownImpact of(ImpactReport report, @Nullable Ruleset ruleset, Locale locale) {
        return new ShownImpact(
                report.against(),
                report.customers(),
                report.skipped(),
                report.lost(),
                report.outcomes().stream()
                        .map(outcome -> outcome(outcome, report.draft(), ruleset, locale))
                        .toList(),
                report.edits().stream()
                        .limit(MAX_EDITS)
                        .map(edit -> ImpactText.edit(edit).in(locale))
                        .toList(),
                report.undecided().stream()
                        .map(ImpactReport.Undecided::reason)
                        .distinct()
                        .toList());
    }

    /// @param draft its id; 0 where two releases are compared
    private static Outcome outcome(ImpactReport.Outcome outcome, int draft, @Nullable Ruleset ruleset, Locale locale) {
        return new Outcome(
                label(outcome.outcome(), locale),
                outcome.changed(),
                String.format(Locale.ROOT, "%.1f", outcome.changedPercent()),
                outcome.moves().stream()
                        .filter(move -> !move.from().equals(move.to()))
                        .sorted((a, b) -> Integer.compare(b.customers(), a.customers()))
                        .map(move -> new Move(
                                value(move.from(), ruleset, locale),
                                value(move.to(), ruleset, locale),
                                move.customers(),
                                move.examples().stream()
                                        .map(example -> example(example, draft))
                                        .toList()))
                        .toList());
    }

    private static Example example(ImpactReport.Example example, int draft) {
        return new Example(
                example.decisionId() == null || draft == 0
                        ? null
                        : DraftsResource.address(draft) + "/trial?decision=" + example.decisionId(),
                row(example.before()),
                row(example.after()));
    }

    private static @Nullable String row(ImpactReport.@Nullable DecidingRow row) {
        return row == null ? null : row.table() + " " + row.name();
    }

    private static String value(String code, @Nullable Ruleset ruleset, Locale locale) {
        return code.equals("unknown")
                ? Message.of("workbench.impact.unknown").in(locale)
                : CodeLabels.of(ruleset, code, locale);
    }

    /// The compared outcomes of every ruleset have a name for people; one's own are called by their code.
    private static String label(String outcome, Locale locale) {
        return switch (outcome) {
            case "stage" -> Message.of("workbench.customer.stage").in(locale);
            case "riskBand" -> Message.of("workbench.customer.risk").in(locale);
            case "retentionLevel" -> Message.of("workbench.customer.level").in(locale);
            case "action1" -> Message.of("workbench.impact.best-action").in(locale);
            case "action2" -> Message.of("workbench.impact.action", "rank", 2).in(locale);
            case "action3" -> Message.of("workbench.impact.action", "rank", 3).in(locale);
            default -> outcome;
        };
    }

    /// The first outcomes that change, each with its first moves.
    ShownImpact inShort(int maxOutcomes, int maxMoves) {
        return new ShownImpact(
                against,
                customers,
                skipped,
                lost,
                outcomes.stream()
                        .filter(outcome -> outcome.changed > 0)
                        .limit(maxOutcomes)
                        .map(outcome -> new Outcome(
                                outcome.label,
                                outcome.changed,
                                outcome.percent,
                                outcome.moves.stream().limit(maxMoves).toList()))
                        .toList(),
                edits,
                reasons);
    }

    /// Whether nothing changes for anybody.
    public boolean isUnchanged() {
        return lost == 0 && outcomes.stream().allMatch(outcome -> outcome.changed() == 0);
    }
}
