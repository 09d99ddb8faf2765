package io.tenure.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.Ruleset;
import io.tenure.engine.TracedDecision;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.measure.Indicators;
import io.tenure.table.Assignment;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Why a decision is as it is, and why not otherwise.
///
/// @param actions every action of the catalogue: the ranked ones in order, then the others by code
/// @param outcomes every outcome, in the dictionary's order
/// @param scores every score that has indicators, in the order in which they are computed
/// @param rows the rows that were asked for by name, each as often as it was asked
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Explanation", description = "Why a decision is as it is, and why not otherwise")
public record Explanation(
        List<ActionExplanation> actions,
        List<OutcomeExplanation> outcomes,
        List<ScoreExplanation> scores,
        List<RowExplanation> rows) {
    /// Most rows listed that could have decided an outcome and didn't.
    private static final int MAX_LOST = 10;

    private static final String RISK_POINTS = "riskPoints";
    private static final String SIGNAL_POINTS = "signal.points";
    private static final String CANDIDATE_ACTION = "candidate.action";

    public Explanation {
        actions = List.copyOf(actions);
        outcomes = List.copyOf(outcomes);
        scores = List.copyOf(scores);
        rows = List.copyOf(rows);
    }

    /// Explains a decision.
    ///
    /// @param rowNames names of rows to show with all their conditions; other names are ignored
    /// @param locale of the sentences, labels and reasons
    public static Explanation of(TracedDecision traced, Ruleset ruleset, Set<String> rowNames, Locale locale) {
        RowReader rows = new RowReader(traced, locale);
        Builder builder = new Builder(traced.result(), ruleset, rows, locale);
        return new Explanation(
                builder.actions(),
                ruleset.dictionary().fields(FieldKind.OUTCOME).stream()
                        .map(builder::outcome)
                        .toList(),
                Indicators.SCORES.stream()
                        .filter(score -> !ruleset.indicators().of(score).isEmpty())
                        .map(score -> ScoreExplanation.of(
                                ruleset.dictionary().require(score),
                                ruleset.indicators().of(score),
                                traced.result(),
                                locale))
                        .toList(),
                rowNames.isEmpty()
                        ? List.of()
                        : rows.closest((_, row) -> rowNames.contains(row.name())).stream()
                                .map(rows::of)
                                .toList());
    }

    private record Builder(DecisionResult result, Ruleset ruleset, RowReader rows, Locale locale) {
        List<ActionExplanation> actions() {
            List<ActionExplanation> all = new ArrayList<>();
            result.nextBestActions().forEach(action -> all.add(ranked(action)));
            Set<String> ranked = result.nextBestActions().stream()
                    .map(NextBestAction::action)
                    .collect(Collectors.toSet());
            ruleset.actions().values().stream()
                    .filter(action -> !ranked.contains(action.code()))
                    .sorted(Comparator.comparing(Action::code))
                    .forEach(action -> all.add(notRanked(action)));
            return all;
        }

        private ActionExplanation ranked(NextBestAction action) {
            NextBestAction best = result.nextBestActions().getFirst();
            boolean first = action.rank() == 1;
            String score = NumberText.plain(rounded(action.score()));
            Text sentence = first
                    ? Message.of("explanation.action.advised", "score", score)
                    : best.duty() && !action.duty()
                            ? Message.of("explanation.action.duty-first", "rank", action.rank(), "best", label(best))
                            : Message.of(
                                    "explanation.action.outranked",
                                    "rank",
                                    action.rank(),
                                    "score",
                                    score,
                                    "best",
                                    label(best),
                                    "bestScore",
                                    NumberText.plain(rounded(best.score())));
            return new ActionExplanation(
                    action.action(),
                    label(action),
                    first ? ActionExplanation.Status.ADVISED : ActionExplanation.Status.OUTRANKED,
                    action.rank(),
                    rounded(action.score()),
                    sentence.in(locale),
                    proposing(action.action()));
        }

        private ActionExplanation notRanked(Action action) {
            List<Exclusion> exclusions = result.excluded().stream()
                    .filter(exclusion -> exclusion.action().equals(action.code()))
                    .toList();
            if (!exclusions.isEmpty()) {
                return excluded(action, exclusions);
            }
            for (Candidate candidate : result.decision().candidates()) {
                if (candidate.getAction().equals(action.code())) {
                    return notRanked(
                            action,
                            ActionExplanation.Status.VALUE_UNKNOWN,
                            Message.of("explanation.action.value-unknown"),
                            proposing(action.code()));
                }
            }
            return notProposed(action);
        }

        private ActionExplanation excluded(Action action, List<Exclusion> exclusions) {
            Exclusion decisive = exclusions.getFirst();
            boolean withheld = result.arms().stream()
                    .flatMap(arm -> arm.withheld().stream())
                    .anyMatch(ranked -> ranked.action().equals(action.code()));
            boolean byLimits = exclusions.stream().allMatch(this::isLimit);
            String rule = decisive.rule();
            String reason = decisive.reason().in(locale);
            return notRanked(
                    action,
                    withheld
                            ? ActionExplanation.Status.WITHHELD
                            : byLimits ? ActionExplanation.Status.NO_CHANNEL : ActionExplanation.Status.EXCLUDED,
                    withheld
                            ? Message.of("explanation.action.withheld", "name", rule)
                            : byLimits
                                    ? Message.of("explanation.action.no-channel", "rule", rule, "reason", reason)
                                    : Message.of("explanation.action.excluded", "rule", rule, "reason", reason),
                    exclusions.stream()
                            .map(this::excluding)
                            .filter(Objects::nonNull)
                            .toList());
        }

        /// Whether the limits on contacts exclude, and no row or rule of eligibility.
        private boolean isLimit(Exclusion exclusion) {
            return exclusion.limit() != null || excludingHit(exclusion) == null;
        }

        private @Nullable RowExplanation excluding(Exclusion exclusion) {
            if (exclusion.limit() != null) {
                return RowExplanation.ofLimit(exclusion, exclusion.limit(), locale);
            }
            Hit hit = excludingHit(exclusion);
            return hit == null ? null : rows.of(hit);
        }

        private @Nullable Hit excludingHit(Exclusion exclusion) {
            if (exclusion.reason() instanceof Hit hit) {
                return hit;
            }
            for (Hit hit : result.hits()) {
                if (exclusion.action().equals(hit.wrote().get(Decision.EXCLUDED))
                        && hit.in(locale).equals(exclusion.reason().in(locale))) {
                    return hit;
                }
            }
            return null;
        }

        private ActionExplanation notProposed(Action action) {
            List<RowReader.AskedRow> proposing = rows.closest((table, row) -> writes(table, row, action.code()));
            if (proposing.isEmpty()) {
                return notRanked(
                        action,
                        ActionExplanation.Status.NOT_PROPOSED,
                        Message.of("explanation.action.no-row"),
                        List.of());
            }
            RowExplanation closest = rows.of(proposing.getFirst());
            Text sentence = switch (closest.effect()) {
                case NOT_MET ->
                    Message.of(
                            "explanation.action.not-proposed",
                            "row",
                            closest.name(),
                            "conditions",
                            closest.failed().stream()
                                    .map(ConditionExplanation::sentence)
                                    .toList());
                case OUTRANKED -> Message.of("explanation.action.row-outranked", "row", closest.name());
                case APPLIED, INCOMPLETE -> Message.of("explanation.action.incomplete", "row", closest.name());
            };
            return notRanked(action, ActionExplanation.Status.NOT_PROPOSED, sentence, List.of(closest));
        }

        private ActionExplanation notRanked(
                Action action, ActionExplanation.Status status, Text sentence, List<RowExplanation> behind) {
            return new ActionExplanation(
                    action.code(), action.label().in(locale), status, null, null, sentence.in(locale), behind);
        }

        /// The rows and rules that proposed an action.
        private List<RowExplanation> proposing(String action) {
            return result.hits().stream()
                    .filter(hit -> action.equals(hit.wrote().get(CANDIDATE_ACTION)))
                    .map(rows::of)
                    .toList();
        }

        private static boolean writes(Table table, Row row, String action) {
            for (int a = 0; a < table.actions().size(); a++) {
                if (table.actions().get(a).field().name().equals(CANDIDATE_ACTION)
                        && row.assignments().get(a) instanceof Assignment.Literal(Object code, var _)
                        && code.equals(action)) {
                    return true;
                }
            }
            return false;
        }

        OutcomeExplanation outcome(Field field) {
            boolean points = field.name().equals(RISK_POINTS);
            List<Hit> writers = result.hits().stream()
                    .filter(hit -> hit.writes(points ? SIGNAL_POINTS : field.name()))
                    .toList();
            Object value = ConditionExplanation.json(result.decision().value(field.index()));
            if (points) {
                return new OutcomeExplanation(
                        field.name(),
                        value,
                        null,
                        writers.stream().map(rows::of).toList(),
                        List.of(),
                        0);
            }
            List<RowReader.AskedRow> lost = writers.isEmpty()
                    ? rows.closest((table, row) -> canWrite(table, row, field))
                    : rows.before(writers.getLast());
            return new OutcomeExplanation(
                    field.name(),
                    value,
                    writers.isEmpty() ? null : rows.of(writers.getLast()),
                    writers.stream()
                            .limit(Math.max(0, writers.size() - 1))
                            .map(rows::of)
                            .toList(),
                    lost.stream().limit(MAX_LOST).map(rows::of).toList(),
                    lost.size());
        }

        private static boolean canWrite(Table table, Row row, Field field) {
            for (int a = 0; a < table.actions().size(); a++) {
                if (table.actions().get(a).field().equals(field)
                        && !(row.assignments().get(a) instanceof Assignment.None)) {
                    return true;
                }
            }
            return false;
        }

        private String label(NextBestAction action) {
            return ruleset.label(action.action()).in(locale);
        }

        private static double rounded(double score) {
            return Objects.requireNonNull((Double) ConditionExplanation.json(score));
        }
    }
}
