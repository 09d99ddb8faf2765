package io.tenure.decision;

import io.tenure.bundle.Ruleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.engine.TracedDecision;
import io.tenure.explanation.Explanation;
import io.tenure.finding.Checked;
import io.tenure.history.CustomerHistory;
import io.tenure.history.CustomerHistorySummary;
import io.tenure.history.RecalledFacts;
import io.tenure.input.CustomerReader;
import io.tenure.input.DecisionRequest;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.input.RulesetChoice;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.record.DecisionLog;
import io.tenure.record.DecisionPayload;
import io.tenure.record.NewDecision;
import io.tenure.record.RecordSettings;
import io.tenure.record.RecordUnavailable;
import io.tenure.record.ReportingColumns;
import io.tenure.record.StoredDecision;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.response.ContactReservation;
import io.tenure.response.DecisionResponse;
import io.tenure.response.DecisionResponseWriter;
import io.tenure.response.WrittenResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides the customer of a request, stores the decision and gives the response: read, recall, decide, store.
@Singleton
public final class DecisionService {
    /// A request as it arrived.
    ///
    /// @param body the bytes, which are stored
    /// @param content what they ask for
    /// @param caller name of the user who sent it
    /// @param idempotencyKey the caller's own name for the request; null for none
    /// @param language of the response
    public record IncomingRequest(
            byte[] body,
            DecisionRequest content,
            String caller,
            @Nullable String idempotencyKey,
            Locale language) {
        public static IncomingRequest of(byte[] body, String caller, @Nullable String key, Locale language) {
            return new IncomingRequest(body, DecisionRequest.of(Json.parse(body)), caller, key, language);
        }
    }

    private final ActiveRuleset activeRuleset;
    private final CompiledRulesetCache rulesetCache;
    private final RulesetSelection selection;
    private final CheckPool checks;
    private final DecisionLog log;
    private final RecordSettings settings;
    private final DecisionMetrics metrics;
    private final RuleFailures ruleFailures;
    private final DecisionIdGenerator ids;
    private final Clock clock;

    /// The reader for the active release. In a race it may be created twice, which is harmless.
    private volatile @Nullable CustomerReader activeReader;

    DecisionService(
            ActiveRuleset activeRuleset,
            CompiledRulesetCache rulesetCache,
            RulesetSelection selection,
            CheckPool checks,
            DecisionLog log,
            RecordSettings settings,
            DecisionMetrics metrics,
            RuleFailures ruleFailures,
            DecisionIdGenerator ids,
            Clock clock) {
        this.activeRuleset = activeRuleset;
        this.rulesetCache = rulesetCache;
        this.selection = selection;
        this.checks = checks;
        this.log = log;
        this.settings = settings;
        this.metrics = metrics;
        this.ruleFailures = ruleFailures;
        this.ids = ids;
        this.clock = clock;
    }

    public DecideResult decide(IncomingRequest request) {
        checks.decisionMade();
        if (!request.content().faults().isEmpty()) {
            return new DecideResult.InvalidInput(allFaults(request.content()));
        }
        RulesetChoice choice = request.content().rulesetChoice();
        return switch (selection.find(choice)) {
            case RulesetSelection.Missing(DecideResult why) -> why;
            case RulesetSelection.Found(CompiledRelease release) ->
                switch (readerFor(release).read(request.content().customer(), null)) {
                    case Checked.Invalid(List<InputFault> faults) -> new DecideResult.InvalidInput(faults);
                    case Checked.Valid(DecisionInput input, var _) ->
                        choice instanceof RulesetChoice.Draft
                                ? decideByDraft(request, release, input)
                                : decide(request, release, input);
                };
        };
    }

    /// The faults of the members that say how to decide, followed by the customer's, who is read by the
    /// active release.
    private List<InputFault> allFaults(DecisionRequest content) {
        List<InputFault> faults = new ArrayList<>(content.faults());
        activeRuleset
                .current()
                .map(release -> readerFor(release).read(content.customer(), null))
                .ifPresent(customer -> {
                    if (customer instanceof Checked.Invalid(List<InputFault> more)) {
                        faults.addAll(more);
                    }
                });
        return faults;
    }

    private DecideResult decide(IncomingRequest request, CompiledRelease release, DecisionInput input) {
        if (!log.isEnabled()) {
            return answer(request, release, input, null);
        }
        NewDecision.IdempotentRequest key = request.idempotencyKey() == null
                ? null
                : new NewDecision.IdempotentRequest(
                        request.caller(), request.idempotencyKey(), log.fingerprint(request.body()));
        long end = System.nanoTime() + settings.timeout().toNanos();
        try {
            do {
                CustomerHistory history = recall(
                        Objects.requireNonNull(input.customer().getCustomerId()),
                        Objects.requireNonNull(input.customer().getAsOf()),
                        key,
                        request.content().reserveContact());
                CustomerHistory.EarlierResponse earlier = history == null ? null : history.earlierResponse();
                if (earlier != null && key != null) {
                    return repeatResponse(earlier, key);
                }
                DecideResult result = decideAndStore(request, release, input, history, key);
                if (result != null) {
                    return result;
                }
            } while (System.nanoTime() < end);
            return new DecideResult.RecordUnavailable();
        } catch (RecordUnavailable _) {
            return new DecideResult.RecordUnavailable();
        }
    }

    /// Decides with what is on record of the customer, and stores nothing. On a thread of the checks, as all that runs
    /// the
    /// code of drafts.
    private DecideResult decideByDraft(IncomingRequest request, CompiledRelease draft, DecisionInput input) {
        if (!log.isEnabled()) {
            return checks.run(() -> answer(request, draft, input, null));
        }
        try {
            LocalDate asOf = Objects.requireNonNull(input.customer().getAsOf());
            CustomerHistory history =
                    recall(Objects.requireNonNull(input.customer().getCustomerId()), asOf, null, false);
            RecalledFacts recalled = history == null
                    ? RecalledFacts.UNAVAILABLE
                    : RecalledFacts.of(
                            draft.ruleset().ruleset().dictionary(), input, CustomerHistorySummary.of(history, asOf));
            DecisionInput completed = recalled.addTo(draft.ruleset().ruleset().dictionary(), input);
            return checks.run(() -> answer(request, draft, completed, recalled));
        } catch (RecordUnavailable _) {
            return new DecideResult.RecordUnavailable();
        }
    }

    /// A decision that is not stored.
    private DecideResult answer(
            IncomingRequest request, CompiledRelease release, DecisionInput input, @Nullable RecalledFacts recalled) {
        return switch (evaluate(release, input, recalled, false)) {
            case Checked.Invalid(List<RuleFailure> failures) -> new DecideResult.RuleFailed(failures.getFirst());
            case Checked.Valid(DecisionResponse response, var _) ->
                new DecideResult.Decided(
                        sent(
                                DecisionResponseWriter.write(response, request.language()),
                                request,
                                () -> explanation(release, input, request.language())),
                        request.language());
        };
    }

    /// The customer's history; null where the database is unavailable and the decision may wait for it in the
    /// journal.
    private @Nullable CustomerHistory recall(
            String customerId, LocalDate asOf, NewDecision.@Nullable IdempotentRequest key, boolean reserve) {
        try {
            return log.recall(customerId, asOf, key);
        } catch (RecordUnavailable e) {
            if (log.hasJournal() && key == null && !reserve) {
                return null;
            }
            throw e;
        }
    }

    /// Decides with what was recalled; null where another decision changed the record meanwhile.
    private @Nullable DecideResult decideAndStore(
            IncomingRequest request,
            CompiledRelease release,
            DecisionInput input,
            @Nullable CustomerHistory history,
            NewDecision.@Nullable IdempotentRequest key) {
        Ruleset ruleset = release.ruleset().ruleset();
        LocalDate asOf = Objects.requireNonNull(input.customer().getAsOf());
        RecalledFacts recalled = history == null
                ? RecalledFacts.UNAVAILABLE
                : RecalledFacts.of(ruleset.dictionary(), input, CustomerHistorySummary.of(history, asOf));
        DecisionInput completed = recalled.addTo(ruleset.dictionary(), input);
        Checked<DecisionResponse, RuleFailure> evaluated =
                evaluate(release, completed, recalled, request.content().reserveContact());
        if (evaluated instanceof Checked.Invalid(List<RuleFailure> failures)) {
            return new DecideResult.RuleFailed(failures.getFirst());
        }
        DecisionResponse response = evaluated.orElseThrow();
        WrittenResponse written = DecisionResponseWriter.write(response, request.language());
        NewDecision decision = new NewDecision(
                response.decisionId(),
                response.decidedAt(),
                history == null
                        ? log.emptyHistory(
                                Objects.requireNonNull(input.customer().getCustomerId()))
                        : history,
                asOf,
                release.release(),
                request.content().rulesetChoice() instanceof RulesetChoice.Release,
                ReportingColumns.of(response),
                key,
                response.reservation(),
                request.language().getLanguage(),
                new DecisionPayload(request.caller(), request.body(), recalled.toBytes(), written.bytes()));
        return switch (log.append(decision)) {
            case STORED ->
                new DecideResult.Decided(
                        sent(written, request, () -> explanation(release, completed, request.language())),
                        request.language());
            case CONFLICT -> null;
        };
    }

    /// As much of a response as the caller asked for.
    private static byte[] sent(WrittenResponse written, IncomingRequest request, Supplier<Explanation> explanation) {
        return switch (request.content().explain()) {
            case NONE -> written.withoutHits();
            case SHORT -> written.withDecisiveHits();
            case FULL -> written.withMember("explanation", explanation.get());
        };
    }

    /// Decides once more, since what the tables were asked is noted for those only who want to know.
    private static Explanation explanation(CompiledRelease release, DecisionInput input, Locale locale) {
        return Explanation.of(
                DecisionPipeline.trace(release.ruleset(), input).orElseThrow(),
                release.ruleset().ruleset(),
                Set.of(),
                locale);
    }

    /// The response that the same request got before.
    private DecideResult repeatResponse(CustomerHistory.EarlierResponse earlier, NewDecision.IdempotentRequest key) {
        StoredDecision stored = log.find(earlier.decision()).orElse(null);
        DecisionPayload payload = stored == null ? null : stored.payload();
        if (stored == null || payload == null) {
            // With the customer went the hash of the body.
            return new DecideResult.CustomerErased();
        }
        if (!Arrays.equals(earlier.bodyHash(), key.bodyHash())) {
            return new DecideResult.IdempotencyKeyReused();
        }
        return new DecideResult.Decided(storedResponse(stored, payload, null), Locale.of(stored.language()));
    }

    /// The response to a request that was stored.
    ///
    /// @param extent of its reasons; null for as much as the caller asked for, which makes it the same bytes
    /// @return without the explanation where the release that decided can't be used any more
    public byte[] storedResponse(
            StoredDecision stored, DecisionPayload payload, DecisionRequest.@Nullable ExplainLevel extent) {
        WrittenResponse written = WrittenResponse.of(payload.response());
        return switch (extent == null ? payload.readRequest().explain() : extent) {
            case NONE -> written.withoutHits();
            case SHORT -> written.withDecisiveHits();
            case FULL ->
                rulesetCache
                        .find(stored.release())
                        .flatMap(then -> explain(payload, then, Set.of(), Locale.of(stored.language())))
                        .map(explanation -> written.withMember("explanation", explanation))
                        .orElse(written.bytes());
        };
    }

    /// Explains a stored decision, by the release that made it.
    ///
    /// @param rows names of rows to show with all their conditions
    /// @return empty where that release doesn't decide it any more
    Optional<Explanation> explain(DecisionPayload payload, CompiledRelease release, Set<String> rows, Locale locale) {
        return payload.readCustomer(readerFor(release)) instanceof Checked.Valid(DecisionInput input, var _)
                        && DecisionPipeline.trace(release.ruleset(), input)
                                instanceof Checked.Valid(TracedDecision traced, var _)
                ? Optional.of(Explanation.of(traced, release.ruleset().ruleset(), rows, locale))
                : Optional.empty();
    }

    /// Decides a stored decision again, by any release. Nothing is stored, and nothing counted.
    ReplayResult replay(StoredDecision stored, DecisionPayload payload, CompiledRelease release, Locale language) {
        return switch (payload.readCustomer(readerFor(release))) {
            case Checked.Invalid(List<InputFault> faults) -> new ReplayResult.InvalidInput(faults);
            case Checked.Valid(DecisionInput input, var _) -> {
                Ruleset ruleset = release.ruleset().ruleset();
                yield switch (DecisionPipeline.decide(release.ruleset(), input)) {
                    case Checked.Invalid(List<RuleFailure> failures) ->
                        new ReplayResult.RuleFailed(failures.getFirst());
                    case Checked.Valid(DecisionResult result, var _) ->
                        new ReplayResult.Decided(DecisionResponseWriter.write(
                                        new DecisionResponse(
                                                stored.id(),
                                                stored.decidedAt(),
                                                release.release(),
                                                ruleset,
                                                result,
                                                payload.readRecalledFacts(ruleset.dictionary(), stored.asOf()),
                                                payload.readRequest().reserveContact()
                                                        ? reservation(ruleset, result)
                                                        : null),
                                        language)
                                .bytes());
                };
            }
        };
    }

    private Checked<DecisionResponse, RuleFailure> evaluate(
            CompiledRelease release, DecisionInput input, @Nullable RecalledFacts recalled, boolean reserve) {
        long start = System.nanoTime();
        Checked<DecisionResult, RuleFailure> decided = DecisionPipeline.decide(release.ruleset(), input);
        // Drafts are tried: what is counted is about releases.
        boolean published = release.release() > 0;
        if (published && decided instanceof Checked.Invalid(List<RuleFailure> failures)) {
            ruleFailures.record(release.release(), failures.getFirst());
        }
        return decided.then(result -> {
            if (published) {
                metrics.record(result, System.nanoTime() - start);
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Ruleset ruleset = release.ruleset().ruleset();
            return Checked.valid(new DecisionResponse(
                    ids.next(now),
                    now,
                    release.release(),
                    ruleset,
                    result,
                    recalled,
                    reserve ? reservation(ruleset, result) : null));
        });
    }

    /// The contact that the best action makes; null where that is not a contact we start.
    private static @Nullable ContactReservation reservation(Ruleset ruleset, DecisionResult result) {
        if (result.nextBestActions().isEmpty()) {
            return null;
        }
        NextBestAction best = result.nextBestActions().getFirst();
        Action action = ruleset.actions().get(best.action());
        return action == null || !action.isStartedByUs() ? null : new ContactReservation(best.channel(), best.action());
    }

    private CustomerReader readerFor(CompiledRelease release) {
        CustomerReader reader = activeReader;
        if (reader == null || reader.ruleset() != release.ruleset().ruleset()) {
            reader = new CustomerReader(release.ruleset().ruleset(), clock);
            // Only the active release's reader is worth keeping.
            if (activeRuleset.current().filter(a -> a == release).isPresent()) {
                activeReader = reader;
            }
        }
        return reader;
    }
}
