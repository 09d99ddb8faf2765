package io.tenure.decision;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.input.RulesetChoice;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import io.tenure.release.ReleaseHistory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Finds the rules that a request asks to be decided by.
@Singleton
final class RulesetSelection {
    /// The release number of what was never published.
    private static final int NOT_PUBLISHED = 0;

    private final ActiveRuleset active;
    private final CompiledRulesetCache compiled;
    private final ReleaseHistory releases;
    private final DraftChecker drafts;
    private final Clock clock;

    RulesetSelection(
            ActiveRuleset active,
            CompiledRulesetCache compiled,
            ReleaseHistory releases,
            DraftChecker drafts,
            Clock clock) {
        this.active = active;
        this.compiled = compiled;
        this.releases = releases;
        this.drafts = drafts;
        this.clock = clock;
    }

    /// The rules, or why there are none.
    sealed interface Selected {}

    /// @param release of number 0 where it is a draft
    record Found(CompiledRelease release) implements Selected {}

    record Missing(DecideResult.Refusal why) implements Selected {}

    Selected find(RulesetChoice choice) {
        return switch (choice) {
            case RulesetChoice.Active _ -> found(active.current(), new DecideResult.NoActiveRelease());
            case RulesetChoice.Release(int number) ->
                found(compiled.find(number), new DecideResult.NoSuchRelease(number));
            case RulesetChoice.ActiveAtAsOf(LocalDate asOf) ->
                found(releaseAtDate(asOf).flatMap(compiled::find), new DecideResult.NoReleaseAtDate(asOf));
            case RulesetChoice.Draft(int id) ->
                drafts.compile(id).map(RulesetSelection::draft).orElse(new Missing(new DecideResult.NoSuchDraft(id)));
        };
    }

    private static Selected found(Optional<CompiledRelease> release, DecideResult.Refusal otherwise) {
        return release.<Selected>map(Found::new).orElse(new Missing(otherwise));
    }

    private static Selected draft(Checked<CompiledDraft, Finding> checked) {
        return switch (checked) {
            case Checked.Invalid(List<Finding> findings) -> new Missing(new DecideResult.DraftHasErrors(findings));
            case Checked.Valid(CompiledDraft compiled, var _) ->
                new Found(new CompiledRelease(NOT_PUBLISHED, compiled.ruleset()));
        };
    }

    /// The release active at the end of a day, UTC, so that the day's last activation counts; now, for today or
    /// later.
    private Optional<Integer> releaseAtDate(LocalDate asOf) {
        Instant now = clock.instant();
        if (!asOf.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            return releases.activeAt(now);
        }
        return asOf.isAfter(LocalDate.EPOCH)
                ? releases.activeAt(asOf.plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .minusNanos(1_000))
                : Optional.empty();
    }
}
