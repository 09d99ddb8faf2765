package io.tenure.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.input.InputFault;
import io.tenure.record.DecisionPayload;
import io.tenure.record.DecisionResponseReader;
import io.tenure.record.StoredDecision;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A decision made again on what was recorded: by the release that made it, and by the one that is active now.
///
/// Nothing is put on record.
///
/// @param identical whether the recorded release says the same again, in every value of the answer
/// @param active what the active release says; null where none is
@RegisterForReflection
@Schema(name = "Replay", description = "A decision made again on what was recorded")
public record Replay(
        UUID decisionId,
        Instant decidedAt,
        LocalDate asOf,
        int release,
        boolean trial,
        boolean identical,
        List<Comparison.Difference> differences,
        @Nullable ActiveReleaseResult active) {
    /// What the active release makes of it.
    ///
    /// @param faults why it doesn't decide it at all; empty where it does
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "ReplayNow", description = "What the active release makes of it")
    record ActiveReleaseResult(
            int release,
            String hash,
            boolean identical,
            List<Comparison.Outcome> outcomes,
            List<Comparison.Action> actions,
            List<Comparison.Difference> differences,
            List<String> faults) {
        static ActiveReleaseResult ofComparison(CompiledRelease active, Comparison c) {
            return new ActiveReleaseResult(
                    active.release(),
                    active.ruleset().ruleset().hash(),
                    c.identical(),
                    c.outcomes(),
                    c.actions(),
                    c.differences(),
                    List.of());
        }

        static ActiveReleaseResult ofFaults(CompiledRelease active, List<String> faults) {
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

    private static final Text RULE_FAILED = Message.of("decision.replay.rule-failed");

    /// Empty where the recorded release can't be used by this version of Tenure.
    public static Optional<Replay> of(
            StoredDecision recorded,
            DecisionPayload said,
            DecisionService deciding,
            CompiledRulesetCache kept,
            ActiveRuleset active,
            Locale asked) {
        return kept.find(recorded.release()).map(then -> {
            Locale language = Locale.of(recorded.language());
            Comparison same = switch (deciding.replay(recorded, said, then, language)) {
                case ReplayResult.Decided(byte[] json) -> Comparison.ofSameRelease(said.response(), json);
                case ReplayResult.InvalidInput _, ReplayResult.RuleFailed _ ->
                    Comparison.ofSameRelease(said.response(), new byte[] {'{', '}'});
            };
            return new Replay(
                    recorded.id(),
                    recorded.decidedAt(),
                    recorded.asOf(),
                    recorded.release(),
                    recorded.trial(),
                    same.identical(),
                    same.differences(),
                    active.current()
                            .map(now -> activeReleaseResult(
                                    deciding.replay(recorded, said, now, language), said, now, asked))
                            .orElse(null));
        });
    }

    private static ActiveReleaseResult activeReleaseResult(
            ReplayResult replayed, DecisionPayload said, CompiledRelease active, Locale asked) {
        return switch (replayed) {
            case ReplayResult.Decided(byte[] json) ->
                ActiveReleaseResult.ofComparison(active, Comparison.ofTwoReleases(said.response(), json));
            case ReplayResult.InvalidInput(List<InputFault> faults) ->
                ActiveReleaseResult.ofFaults(
                        active, faults.stream().map(f -> f.message().in(asked)).toList());
            case ReplayResult.RuleFailed _ -> ActiveReleaseResult.ofFaults(active, List.of(RULE_FAILED.in(asked)));
        };
    }

    /// The same for people.
    public String text(Locale locale) {
        StringBuilder text = new StringBuilder();
        text.append(Message.of(
                                "decision.replay.decision-release",
                                "decisionId",
                                decisionId,
                                "asOf",
                                asOf,
                                "release",
                                release)
                        .in(locale))
                .append(
                        identical
                                ? Message.of("decision.replay.decided-again-same-every")
                                        .in(locale)
                                : Message.of(
                                                "decision.replay.decided-again-values-differ",
                                                "differences",
                                                differences.size())
                                        .in(locale))
                .append('\n');
        differences.forEach(d -> difference(text, d));
        if (active != null) {
            text.append('\n');
            activeReleaseResult(text, active, locale);
        }
        return text.append('\n')
                .append(Message.of("decision.replay.nothing-recorded").in(locale))
                .append('\n')
                .toString();
    }

    private static void activeReleaseResult(StringBuilder text, ActiveReleaseResult now, Locale locale) {
        if (!now.faults().isEmpty()) {
            text.append(Message.of("decision.replay.release-active-now-doesnt", "release", now.release())
                    .in(locale));
            now.faults().forEach(f -> text.append("  ").append(f).append('\n'));
            return;
        }
        if (now.identical()) {
            text.append(Message.of("decision.replay.release-active-now-decides", "release", now.release())
                    .in(locale));
            return;
        }
        text.append(Message.of(
                        "decision.replay.release-active-now-decides-active-release-result",
                        "release",
                        now.release(),
                        "outcomes",
                        now.outcomes().size(),
                        "actions",
                        now.actions().size())
                .in(locale));
        for (Comparison.Outcome o : now.outcomes()) {
            text.append("%n  %s: %s -> %s%n".formatted(o.name(), displayValue(o.before()), displayValue(o.after())));
            row(text, Message.of("decision.replay.then").in(locale), o.rowBefore(), locale);
            row(text, Message.of("decision.replay.now").in(locale), o.rowAfter(), locale);
        }
        if (!now.actions().isEmpty()) {
            text.append('\n');
        }
        for (Comparison.Action a : now.actions()) {
            text.append("  %s: %s -> %s%n".formatted(a.action(), displayRank(a.before()), displayRank(a.after())));
        }
        if (now.outcomes().isEmpty() && now.actions().isEmpty()) {
            now.differences().forEach(d -> difference(text, d));
        }
    }

    private static void row(StringBuilder text, String when, DecisionResponseReader.@Nullable Row row, Locale locale) {
        text.append("    ").append(when).append(": ");
        if (row == null) {
            text.append(Message.of("decision.replay.no-row-wrote").in(locale));
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

    private static void difference(StringBuilder text, Comparison.Difference d) {
        text.append("  %s: %s -> %s%n".formatted(d.pointer(), displayValue(d.before()), displayValue(d.after())));
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
