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
import io.tenure.input.DecisionRequest;
import io.tenure.input.DecisionRequest.ExplainLevel;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.input.RulesetChoice;
import io.tenure.lifecycle.DecisionInput;
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
import io.tenure.response.ContactReservation;
import io.tenure.response.DecisionIdGenerator;
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
import java.util.Set;
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
    private final CustomerReaders readers;
    private final RulesetSelection selection;
    private final CheckPool checks;
    private final DecisionLog log;
    private final StoredDecisions storedDecisions;
    private final RecordSettings settings;
    private final DecisionMetrics metrics;
    private final RuleFailures ruleFailures;
    private final DecisionIdGenerator ids;
    private final Clock clock;

    DecisionService(
            ActiveRuleset activeRuleset,
            CustomerReaders readers,
            RulesetSelection selection,
            CheckPool checks,
            DecisionLog log,
            StoredDecisions storedDecisions,
            RecordSettings settings,
            DecisionMetrics metrics,
            RuleFailures ruleFailures,
            DecisionIdGenerator ids,
            Clock clock) {
        this.activeRuleset = activeRuleset;
        this.readers = readers;
        this.selection = selection;
        this.checks = checks;
        this.log = log;
        this.storedDecisions = storedDecisions;
        this.settings = settings;
        this.metrics = metrics;
        this.ruleFailures = ruleFailures;
        this.ids = ids;
        this.clock = clock;
    }

    public DecideResult decide(IncomingRequest request) {
        if (!request.content().faults().isEmpty()) {
            checks.decisionMade();
            return new DecideResult.InvalidInput(
                    allFaults(request.content(), activeRuleset.current().orElse(null)));
        }
        return switch (selection.find(request.content().rulesetChoice())) {
            case RulesetSelection.Missing(DecideResult.Refusal why) -> why;
            case RulesetSelection.Found(CompiledRelease release) -> decideBy(release, request);
        };
    }

    /// The rules that decide a batch.
    Checked<CompiledRelease, DecideResult.Refusal> find(RulesetChoice choice) {
        return switch (selection.find(choice)) {
            case RulesetSelection.Missing(DecideResult.Refusal why) -> new Checked.Invalid<>(List.of(why));
            case RulesetSelection.Found(CompiledRelease release) -> Checked.valid(release);
        };
    }

    /// Decides by rules that were found before.
    DecideResult decideBy(CompiledRelease release, IncomingRequest request) {
        checks.decisionMade();
        if (!request.content().faults().isEmpty()) {
            return new DecideResult.InvalidInput(allFaults(request.content(), release));
        }
        return switch (readers.of(release).read(request.content().customer(), null)) {
            case Checked.Invalid(List<InputFault> faults) -> new DecideResult.InvalidInput(faults);
            case Checked.Valid(DecisionInput input, var _) ->
                request.content().rulesetChoice() instanceof RulesetChoice.Draft
                        ? decideByDraft(request, release, input)
                        : decide(request, release, input);
        };
    }

    /// The faults of the members that say how to decide, followed by the customer's.
    ///
    /// @param release by which the customer is read; null for none
    private List<InputFault> allFaults(DecisionRequest content, @Nullable CompiledRelease release) {
        List<InputFault> faults = new ArrayList<>(content.faults());
        if (release != null
                && readers.of(release).read(content.customer(), null)
                        instanceof Checked.Invalid(List<InputFault> more)) {
            faults.addAll(more);
        }
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

    /// Decides with what is on record of the customer, and stores nothing. On a thread of the checks, as all that
    /// runs the code of drafts.
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
        return switch (evaluate(request, release, input, recalled, false)) {
            case Checked.Invalid(List<RuleFailure> failures) -> new DecideResult.RuleFailed(failures.getFirst());
            case Checked.Valid(Evaluated evaluated, var _) ->
                new DecideResult.Decided(evaluated.sent(), request.language());
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
        Checked<Evaluated, RuleFailure> checked = evaluate(
                request, release, completed, recalled, request.content().reserveContact());
        if (checked instanceof Checked.Invalid(List<RuleFailure> failures)) {
            return new DecideResult.RuleFailed(failures.getFirst());
        }
        Evaluated evaluated = checked.orElseThrow();
        DecisionResponse response = evaluated.response();
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
                new DecisionPayload(request.caller(), request.body(), recalled.toBytes(), evaluated.stored()));
        return switch (log.append(decision)) {
            case STORED -> new DecideResult.Decided(evaluated.sent(), request.language());
            case CONFLICT -> null;
        };
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
        return new DecideResult.Decided(storedDecisions.response(stored, payload, null), Locale.of(stored.language()));
    }

    /// A decision ready to be stored: nothing that comes after can fail.
    ///
    /// @param stored the response with every row
    /// @param sent as much of it as the caller asked for
    private record Evaluated(DecisionResponse response, byte[] stored, byte[] sent) {}

    private Checked<Evaluated, RuleFailure> evaluate(
            IncomingRequest request,
            CompiledRelease release,
            DecisionInput input,
            @Nullable RecalledFacts recalled,
            boolean reserve) {
        long start = System.nanoTime();
        Checked<TracedDecision, RuleFailure> decided = DecisionPipeline.evaluate(
                release.ruleset(), input, request.content().explain() == ExplainLevel.FULL);
        // Drafts are tried: what is counted is about releases.
        boolean published = release.release() > 0;
        if (published && decided instanceof Checked.Invalid(List<RuleFailure> failures)) {
            ruleFailures.record(release.release(), failures.getFirst());
        }
        return decided.then(traced -> {
            if (published) {
                metrics.record(traced.result(), System.nanoTime() - start);
            }
            return Checked.valid(evaluated(request, release, traced, recalled, reserve));
        });
    }

    private Evaluated evaluated(
            IncomingRequest request,
            CompiledRelease release,
            TracedDecision traced,
            @Nullable RecalledFacts recalled,
            boolean reserve) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Ruleset ruleset = release.ruleset().ruleset();
        DecisionResponse response = new DecisionResponse(
                ids.next(now),
                now,
                release.release(),
                ruleset,
                traced.result(),
                recalled,
                reserve ? ContactReservation.of(ruleset, traced.result()) : null);
        WrittenResponse written = DecisionResponseWriter.write(response, request.language());
        byte[] sent = written.sent(
                request.content().explain(), () -> Explanation.of(traced, ruleset, Set.of(), request.language()));
        return new Evaluated(response, written.bytes(), sent);
    }
}
