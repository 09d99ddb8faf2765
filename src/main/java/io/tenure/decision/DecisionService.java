package io.tenure.decision;

import io.tenure.bundle.Ruleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.http.Problem;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerReading;
import io.tenure.input.DecisionRequest;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.input.RulesetChoice;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.record.CustomerHistory;
import io.tenure.record.CustomerHistorySummary;
import io.tenure.record.DecisionLog;
import io.tenure.record.DecisionPayload;
import io.tenure.record.DecisionResponse;
import io.tenure.record.DecisionResponseWriter;
import io.tenure.record.NewDecision;
import io.tenure.record.RecalledFacts;
import io.tenure.record.RecordSettings;
import io.tenure.record.RecordUnavailable;
import io.tenure.record.StoredDecision;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.release.Releases;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From a request to an answer that is on record: read, recall, decide, put on record.
@Singleton
public final class DecisionService {
    /// What came of a request.
    public sealed interface Result {
        /// @param json the answer, on record
        record Completed(byte[] json, Locale language) implements Result {}

        record Rejected(Problem problem) implements Result {}
    }

    /// A request as it came.
    ///
    /// @param idempotencyKey the caller's own name for it; null for none
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

    private record CachedReader(CompiledRelease active, CustomerReader reader) {}

    private final ActiveRuleset activeRuleset;
    private final CompiledRulesetCache rulesetCache;
    private final Releases releases;
    private final DecisionLog log;
    private final RecordSettings settings;
    private final DecisionMetrics metrics;
    private final DecisionIdGenerator ids;
    private final Clock clock;

    /// The reader made for the active release. A lost race makes it twice, which does no harm.
    private volatile @Nullable CachedReader cachedReader;

    DecisionService(
            ActiveRuleset rulesets,
            CompiledRulesetCache kept,
            Releases releases,
            DecisionLog log,
            RecordSettings settings,
            DecisionMetrics metrics,
            DecisionIdGenerator ids,
            Clock clock) {
        this.activeRuleset = rulesets;
        this.rulesetCache = kept;
        this.releases = releases;
        this.log = log;
        this.settings = settings;
        this.metrics = metrics;
        this.ids = ids;
        this.clock = clock;
    }

    public Result decide(IncomingRequest request) {
        if (!request.content().faults().isEmpty()) {
            return new Result.Rejected(Problem.badInput(request.content().faults()));
        }
        return switch (findRuleset(request.content().rulesetChoice())) {
            case RulesetLookup.Unavailable(Problem problem) -> new Result.Rejected(problem);
            case RulesetLookup.Available(CompiledRelease active) ->
                switch (readerFor(active).read(request.content().customer(), null)) {
                    case CustomerReading.Invalid faulty -> new Result.Rejected(Problem.badInput(faulty.faults()));
                    case CustomerReading.Valid read -> decide(request, active, read);
                };
        };
    }

    private Result decide(IncomingRequest request, CompiledRelease active, CustomerReading.Valid read) {
        if (!log.isEnabled()) {
            return new Result.Completed(
                    DecisionResponseWriter.toBytes(evaluate(active, read.input(), null, null), request.language()),
                    request.language());
        }
        NewDecision.IdempotentRequest key = request.idempotencyKey() == null
                ? null
                : new NewDecision.IdempotentRequest(
                        request.caller(), request.idempotencyKey(), log.fingerprint(request.body()));
        long end = System.nanoTime() + settings.patience().toNanos();
        try {
            do {
                CustomerHistory past =
                        recall(read.customerId(), key, request.content().reserveContact());
                CustomerHistory.EarlierResponse answered = past == null ? null : past.earlierResponse();
                if (answered != null && key != null) {
                    return repeatResponse(answered, key);
                }
                Result result = decideAndStore(request, active, read, past, key);
                if (result != null) {
                    return result;
                }
            } while (System.nanoTime() < end);
            return new Result.Rejected(Problem.recordUnavailable());
        } catch (RecordUnavailable away) {
            return new Result.Rejected(Problem.recordUnavailable());
        }
    }

    /// What is on record; null where the record is away and the decision may wait for it in the journal.
    private @Nullable CustomerHistory recall(
            String customerId, NewDecision.@Nullable IdempotentRequest key, boolean reserve) {
        try {
            return log.recall(customerId, key);
        } catch (RecordUnavailable e) {
            if (log.hasJournal() && key == null && !reserve) {
                return null;
            }
            throw e;
        }
    }

    /// Decides on what is remembered; null where something came between.
    private @Nullable Result decideAndStore(
            IncomingRequest request,
            CompiledRelease active,
            CustomerReading.Valid read,
            @Nullable CustomerHistory past,
            NewDecision.@Nullable IdempotentRequest key) {
        Ruleset ruleset = active.ruleset().ruleset();
        LocalDate asOf = Objects.requireNonNull(read.input().customer().getAsOf());
        RecalledFacts remembered = past == null
                ? RecalledFacts.UNAVAILABLE
                : RecalledFacts.of(ruleset.dictionary(), read.input(), CustomerHistorySummary.of(past, asOf));
        DecisionResponse answer = evaluate(
                active,
                remembered.addTo(ruleset.dictionary(), read.input()),
                remembered,
                request.content().reserveContact());
        byte[] json = DecisionResponseWriter.toBytes(answer, request.language());
        NewDecision entry = new NewDecision(
                answer.decisionId(),
                answer.decidedAt(),
                past == null ? log.emptyHistory(read.customerId()) : past,
                asOf,
                active.release(),
                request.content().rulesetChoice() instanceof RulesetChoice.Release,
                ReportingColumns.outcomes(answer),
                key,
                answer.reservation(),
                request.language().getLanguage(),
                new DecisionPayload(request.body(), remembered.toBytes(), json));
        return switch (log.append(entry)) {
            case STORED -> new Result.Completed(json, request.language());
            case CONFLICT -> null;
        };
    }

    /// The answer that the same request got before.
    private Result repeatResponse(CustomerHistory.EarlierResponse answered, NewDecision.IdempotentRequest key) {
        if (!Arrays.equals(answered.bodyHash(), key.bodyHash())) {
            return new Result.Rejected(Problem.idempotencyKeyReused());
        }
        StoredDecision recorded = log.find(answered.decision()).orElse(null);
        DecisionPayload said = recorded == null ? null : recorded.payload();
        return said == null
                ? new Result.Rejected(Problem.customerErased())
                : new Result.Completed(
                        said.response(),
                        Locale.of(Objects.requireNonNull(recorded).language()));
    }

    /// What came of deciding again.
    sealed interface ReplayResult {
        record Completed(byte[] json) implements ReplayResult {}

        /// The release doesn't take what was presented then.
        record InvalidInput(List<InputFault> faults) implements ReplayResult {}

        /// A rule of the release failed on it.
        record RuleFailed() implements ReplayResult {}
    }

    /// What a release makes of what is on record. Nothing is put on record, and nothing counted.
    ReplayResult replay(StoredDecision recorded, DecisionPayload said, CompiledRelease active, Locale language) {
        DecisionRequest asked = DecisionRequest.of(Json.parse(said.request()));
        return switch (readerFor(active).read(asked.customer(), null)) {
            case CustomerReading.Invalid faulty -> new ReplayResult.InvalidInput(faulty.faults());
            case CustomerReading.Valid read -> {
                Ruleset ruleset = active.ruleset().ruleset();
                RecalledFacts remembered =
                        RecalledFacts.of(ruleset.dictionary(), recorded.asOf(), said.recalledFacts());
                DecisionInput presented = remembered.addTo(ruleset.dictionary(), read.input());
                try {
                    DecisionResult decided = DecisionPipeline.decide(active.ruleset(), presented);
                    yield new ReplayResult.Completed(DecisionResponseWriter.toBytes(
                            new DecisionResponse(
                                    recorded.id(),
                                    recorded.decidedAt(),
                                    active.release(),
                                    ruleset,
                                    decided,
                                    remembered,
                                    asked.reserveContact() ? reservation(ruleset, decided) : null),
                            language));
                } catch (RuleFailure _) {
                    yield new ReplayResult.RuleFailed();
                }
            }
        };
    }

    private DecisionResponse evaluate(
            CompiledRelease active,
            DecisionInput presented,
            @Nullable RecalledFacts remembered,
            @Nullable Boolean reserve) {
        long begun = System.nanoTime();
        DecisionResult decided = DecisionPipeline.decide(active.ruleset(), presented);
        metrics.record(decided, System.nanoTime() - begun);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Ruleset ruleset = active.ruleset().ruleset();
        return new DecisionResponse(
                ids.next(now),
                now,
                active.release(),
                ruleset,
                decided,
                remembered,
                Boolean.TRUE.equals(reserve) ? reservation(ruleset, decided) : null);
    }

    /// The contact that the best action makes; null where that is none of those that we start.
    private static NewDecision.@Nullable ContactReservation reservation(Ruleset ruleset, DecisionResult decided) {
        if (decided.nextBestActions().isEmpty()) {
            return null;
        }
        NextBestAction best = decided.nextBestActions().getFirst();
        Action action = ruleset.actions().get(best.action());
        return action == null || !isStartedByUs(action)
                ? null
                : new NewDecision.ContactReservation(best.channel(), best.action());
    }

    /// Whether presenting it is a contact that we start.
    public static boolean isStartedByUs(Action action) {
        return action.selling() || action.marketing();
    }

    private sealed interface RulesetLookup {
        record Available(CompiledRelease active) implements RulesetLookup {}

        record Unavailable(Problem problem) implements RulesetLookup {}

        static RulesetLookup of(Optional<CompiledRelease> active, Problem otherwise) {
            return active.<RulesetLookup>map(Available::new).orElseGet(() -> new Unavailable(otherwise));
        }
    }

    private RulesetLookup findRuleset(RulesetChoice choice) {
        return switch (choice) {
            case RulesetChoice.Active _ -> RulesetLookup.of(activeRuleset.current(), Problem.noRuleset());
            case RulesetChoice.Release(int number) ->
                RulesetLookup.of(rulesetCache.find(number), Problem.noSuchRelease(number));
            case RulesetChoice.Invalid(InputFault fault) ->
                new RulesetLookup.Unavailable(Problem.badInput(List.of(fault)));
            case RulesetChoice.ActiveAtAsOf(LocalDate asOf) -> {
                Instant now = clock.instant();
                LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
                Optional<Integer> then = Optional.empty();
                if (!asOf.isBefore(today)) {
                    then = releases.activeAt(now);
                } else if (asOf.isAfter(LocalDate.EPOCH)) {
                    // The end of the day, so that its last publication counts.
                    then = releases.activeAt(asOf.plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .minusNanos(1_000));
                }
                yield RulesetLookup.of(then.flatMap(rulesetCache::find), Problem.noRulesetAtDate(asOf));
            }
        };
    }

    private CustomerReader readerFor(CompiledRelease active) {
        CachedReader known = cachedReader;
        if (known == null || known.active != active) {
            known = new CachedReader(active, new CustomerReader(active.ruleset().ruleset(), clock));
            // Only the active one's is worth keeping.
            if (activeRuleset.current().filter(a -> a == active).isPresent()) {
                cachedReader = known;
            }
        }
        return known.reader;
    }
}
