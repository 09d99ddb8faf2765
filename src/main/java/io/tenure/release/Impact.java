package io.tenure.release;

import io.tenure.csv.CsvOptions;
import io.tenure.csv.TextSource;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerTable;
import io.tenure.input.InputFault;
import io.tenure.input.TableRow;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Hit;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.text.Message;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Measures what publishing a draft would change: decides customers by two rulesets and counts what differs.
public final class Impact {
    private static final String RETENTION_LEVEL = "retentionLevel";

    private static final String BEST_ACTION = "bestAction";
    /// Compared outcomes that every report has; those of a ruleset's own are in it where they change.
    private static final List<String> COMPARED_OUTCOMES = List.of("stage", "riskBand", RETENTION_LEVEL, BEST_ACTION);
    private static final String UNKNOWN = "unknown";
    private static final int MAX_EXAMPLES = 3;
    private static final int MAX_SKIPPED_SHOWN = 20;
    /// For how many customers the rules of a release may fail: each of them may cost the whole time of a decision.
    static final int MAX_RULE_FAILURES = 10;

    private final CompiledRuleset before;
    private final CompiledRuleset after;
    private final CustomerReader readerBefore;
    private final CustomerReader readerAfter;
    private final Map<String, Map<Move, MoveCount>> moves = new LinkedHashMap<>();
    private final List<ImpactReport.Undecided> undecided = new ArrayList<>();
    /// Of a file, which may have several rows for one customer: who was decided by the active release, who is lost in
    /// any row, and whose retention level changes in any row.
    private final Set<String> customerIds = new HashSet<>();

    private final Set<String> lostIds = new HashSet<>();
    private final Set<String> changedIds = new HashSet<>();
    /// For how many customers the rules failed; counted over all parts.
    private final AtomicInteger failuresBefore;
    private final AtomicInteger failuresAfter;
    private ImpactReport.@Nullable Undecided firstUntried;
    private int customers;
    private int skipped;
    private int lost;
    private @Nullable String firstCause;

    public Impact(CompiledRuleset before, CompiledRuleset after, Clock clock) {
        this(
                before,
                after,
                new CustomerReader(before.ruleset(), clock),
                new CustomerReader(after.ruleset(), clock),
                new AtomicInteger(),
                new AtomicInteger());
    }

    private Impact(
            CompiledRuleset before,
            CompiledRuleset after,
            CustomerReader readBefore,
            CustomerReader readAfter,
            AtomicInteger failuresBefore,
            AtomicInteger failuresAfter) {
        this.failuresBefore = failuresBefore;
        this.failuresAfter = failuresAfter;
        this.before = before;
        this.after = after;
        this.readerBefore = readBefore;
        this.readerAfter = readAfter;
        COMPARED_OUTCOMES.forEach(name -> moves.put(name, new TreeMap<>()));
        Stream.of(before, after)
                .flatMap(ruleset -> ruleset.ruleset().dictionary().ownOutcomes().stream())
                .filter(Field::hasFewValues)
                .forEach(field -> moves.put(field.name(), new TreeMap<>()));
    }

    /// What was found, as far as it counts for the limit of level changes.
    ///
    /// @param wholeRecord whether it took every customer on record
    /// @param customers how many different ones were decided by both, in all of their rows
    /// @param lost how many different ones the active release decides and the draft doesn't
    /// @param skipped how many the active release doesn't decide
    /// @param levelChanges for how many of `customers` the retention level changes
    /// @param firstCause why the first of those lost or skipped was left out, without anything about the customer;
    ///     empty if none was
    public record Measure(
            boolean wholeRecord, int customers, int lost, int skipped, int levelChanges, String firstCause) {}

    /// A measurement by the same rulesets without any customer, which another thread can fill.
    Impact emptyCopy() {
        return new Impact(before, after, readerBefore, readerAfter, failuresBefore, failuresAfter);
    }

    /// Adds the result of a part.
    void add(Impact part) {
        customers += part.customers;
        skipped += part.skipped;
        lost += part.lost;
        firstCause = firstCause == null ? part.firstCause : firstCause;
        firstUntried = firstUntried == null ? part.firstUntried : firstUntried;
        part.undecided.stream()
                .limit(MAX_SKIPPED_SHOWN - (long) undecided.size())
                .forEach(undecided::add);
        part.moves.forEach(
                (outcome, matrix) -> matrix.forEach((move, cell) -> Objects.requireNonNull(moves.get(outcome))
                        .computeIfAbsent(move, _ -> new MoveCount())
                        .add(cell)));
    }

    private record Move(String from, String to) implements Comparable<Move> {
        boolean changes() {
            return !from.equals(to);
        }

        @Override
        public int compareTo(Move other) {
            int byFrom = from.compareTo(other.from);
            return byFrom != 0 ? byFrom : to.compareTo(other.to);
        }
    }

    private static final class MoveCount {
        private int count;
        private final List<ImpactReport.Example> examples = new ArrayList<>();

        void add(MoveCount other) {
            count += other.count;
            other.examples.stream().limit(MAX_EXAMPLES - (long) examples.size()).forEach(examples::add);
        }
    }

    /// The subject of a result: a row of a file, or a stored decision without its customer.
    private record Subject(
            long line,
            @Nullable String customerId,
            @Nullable UUID decisionId) {}

    /// Decides every row of a file of customers.
    ///
    /// @throws UnreadableFileException if the file can't be read, or could be read in two ways
    public void read(TextSource csv, Locale locale) throws IOException, UnreadableFileException {
        try (CustomerTable table = CustomerTable.open(csv, CsvOptions.NONE, Map.of(), readerBefore, null)) {
            for (CustomerTable.Line line = table.next(); line != null; line = table.next()) {
                switch (line) {
                    case CustomerTable.Line.Rejected(long number, InputFault fault) ->
                        skip(new Subject(number, "", null), fault.message().in(locale), fault.code());
                    case CustomerTable.Line.Customer(TableRow row) ->
                        decide(
                                new Subject(row.line(), row.customerId(), null),
                                readerBefore.readRow(row),
                                readerAfter.readRow(row),
                                locale);
                }
            }
        }
    }

    /// Repeats a stored decision by both rulesets.
    void decide(StoredDecision stored, Locale locale) {
        Subject subject = new Subject(0, null, stored.id());
        DecisionPayload payload = stored.payload();
        if (payload == null) {
            skip(subject, Message.of("release.impact.unreadable-decision").in(locale), "unreadable-decision");
        } else {
            decide(subject, payload.readCustomer(readerBefore), payload.readCustomer(readerAfter), locale);
        }
    }

    private void decide(
            Subject subject,
            Checked<DecisionInput, InputFault> inputBefore,
            Checked<DecisionInput, InputFault> inputAfter,
            Locale locale) {
        if (failuresBefore.get() >= MAX_RULE_FAILURES || failuresAfter.get() >= MAX_RULE_FAILURES) {
            leaveUntried(subject, locale);
            return;
        }
        DecisionResult resultBefore = decideBy(subject, before, inputBefore, locale);
        if (resultBefore == null) {
            return;
        }
        if (subject.customerId != null) {
            customerIds.add(subject.customerId);
        }
        DecisionResult resultAfter = decideBy(subject, after, inputAfter, locale);
        if (resultAfter == null) {
            lose(subject);
        } else {
            compare(subject, resultBefore, resultAfter);
        }
    }

    private @Nullable DecisionResult decideBy(
            Subject subject, CompiledRuleset ruleset, Checked<DecisionInput, InputFault> input, Locale locale) {
        return switch (input) {
            case Checked.Invalid(List<InputFault> faults) -> {
                InputFault first = faults.getFirst();
                skip(subject, first.message().in(locale), first.code() + " " + first.pointer());
                yield null;
            }
            case Checked.Valid(DecisionInput valid, var _) ->
                switch (DecisionPipeline.decide(ruleset, valid)) {
                    case Checked.Invalid(List<RuleFailure> failures) -> {
                        (ruleset == before ? failuresBefore : failuresAfter).incrementAndGet();
                        RuleFailure failed = failures.getFirst();
                        skip(subject, failed.message().in(locale), failed.code());
                        yield null;
                    }
                    case Checked.Valid(DecisionResult result, var _) -> result;
                };
        };
    }

    /// Counts a customer as lost where the rules of the draft keep failing, and as skipped where those of the active
    /// release do.
    private void leaveUntried(Subject subject, Locale locale) {
        skipped++;
        if (failuresBefore.get() < MAX_RULE_FAILURES) {
            lose(subject);
            if (subject.customerId != null) {
                customerIds.add(subject.customerId);
            }
        }
        if (firstUntried == null) {
            firstUntried = new ImpactReport.Undecided(
                    subject.line,
                    subject.customerId,
                    subject.decisionId,
                    Message.of("release.impact.rules-keep-failing", "failures", MAX_RULE_FAILURES)
                            .in(locale));
        }
    }

    private void lose(Subject subject) {
        lost++;
        if (subject.customerId != null) {
            lostIds.add(subject.customerId);
        }
    }

    /// @param cause the reason without anything about the customer
    private void skip(Subject subject, String reason, String cause) {
        skipped++;
        firstCause = firstCause == null ? cause : firstCause;
        if (undecided.size() < MAX_SKIPPED_SHOWN) {
            undecided.add(new ImpactReport.Undecided(subject.line, subject.customerId, subject.decisionId, reason));
        }
    }

    private void compare(Subject subject, DecisionResult resultBefore, DecisionResult resultAfter) {
        customers++;
        moves.forEach((outcome, matrix) -> {
            Move move = new Move(value(before, resultBefore, outcome), value(after, resultAfter, outcome));
            MoveCount cell = matrix.computeIfAbsent(move, _ -> new MoveCount());
            cell.count++;
            if (outcome.equals(RETENTION_LEVEL) && move.changes() && subject.customerId != null) {
                changedIds.add(subject.customerId);
            }
            if (move.changes() && cell.examples.size() < MAX_EXAMPLES) {
                cell.examples.add(new ImpactReport.Example(
                        subject.customerId,
                        subject.decisionId,
                        ImpactReport.DecidingRow.of(decidingHit(resultBefore, outcome)),
                        ImpactReport.DecidingRow.of(decidingHit(resultAfter, outcome))));
            }
        });
    }

    private static String value(CompiledRuleset ruleset, DecisionResult result, String outcome) {
        if (outcome.equals(BEST_ACTION)) {
            return result.nextBestActions().isEmpty()
                    ? UNKNOWN
                    : result.nextBestActions().getFirst().action();
        }
        Object value = ruleset.ruleset()
                .dictionary()
                .find(outcome)
                .filter(field -> field.kind() == FieldKind.OUTCOME)
                .map(field -> result.decision().value(field.index()))
                .orElse(null);
        return value == null ? UNKNOWN : value.toString();
    }

    private static @Nullable Hit decidingHit(DecisionResult result, String outcome) {
        String action = result.nextBestActions().isEmpty()
                ? ""
                : result.nextBestActions().getFirst().action();
        Predicate<Hit> wrote = outcome.equals(BEST_ACTION)
                ? h -> action.equals(h.wrote().get("candidate.action"))
                : h -> h.wrote().containsKey(outcome);
        return result.hits().reversed().stream().filter(wrote).findFirst().orElse(null);
    }

    /// What counts for the limit of level changes: each customer once, however many rows of a file are about them.
    ///
    /// @param wholeRecord whether it was every customer on record
    public Measure measure(boolean wholeRecord) {
        String cause = Objects.requireNonNullElse(firstCause, "");
        if (customerIds.isEmpty()) {
            // Stored decisions are one for each customer.
            int levelChanges = changed(Objects.requireNonNull(moves.get(RETENTION_LEVEL)));
            return new Measure(wholeRecord, customers, lost, skipped - lost, levelChanges, cause);
        }
        Set<String> changed = new HashSet<>(changedIds);
        changed.removeAll(lostIds);
        return new Measure(
                wholeRecord,
                customerIds.size() - lostIds.size(),
                lostIds.size(),
                skipped - lost,
                changed.size(),
                cause);
    }

    /// The result so far.
    ///
    /// @param draft id of the draft that the second ruleset is of
    /// @param version of the draft
    /// @param against number of the release that the first ruleset is of
    public ImpactReport report(int draft, int version, int against) {
        return new ImpactReport(
                draft,
                version,
                against,
                customers,
                skipped,
                lost,
                firstUntried == null
                        ? List.copyOf(undecided)
                        : Stream.concat(undecided.stream(), Stream.of(firstUntried))
                                .toList(),
                moves.entrySet().stream()
                        .map(m -> outcome(m.getKey(), m.getValue()))
                        .filter(outcome -> COMPARED_OUTCOMES.contains(outcome.outcome()) || outcome.changed() > 0)
                        .toList());
    }

    private ImpactReport.Outcome outcome(String name, Map<Move, MoveCount> matrix) {
        int changed = changed(matrix);
        return new ImpactReport.Outcome(
                name,
                changed,
                percent(changed),
                matrix.entrySet().stream()
                        .map(m -> new ImpactReport.Move(
                                m.getKey().from,
                                m.getKey().to,
                                m.getValue().count,
                                percent(m.getValue().count),
                                List.copyOf(m.getValue().examples)))
                        .toList());
    }

    private static int changed(Map<Move, MoveCount> matrix) {
        return matrix.entrySet().stream()
                .filter(m -> m.getKey().changes())
                .mapToInt(m -> m.getValue().count)
                .sum();
    }

    private double percent(int count) {
        return customers == 0 ? 0 : Math.round(10_000.0 * count / customers) / 100.0;
    }
}
