package io.tenure.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.engine.RuleFailure;
import io.tenure.input.InputFault;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.response.DecisionResponseReader;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A stored decision made again: by the release that made it, and by the release that is active now.
///
/// Nothing is stored.
///
/// @param identical whether the same release decides the same again, in every value of the response
/// @param differences values in which it differs
/// @param active how the active release decides; null where none is active
@RegisterForReflection
@Schema(name = "Replay", description = "A stored decision made again")
public record Replay(
        UUID decisionId,
        Instant decidedAt,
        LocalDate asOf,
        int release,
        boolean trial,
        boolean identical,
        List<Comparison.Difference> differences,
        @Nullable ActiveReleaseResult active) {
    /// How the active release decides it.
    ///
    /// @param faults why it doesn't decide it; empty where it does
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "ReplayByActiveRelease", description = "How the active release decides it")
    record ActiveReleaseResult(
            int release,
            String hash,
            boolean identical,
            List<Comparison.Outcome> outcomes,
            List<Comparison.Action> actions,
            List<Comparison.Difference> differences,
            List<String> faults) {
        /// @param locale of the faults
        static ActiveReleaseResult of(
                CompiledRelease active, ReplayResult replayed, DecisionPayload payload, Locale locale) {
            return switch (replayed) {
                case ReplayResult.Decided(byte[] json) ->
                    ofComparison(active, Comparison.ofTwoReleases(payload.response(), json));
                case ReplayResult.InvalidInput(List<InputFault> faults) ->
                    ofFaults(
                            active,
                            faults.stream().map(f -> f.message().in(locale)).toList());
                case ReplayResult.RuleFailed(RuleFailure failure) ->
                    ofFaults(active, List.of(failure.message().in(locale)));
            };
        }

        private static ActiveReleaseResult ofComparison(CompiledRelease active, Comparison c) {
            return new ActiveReleaseResult(
                    active.release(),
                    active.ruleset().ruleset().hash(),
                    c.identical(),
                    c.outcomes(),
                    c.actions(),
                    c.differences(),
                    List.of());
        }

        private static ActiveReleaseResult ofFaults(CompiledRelease active, List<String> faults) {
            return new ActiveReleaseResult(
                    active.release(),
                    active.ruleset().ruleset().hash(),
                    false,
                    List.of(),
                    List.of(),
                    List.of(),
                    faults);
        }
    }

    /// @param again the decision made again by the release that made it
    /// @param active how the active release decides it; null where none is active
    static Replay of(
            StoredDecision stored, DecisionPayload payload, ReplayResult again, @Nullable ActiveReleaseResult active) {
        Comparison same = switch (again) {
            case ReplayResult.Decided(byte[] json) -> Comparison.ofSameRelease(payload.response(), json);
            case ReplayResult.InvalidInput _, ReplayResult.RuleFailed _ ->
                Comparison.ofSameRelease(payload.response(), new byte[] {'{', '}'});
        };
        return new Replay(
                stored.id(),
                stored.decidedAt(),
                stored.asOf(),
                stored.release(),
                stored.trial(),
                same.identical(),
                same.differences(),
                active);
    }

    /// The replay as text for people.
    public String text(Locale locale) {
        StringBuilder text = new StringBuilder();
        appendLine(
                text,
                Message.of("decision.replay.title", "decisionId", decisionId, "asOf", asOf, "release", release),
                locale);
        appendLine(
                text,
                identical
                        ? Message.of("decision.replay.identical")
                        : Message.of("decision.replay.differs", "differences", differences.size()),
                locale);
        differences.forEach(d -> appendDifference(text, d));
        if (active != null) {
            text.append('\n');
            appendActive(text, active, locale);
        }
        text.append('\n');
        appendLine(text, Message.of("decision.replay.not-stored"), locale);
        return text.toString();
    }

    private static void appendActive(StringBuilder text, ActiveReleaseResult active, Locale locale) {
        if (!active.faults().isEmpty()) {
            appendLine(text, Message.of("decision.replay.active-undecided", "release", active.release()), locale);
            active.faults().forEach(f -> text.append("  ").append(f).append('\n'));
            return;
        }
        if (active.identical()) {
            appendLine(text, Message.of("decision.replay.active-identical", "release", active.release()), locale);
            return;
        }
        appendLine(
                text,
                Message.of(
                        "decision.replay.active-differs",
                        "release",
                        active.release(),
                        "outcomes",
                        active.outcomes().size(),
                        "actions",
                        active.actions().size()),
                locale);
        for (Comparison.Outcome o : active.outcomes()) {
            text.append("\n  ");
            appendChange(text, o.name(), displayValue(o.before()), displayValue(o.after()));
            row(text, Message.of("decision.replay.then"), o.rowBefore(), locale);
            row(text, Message.of("decision.replay.now"), o.rowAfter(), locale);
        }
        if (!active.actions().isEmpty()) {
            text.append('\n');
        }
        for (Comparison.Action a : active.actions()) {
            text.append("  ");
            appendChange(text, a.action(), displayRank(a.before()), displayRank(a.after()));
        }
        if (active.outcomes().isEmpty() && active.actions().isEmpty()) {
            active.differences().forEach(d -> appendDifference(text, d));
        }
    }

    private static void row(StringBuilder text, Text when, DecisionResponseReader.@Nullable Row row, Locale locale) {
        text.append("    ").append(when.in(locale)).append(": ");
        if (row == null) {
            text.append(Message.of("decision.replay.no-row").in(locale));
        } else {
            text.append(row.workbook());
            if (!row.sheet().isEmpty()) {
                text.append(", ").append(row.sheet());
            }
            text.append(", ")
                    .append(Message.of("decision.replay.row", "row", row.row()).in(locale))
                    .append(" (")
                    .append(row.name())
                    .append("): ")
                    .append(row.reason());
        }
        text.append('\n');
    }

    private static void appendDifference(StringBuilder text, Comparison.Difference d) {
        text.append("  ");
        appendChange(text, d.pointer(), displayValue(d.before()), displayValue(d.after()));
    }

    private static void appendChange(StringBuilder text, String name, String before, String after) {
        text.append(name)
                .append(": ")
                .append(before)
                .append(" -> ")
                .append(after)
                .append('\n');
    }

    private static void appendLine(StringBuilder text, Text words, Locale locale) {
        text.append(words.in(locale)).append('\n');
    }

    private static String displayValue(@Nullable JsonNode value) {
        return value == null ? "-" : value.isTextual() ? value.textValue() : value.toString();
    }

    private static String displayRank(DecisionResponseReader.@Nullable ActionRank place) {
        return place == null
                ? "-"
                : String.format(Locale.ROOT, "%d (%s)", place.rank(), NumberText.plain(place.score()));
    }
}
