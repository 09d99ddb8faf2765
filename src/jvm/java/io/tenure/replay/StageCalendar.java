package io.tenure.replay;

import io.tenure.backtest.CustomerAtCut.DecidingRow;
import io.tenure.bundle.Ruleset;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.RuleEvaluation;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionCustomers;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Hit;
import io.tenure.measure.Aggregates;
import io.tenure.measure.MeasureCalculator;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The next day on which the stage of a customer changes if nothing happens.
///
/// Facts change on few days, and what the stage depends on moves in one direction between them ([StageConditions]):
/// where it is the same at both ends, it is the same in between; where not, halving finds the first day. Rulesets for
/// which that can't be told are decided day by day. Either way no change is missed.
public final class StageCalendar {
    private final CompiledRuleset ruleset;
    private final Map<String, String> facts;
    private final LocalDate asOf;
    private final LocalDate until;
    private final CustomerReader reader;
    private final MeasureCalculator calculator;
    private final @Nullable StageConditions conditions;

    /// @param facts that all customers share
    /// @param asOf the day that is known
    /// @param days to look ahead, at least 1
    public StageCalendar(CompiledRuleset ruleset, Map<String, String> facts, LocalDate asOf, int days) {
        this(ruleset, facts, asOf, days, StageConditions.of(ruleset.ruleset()));
    }

    /// @param conditions empty to decide day by day
    StageCalendar(
            CompiledRuleset compiled,
            Map<String, String> facts,
            LocalDate asOf,
            int days,
            Optional<StageConditions> conditions) {
        Ruleset rules = compiled.ruleset();
        this.ruleset = compiled;
        this.facts = facts;
        this.asOf = asOf;
        this.until = asOf.plusDays(days);
        this.reader = new CustomerReader(
                rules, Clock.fixed(until.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC));
        this.calculator = new MeasureCalculator(rules.dictionary(), rules.parameters(), rules.indicators());
        this.conditions = conditions.orElse(null);
    }

    private record Stage(String code, @Nullable DecidingRow row) {}

    /// The next change of each customer, counted.
    ///
    /// @param each receives each customer with a change, in the order of the accounts
    /// @param progress receives the number of customers looked at since it was last called
    public CalendarReport report(Collection<TransactionAccount> accounts, EachChange each, LongConsumer progress)
            throws IOException, UnreadableFileException {
        List<TransactionAccount> customers = CutDecisions.customersOn(asOf, accounts);
        Iterator<TransactionAccount> all = customers.iterator();
        List<StageChange> changes = new ArrayList<>();
        ParallelPipeline.<TransactionAccount, CustomerChange>run(
                () -> all.hasNext() ? all.next() : null,
                account -> new CustomerChange(account.id(), next(account)),
                customer -> {
                    progress.accept(1);
                    if (customer.change.isPresent()) {
                        changes.add(customer.change.get());
                        each.accept(customer.id, customer.change.get());
                    }
                });
        return CalendarReport.of(asOf, (int) ChronoUnit.DAYS.between(asOf, until), customers.size(), changes);
    }

    private record CustomerChange(String id, Optional<StageChange> change) {}

    /// Receives changes one after the other, on the caller's thread.
    public interface EachChange {
        void accept(String customerId, StageChange change) throws IOException;
    }

    /// The next change; empty where there is none, or the customer can't be decided.
    ///
    /// @param account with a purchase on the day or before
    public Optional<StageChange> next(TransactionAccount account) {
        TransactionAccount known = account.until(asOf);
        DecisionInput today = input(known, asOf);
        if (today == null) {
            return Optional.empty();
        }
        Stage stage = stage(today);
        return stage == null
                ? Optional.empty()
                : conditions == null ? dayByDay(known, stage) : betweenChanges(known, today, stage, conditions);
    }

    private Optional<StageChange> dayByDay(TransactionAccount known, Stage stage) {
        for (LocalDate day = asOf.plusDays(1); !day.isAfter(until); day = day.plusDays(1)) {
            Optional<StageChange> change = change(known, day, stage);
            if (change.isPresent()) {
                return change;
            }
        }
        return Optional.empty();
    }

    private Optional<StageChange> betweenChanges(
            TransactionAccount known, DecisionInput today, Stage stage, StageConditions what) {
        LocalDate[] changes = Aggregates.changeDays(today.customer().purchases(), asOf, until);
        List<Optional<Object>> before = pieces(today, what);
        LocalDate start = asOf.plusDays(1);
        for (int i = 0; i <= changes.length; i++) {
            // From start to end no fact changes.
            LocalDate end = i < changes.length ? changes[i].minusDays(1) : until;
            while (!start.isAfter(end)) {
                LocalDate day = firstOther(known, start, end, before, what);
                if (day == null) {
                    break;
                }
                Optional<StageChange> change = change(known, day, stage);
                if (change.isPresent()) {
                    return change;
                }
                DecisionInput then = input(known, day);
                before = then == null ? before : pieces(then, what);
                start = day.plusDays(1);
            }
            start = end.plusDays(1);
        }
        return Optional.empty();
    }

    /// The first day on which a field is in another piece than before; null where there is none.
    private @Nullable LocalDate firstOther(
            TransactionAccount known,
            LocalDate start,
            LocalDate end,
            List<Optional<Object>> before,
            StageConditions what) {
        if (isOther(known, start, before, what)) {
            return start;
        }
        if (!isOther(known, end, before, what)) {
            return null;
        }
        LocalDate same = start;
        LocalDate other = end;
        while (same.plusDays(1).isBefore(other)) {
            LocalDate middle = same.plusDays((other.toEpochDay() - same.toEpochDay()) / 2);
            if (isOther(known, middle, before, what)) {
                other = middle;
            } else {
                same = middle;
            }
        }
        return other;
    }

    private boolean isOther(
            TransactionAccount known, LocalDate day, List<Optional<Object>> before, StageConditions what) {
        DecisionInput input = input(known, day);
        return input == null || !pieces(input, what).equals(before);
    }

    private List<Optional<Object>> pieces(DecisionInput input, StageConditions what) {
        return what.pieces(input.customer(), calculator.measure(input));
    }

    private Optional<StageChange> change(TransactionAccount known, LocalDate day, Stage before) {
        DecisionInput input = input(known, day);
        Stage then = input == null ? null : stage(input);
        return then == null || then.code.equals(before.code)
                ? Optional.empty()
                : Optional.of(new StageChange(day, before.code, then.code, then.row));
    }

    private @Nullable DecisionInput input(TransactionAccount known, LocalDate day) {
        var customer = Objects.requireNonNull(new TransactionCustomers(List.of(known), day, facts, reader).next());
        return customer.reading().get() instanceof Checked.Valid(DecisionInput input, var _) ? input : null;
    }

    private @Nullable Stage stage(DecisionInput input) {
        if (!(ruleset.evaluate(input) instanceof Checked.Valid(RuleEvaluation evaluation, var _))) {
            return null;
        }
        String code = evaluation.decision().getStage();
        DecidingRow row = null;
        for (Hit hit : evaluation.hits()) {
            if (hit.origin().writes().contains(StageConditions.STAGE)) {
                row = new DecidingRow(
                        hit.origin().workbook(),
                        hit.origin().sheet(),
                        hit.origin().row(),
                        hit.origin().name(),
                        StageConditions.STAGE);
            }
        }
        return code == null ? null : new Stage(code, row);
    }
}
