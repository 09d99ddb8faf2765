package io.tenure.decision;

import io.tenure.engine.RulesFailed;
import io.tenure.history.Away;
import io.tenure.history.DecisionLog;
import io.tenure.history.Entry;
import io.tenure.history.HistorySettings;
import io.tenure.history.Memory;
import io.tenure.history.Past;
import io.tenure.history.Recorded;
import io.tenure.history.Said;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Case;
import io.tenure.lifecycle.Decided;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.Active;
import io.tenure.release.Releases;
import io.tenure.release.Rulesets;
import io.tenure.ruleset.Ruleset;
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
final class Deciding {
    /// What came of a request.
    sealed interface Result {
        /// @param json the answer, on record
        record Answered(byte[] json, Locale language) implements Result {}

        record Refused(Problem problem) implements Result {}
    }

    /// A request as it came.
    ///
    /// @param key the caller's own name for it; null for none
    record Request(
            byte[] body,
            Asked asked,
            String caller,
            @Nullable String key,
            Locale language) {
        static Request of(byte[] body, String caller, @Nullable String key, Locale language) {
            return new Request(body, Asked.of(Json.parse(body)), caller, key, language);
        }
    }

    private record Ready(Active active, CustomerReader reader) {}

    private final ActiveRuleset rulesets;
    private final Rulesets kept;
    private final Releases releases;
    private final DecisionLog log;
    private final HistorySettings settings;
    private final DecisionMetrics metrics;
    private final IdSource ids;
    private final Clock clock;

    /// The reader made for the active release. A lost race makes it twice, which does no harm.
    private volatile @Nullable Ready ready;

    Deciding(
            ActiveRuleset rulesets,
            Rulesets kept,
            Releases releases,
            DecisionLog log,
            HistorySettings settings,
            DecisionMetrics metrics,
            IdSource ids,
            Clock clock) {
        this.rulesets = rulesets;
        this.kept = kept;
        this.releases = releases;
        this.log = log;
        this.settings = settings;
        this.metrics = metrics;
        this.ids = ids;
        this.clock = clock;
    }

    Result decide(Request request) {
        if (!request.asked().faults().isEmpty()) {
            return new Result.Refused(Problem.badInput(request.asked().faults()));
        }
        return switch (find(request.asked().choice())) {
            case Found.Not(Problem problem) -> new Result.Refused(problem);
            case Found.Ruleset(Active active) ->
                switch (readerFor(active).read(request.asked().customer(), null)) {
                    case Reading.Faulty faulty -> new Result.Refused(Problem.badInput(faulty.faults()));
                    case Reading.Read read -> decide(request, active, read);
                };
        };
    }

    private Result decide(Request request, Active active, Reading.Read read) {
        if (!log.isOn()) {
            return new Result.Answered(
                    AnswerWriter.bytes(answer(active, read.presented(), null, null), request.language()),
                    request.language());
        }
        Entry.Request key = request.key() == null
                ? null
                : new Entry.Request(request.caller(), request.key(), log.fingerprint(request.body()));
        long end = System.nanoTime() + settings.patience().toNanos();
        try {
            do {
                Past past = recall(read.customerId(), key, request.asked().reserveContact());
                Past.Answered answered = past == null ? null : past.answered();
                if (answered != null && key != null) {
                    return again(answered, key);
                }
                Result result = onRecord(request, active, read, past, key);
                if (result != null) {
                    return result;
                }
            } while (System.nanoTime() < end);
            return new Result.Refused(Problem.recordAway());
        } catch (Away away) {
            return new Result.Refused(Problem.recordAway());
        }
    }

    /// What is on record; null where the record is away and the decision may wait for it in the journal.
    private @Nullable Past recall(String customerId, Entry.@Nullable Request key, boolean reserve) {
        try {
            return log.recall(customerId, key);
        } catch (Away e) {
            if (log.hasJournal() && key == null && !reserve) {
                return null;
            }
            throw e;
        }
    }

    /// Decides on what is remembered; null where something came between.
    private @Nullable Result onRecord(
            Request request, Active active, Reading.Read read, @Nullable Past past, Entry.@Nullable Request key) {
        Ruleset ruleset = active.ruleset().ruleset();
        LocalDate asOf = Objects.requireNonNull(read.presented().customer().getAsOf());
        Remembered remembered = past == null
                ? Remembered.AWAY
                : Remembered.of(ruleset.dictionary(), read.presented(), Memory.of(past, asOf));
        Answer answer = answer(
                active,
                remembered.with(ruleset.dictionary(), read.presented()),
                remembered,
                request.asked().reserveContact());
        byte[] json = AnswerWriter.bytes(answer, request.language());
        Entry entry = new Entry(
                answer.decisionId(),
                answer.decidedAt(),
                past == null ? log.nothing(read.customerId()) : past,
                asOf,
                active.release(),
                request.asked().choice() instanceof RulesetChoice.Release,
                Counted.outcomes(answer),
                key,
                answer.reserved(),
                request.language().getLanguage(),
                new Said(request.body(), remembered.bytes(), json));
        return switch (log.append(entry)) {
            case DONE -> new Result.Answered(json, request.language());
            case OVERTAKEN -> null;
        };
    }

    /// The answer that the same request got before.
    private Result again(Past.Answered answered, Entry.Request key) {
        if (!Arrays.equals(answered.body(), key.body())) {
            return new Result.Refused(Problem.keyUsed());
        }
        Recorded recorded = log.find(answered.decision()).orElse(null);
        Said said = recorded == null ? null : recorded.said();
        return said == null
                ? new Result.Refused(Problem.erased())
                : new Result.Answered(
                        said.answer(),
                        Locale.of(Objects.requireNonNull(recorded).language()));
    }

    /// What came of deciding again.
    sealed interface Replayed {
        record Made(byte[] json) implements Replayed {}

        /// The release doesn't take what was presented then.
        record NotTaken(List<Fault> faults) implements Replayed {}

        /// A rule of the release failed on it.
        record Failed() implements Replayed {}
    }

    /// What a release makes of what is on record. Nothing is put on record, and nothing counted.
    Replayed replay(Recorded recorded, Said said, Active active, Locale language) {
        Asked asked = Asked.of(Json.parse(said.request()));
        return switch (readerFor(active).read(asked.customer(), null)) {
            case Reading.Faulty faulty -> new Replayed.NotTaken(faulty.faults());
            case Reading.Read read -> {
                Ruleset ruleset = active.ruleset().ruleset();
                Remembered remembered = Remembered.of(ruleset.dictionary(), recorded.asOf(), said.memory());
                Case presented = remembered.with(ruleset.dictionary(), read.presented());
                try {
                    Decided decided = Decider.decide(active.ruleset(), presented);
                    yield new Replayed.Made(AnswerWriter.bytes(
                            new Answer(
                                    recorded.id(),
                                    recorded.decidedAt(),
                                    active.release(),
                                    ruleset,
                                    decided,
                                    remembered,
                                    asked.reserveContact() ? reserved(ruleset, decided) : null),
                            language));
                } catch (RulesFailed _) {
                    yield new Replayed.Failed();
                }
            }
        };
    }

    private Answer answer(Active active, Case presented, @Nullable Remembered remembered, @Nullable Boolean reserve) {
        long begun = System.nanoTime();
        Decided decided = Decider.decide(active.ruleset(), presented);
        metrics.record(decided, System.nanoTime() - begun);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Ruleset ruleset = active.ruleset().ruleset();
        return new Answer(
                ids.next(now),
                now,
                active.release(),
                ruleset,
                decided,
                remembered,
                Boolean.TRUE.equals(reserve) ? reserved(ruleset, decided) : null);
    }

    /// The contact that the best action makes; null where that is none of those that we start.
    private static Entry.@Nullable Reserved reserved(Ruleset ruleset, Decided decided) {
        if (decided.nextBestActions().isEmpty()) {
            return null;
        }
        NextBestAction best = decided.nextBestActions().getFirst();
        Action action = ruleset.actions().get(best.action());
        return action == null || !isContact(action) ? null : new Entry.Reserved(best.channel(), best.action());
    }

    /// Whether presenting it is a contact that we start.
    static boolean isContact(Action action) {
        return action.selling() || action.marketing();
    }

    private sealed interface Found {
        record Ruleset(Active active) implements Found {}

        record Not(Problem problem) implements Found {}

        static Found of(Optional<Active> active, Problem otherwise) {
            return active.<Found>map(Ruleset::new).orElseGet(() -> new Not(otherwise));
        }
    }

    private Found find(RulesetChoice choice) {
        return switch (choice) {
            case RulesetChoice.Active _ -> Found.of(rulesets.current(), Problem.noRuleset());
            case RulesetChoice.Release(int number) -> Found.of(kept.ready(number), Problem.noSuchRelease(number));
            case RulesetChoice.Faulty(Fault fault) -> new Found.Not(Problem.badInput(List.of(fault)));
            case RulesetChoice.ActiveThen(LocalDate asOf) -> {
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
                yield Found.of(then.flatMap(kept::ready), Problem.noRulesetThen(asOf));
            }
        };
    }

    private CustomerReader readerFor(Active active) {
        Ready known = ready;
        if (known == null || known.active != active) {
            known = new Ready(active, new CustomerReader(active.ruleset().ruleset(), clock));
            // Only the active one's is worth keeping.
            if (rulesets.current().filter(a -> a == active).isPresent()) {
                ready = known;
            }
        }
        return known.reader;
    }
}
