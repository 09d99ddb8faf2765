package io.tenure.release;

import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.engine.TracedDecision;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerSource;
import io.tenure.input.InputFault;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.text.Message;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Measures what publishing a draft would change: decides customers by two rulesets and counts what differs.
public final class Impact {
    private static final int MAX_SKIPPED_SHOWN = 20;
    /// For how many customers the rules of a release may fail: each of them may cost the whole time of a decision.
    static final int MAX_RULE_FAILURES = 10;

    private final CompiledRuleset before;
    private final CompiledRuleset after;
    private final CustomerReader readerBefore;
    private final CustomerReader readerAfter;
    private final ImpactCounts counts;
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
    private int skipped;
    private int lost;
    private @Nullable String firstCause;

    /// An impact in which no experiment draws anybody.
    public Impact(CompiledRuleset before, CompiledRuleset after, Clock clock) {
        this(before, after, clock, null);
    }

    /// @param pseudonyms gives the pseudonym by which experiments draw a customer, by the customer's id; null for none
    Impact(
            CompiledRuleset before,
            CompiledRuleset after,
            Clock clock,
            @Nullable Function<String, @Nullable String> pseudonyms) {
        this(
                before,
                after,
                new CustomerReader(before.ruleset(), clock, pseudonyms),
                new CustomerReader(after.ruleset(), clock, pseudonyms),
                new ImpactCounts(before.ruleset(), after.ruleset()),
                new AtomicInteger(),
                new AtomicInteger());
    }

    private Impact(
            CompiledRuleset before,
            CompiledRuleset after,
            CustomerReader readBefore,
            CustomerReader readAfter,
            ImpactCounts counts,
            AtomicInteger failuresBefore,
            AtomicInteger failuresAfter) {
        this.failuresBefore = failuresBefore;
        this.failuresAfter = failuresAfter;
        this.before = before;
        this.after = after;
        this.readerBefore = readBefore;
        this.readerAfter = readAfter;
        this.counts = counts;
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
        return new Impact(before, after, readerBefore, readerAfter, counts.emptyCopy(), failuresBefore, failuresAfter);
    }

    /// Adds the result of a part.
    void add(Impact part) {
        counts.add(part.counts);
        skipped += part.skipped;
        lost += part.lost;
        firstCause = firstCause == null ? part.firstCause : firstCause;
        firstUntried = firstUntried == null ? part.firstUntried : firstUntried;
        part.undecided.stream()
                .limit(MAX_SKIPPED_SHOWN - (long) undecided.size())
                .forEach(undecided::add);
    }

    /// The subject of a result: a row of a file, or a stored decision without its customer.
    private record Subject(
            long line,
            @Nullable String customerId,
            @Nullable UUID decisionId) {}

    /// Decides every customer of a file. What only one of the two rulesets knows, such as an attribute that a draft
    /// declares, the other one leaves out.
    ///
    /// @throws UnreadableFileException if the file can't be read, or could be read in two ways
    public void read(CustomersOpener file, Locale locale) throws IOException, UnreadableFileException {
        CustomerReader lenientBefore = readerBefore.ignoring(readerAfter);
        CustomerReader lenientAfter = readerAfter.ignoring(readerBefore);
        try (CustomerSource customersBefore = file.open(lenientBefore);
                CustomerSource customersAfter = file.open(lenientAfter)) {
            CustomerSource.CustomerDays days = new CustomerSource.CustomerDays();
            CustomerSource.Entry entry = customersBefore.next();
            CustomerSource.Entry same = customersAfter.next();
            while (entry != null && same != null) {
                Checked<DecisionInput, InputFault> customer = entry.reading().get();
                Subject subject = new Subject(entry.line(), id(entry, customer), null);
                InputFault repeated = customer instanceof Checked.Valid(DecisionInput input, var _)
                        ? days.add(input.customer(), entry.line())
                        : null;
                if (repeated == null) {
                    decide(subject, customer, same.reading().get(), locale);
                } else {
                    skip(subject, repeated.message().in(locale), repeated.code() + " " + repeated.pointer());
                }
                entry = customersBefore.next();
                same = customersAfter.next();
            }
        }
    }

    /// Opens a file of customers to be read by a reader.
    public interface CustomersOpener {
        CustomerSource open(CustomerReader reader) throws IOException, UnreadableFileException;
    }

    private static String id(CustomerSource.Entry entry, Checked<DecisionInput, InputFault> customer) {
        return customer instanceof Checked.Valid(DecisionInput input, var _)
                ? Objects.requireNonNullElse(input.customer().getCustomerId(), "")
                : entry.customerId();
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
        TracedDecision decidedBefore = decideBy(subject, before, inputBefore, locale);
        if (decidedBefore == null) {
            return;
        }
        if (subject.customerId != null) {
            customerIds.add(subject.customerId);
        }
        TracedDecision decidedAfter = decideBy(subject, after, inputAfter, locale);
        if (decidedAfter == null) {
            lose(subject);
        } else {
            ImpactReport.Customer customer = new ImpactReport.Customer(subject.customerId, subject.decisionId);
            if (counts.count(customer, decidedBefore, decidedAfter) && subject.customerId != null) {
                changedIds.add(subject.customerId);
            }
        }
    }

    private @Nullable TracedDecision decideBy(
            Subject subject, CompiledRuleset ruleset, Checked<DecisionInput, InputFault> input, Locale locale) {
        return switch (input) {
            case Checked.Invalid(List<InputFault> faults) -> {
                InputFault first = faults.getFirst();
                skip(subject, first.message().in(locale), first.code() + " " + first.pointer());
                yield null;
            }
            case Checked.Valid(DecisionInput valid, var _) ->
                switch (DecisionPipeline.trace(ruleset, valid)) {
                    case Checked.Invalid(List<RuleFailure> failures) -> {
                        (ruleset == before ? failuresBefore : failuresAfter).incrementAndGet();
                        RuleFailure failed = failures.getFirst();
                        skip(subject, failed.message().in(locale), failed.code());
                        yield null;
                    }
                    case Checked.Valid(TracedDecision decided, var _) -> decided;
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

    /// What counts for the limit of level changes: each customer once, however many rows of a file are about them.
    ///
    /// @param wholeRecord whether it was every customer on record
    public Measure measure(boolean wholeRecord) {
        String cause = Objects.requireNonNullElse(firstCause, "");
        if (customerIds.isEmpty()) {
            // Stored decisions are one for each customer.
            return new Measure(wholeRecord, counts.customers(), lost, skipped - lost, counts.levelChanges(), cause);
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
    /// @param locale of the sentences
    public ImpactReport report(int draft, int version, int against, Locale locale) {
        return new ImpactReport(
                draft,
                version,
                against,
                counts.customers(),
                skipped,
                lost,
                firstUntried == null
                        ? List.copyOf(undecided)
                        : Stream.concat(undecided.stream(), Stream.of(firstUntried))
                                .toList(),
                counts.outcomes(),
                counts.money(),
                counts.exclusions(),
                counts.edits(),
                counts.changed(),
                counts.changedOtherwise(),
                counts.otherEdits().stream().map(text -> text.in(locale)).toList(),
                counts.unknownFacts());
    }
}
