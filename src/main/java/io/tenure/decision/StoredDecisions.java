package io.tenure.decision;

import io.tenure.bundle.Ruleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.engine.TracedDecision;
import io.tenure.explanation.Explanation;
import io.tenure.finding.Checked;
import io.tenure.input.DecisionRequest.ExplainLevel;
import io.tenure.input.InputFault;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.mutation.KeptScenario;
import io.tenure.mutation.ScenarioSheet;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.response.ContactReservation;
import io.tenure.response.DecisionResponse;
import io.tenure.response.DecisionResponseWriter;
import io.tenure.response.WrittenResponse;
import io.tenure.text.Text;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stored decisions as they were answered, explained, and decided again. Nothing is stored, and nothing counted.
@Singleton
public final class StoredDecisions {
    private final CompiledRulesetCache rulesetCache;
    private final ActiveRuleset active;
    private final CustomerReaders readers;

    StoredDecisions(CompiledRulesetCache rulesetCache, ActiveRuleset active, CustomerReaders readers) {
        this.rulesetCache = rulesetCache;
        this.active = active;
        this.readers = readers;
    }

    /// The response to a request that was stored.
    ///
    /// @param extent of its reasons; null for as much as the caller asked for, which makes it the same bytes
    /// @return without the explanation where the release that decided can't be used any more
    public byte[] response(StoredDecision stored, DecisionPayload payload, @Nullable ExplainLevel extent) {
        WrittenResponse written = WrittenResponse.of(payload.response());
        return written.sent(
                extent == null ? payload.readRequest().explain() : extent,
                () -> rulesetCache
                        .find(stored.release())
                        .flatMap(then -> trace(payload, then)
                                .map(traced -> explanation(traced, then, Set.of(), Locale.of(stored.language()))))
                        .orElse(null));
    }

    /// A stored decision for a reader.
    ///
    /// @param response with every row that matched
    /// @param language of the response
    /// @param explanation null where the release that made it can't be used any more, or doesn't decide it any more
    public record ReadableDecision(
            byte[] response, Locale language, @Nullable Explanation explanation) {}

    /// A stored decision in a language of the reader's choice, by deciding it once more; in the original language where
    /// that can't be done.
    public ReadableDecision readable(StoredDecision stored, DecisionPayload payload, Locale locale) {
        Locale original = Locale.of(stored.language());
        return rulesetCache
                .find(stored.release())
                .flatMap(then -> trace(payload, then)
                        .map(traced -> new ReadableDecision(
                                original.getLanguage().equals(locale.getLanguage())
                                        ? payload.response()
                                        : write(stored, payload, then, traced.result(), locale),
                                locale,
                                explanation(traced, then, Set.of(), locale))))
                .orElseGet(() -> new ReadableDecision(payload.response(), original, null));
    }

    /// Explains a stored decision, by the release that made it.
    ///
    /// @param rows names of rows to show with all their conditions
    /// @param locale of the sentences, labels and reasons
    /// @return empty where the release that made it can't be used any more, or doesn't decide it any more
    public Optional<DecisionExplanation> explain(
            StoredDecision stored, DecisionPayload payload, Set<String> rows, Locale locale) {
        return rulesetCache
                .find(stored.release())
                .flatMap(then -> trace(payload, then)
                        .map(traced -> new DecisionExplanation(
                                stored.id(),
                                stored.decidedAt(),
                                stored.asOf(),
                                stored.release(),
                                Comparison.ofSameRelease(
                                                payload.response(),
                                                write(
                                                        stored,
                                                        payload,
                                                        then,
                                                        traced.result(),
                                                        Locale.of(stored.language())))
                                        .identical(),
                                explanation(traced, then, rows, locale))));
    }

    /// Decides a stored decision again, by the release that made it and by the active one.
    ///
    /// @param locale of the faults
    /// @return empty where the release that decided can't be used by this version of Tenure
    public Optional<Replay> replay(StoredDecision stored, DecisionPayload payload, Locale locale) {
        Locale language = Locale.of(stored.language());
        return decideAgain(stored, payload, language)
                .map(same -> Replay.of(
                        stored,
                        payload,
                        same,
                        active.current()
                                .map(now -> Replay.ActiveReleaseResult.of(
                                        now, decideBy(now, stored, payload, language), payload, locale))
                                .orElse(null)));
    }

    /// Decides a stored decision again, by the release that made it.
    ///
    /// @param language of the reasons
    /// @return empty where the release that decided can't be used by this version of Tenure
    Optional<ReplayResult> decideAgain(StoredDecision stored, DecisionPayload payload, Locale language) {
        return rulesetCache.find(stored.release()).map(then -> decideBy(then, stored, payload, language));
    }

    /// How other rules decide what a stored decision was about, on the facts of then.
    ///
    /// @param release a release, or a draft under the number 0
    /// @param language of the reasons
    /// @return the response, or the reasons why it isn't decided
    public Checked<byte[], Text> responseBy(
            CompiledRelease release, StoredDecision stored, DecisionPayload payload, Locale language) {
        return switch (decideBy(release, stored, payload, language)) {
            case ReplayResult.Decided(byte[] json) -> Checked.valid(json);
            case ReplayResult.InvalidInput(List<InputFault> faults) ->
                new Checked.Invalid<>(faults.stream().map(InputFault::message).toList());
            case ReplayResult.RuleFailed(RuleFailure failure) -> new Checked.Invalid<>(List.of(failure.message()));
        };
    }

    private ReplayResult decideBy(
            CompiledRelease release, StoredDecision stored, DecisionPayload payload, Locale language) {
        return switch (payload.readCustomer(readers.of(release))) {
            case Checked.Invalid(List<InputFault> faults) -> new ReplayResult.InvalidInput(faults);
            case Checked.Valid(DecisionInput input, var _) ->
                switch (DecisionPipeline.decide(release.ruleset(), input)) {
                    case Checked.Invalid(List<RuleFailure> failures) ->
                        new ReplayResult.RuleFailed(failures.getFirst());
                    case Checked.Valid(DecisionResult result, var _) ->
                        new ReplayResult.Decided(write(stored, payload, release, result, language));
                };
        };
    }

    private static byte[] write(
            StoredDecision stored,
            DecisionPayload payload,
            CompiledRelease release,
            DecisionResult result,
            Locale language) {
        Ruleset ruleset = release.ruleset().ruleset();
        return DecisionResponseWriter.write(
                        new DecisionResponse(
                                stored.id(),
                                stored.decidedAt(),
                                release.release(),
                                ruleset,
                                result,
                                payload.readRecalledFacts(ruleset.dictionary(), stored.asOf()),
                                payload.readRequest().reserveContact() ? ContactReservation.of(ruleset, result) : null),
                        language)
                .bytes();
    }

    /// A stored decision as a scenario, by the release that made it.
    ///
    /// @return empty where that release can't be used any more, or a scenario can't hold what decided
    public Optional<KeptScenario> scenario(StoredDecision stored, DecisionPayload payload) {
        return rulesetCache
                .find(stored.release())
                .flatMap(then ->
                        payload.readCustomer(readers.of(then)) instanceof Checked.Valid(DecisionInput input, var _)
                                ? KeptScenario.of(then.ruleset(), input)
                                : Optional.empty());
    }

    /// A stored decision as the rows of a sheet of scenarios, the heading first.
    ///
    /// @return empty as for [#scenario]
    public Optional<List<List<String>>> scenarioRows(StoredDecision stored, DecisionPayload payload) {
        return rulesetCache
                .find(stored.release())
                .flatMap(then -> scenario(stored, payload)
                        .map(kept -> new ScenarioSheet(then.ruleset().ruleset().dictionary())
                                .with(List.of(), kept.usualName(), kept)));
    }

    private Optional<TracedDecision> trace(DecisionPayload payload, CompiledRelease release) {
        return payload.readCustomer(readers.of(release)) instanceof Checked.Valid(DecisionInput input, var _)
                        && DecisionPipeline.trace(release.ruleset(), input)
                                instanceof Checked.Valid(TracedDecision traced, var _)
                ? Optional.of(traced)
                : Optional.empty();
    }

    private static Explanation explanation(
            TracedDecision traced, CompiledRelease release, Set<String> rows, Locale locale) {
        return Explanation.of(traced, release.ruleset().ruleset(), rows, locale);
    }
}
