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

    /// A customer to whom nothing happens after a day.
    public interface UnchangedCustomer {
        /// The customer as they will be known on a day; null where they can't be decided.
        @Nullable
        DecisionInput on(LocalDate day);

        /// The days on which a fact may change, sorted; between them each stays as it is or moves in one direction.
        ///
        /// @param today the customer on the day that is known
        /// @param after this day
        /// @param until the last day of interest
        LocalDate[] changeDays(DecisionInput today, LocalDate after, LocalDate until);
    }

    /// A customer of a log.
    private final class LoggedCustomer implements UnchangedCustomer {
        private final TransactionAccount known;

        private LoggedCustomer(TransactionAccount account) {
            this.known = account.until(asOf);
        }

        @Override
        public @Nullable DecisionInput on(LocalDate day) {
            var customer = Objects.requireNonNull(new TransactionCustomers(List.of(known), day, facts, reader).next());
            return customer.reading().get() instanceof Checked.Valid(DecisionInput input, var _) ? input : null;
        }

        @Override
        public LocalDate[] changeDays(DecisionInput today, LocalDate after, LocalDate end) {
            return Aggregates.changeDays(today.customer().purchases(), after, end);
        }
    }

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

    /// What is known of the next change of a customer.
    public sealed interface Next {}

    /// The customer can't be decided.
    public record Undecided() implements Next {}

    /// Nothing changes in the time that is looked ahead.
    public record Unchanged() implements Next {}

    public record Changes(StageChange change) implements Next {}

    /// The next change; empty where there is none, or the customer can't be decided.
    ///
    /// @param account with a purchase on the day or before
    public Optional<StageChange> next(TransactionAccount account) {
        return next(new LoggedCustomer(account), null) instanceof Changes(StageChange change)
                ? Optional.of(change)
                : Optional.empty();
    }

    /// @param decided the stage that was last decided: where another one is due already, that is the change, on the day
    ///     that is known; null to look only ahead
    public Next next(UnchangedCustomer customer, @Nullable String decided) {
        DecisionInput today = customer.on(asOf);
        Stage stage = today == null ? null : stage(today);
        if (today == null || stage == null) {
            return new Undecided();
        }
        if (decided != null && !decided.equals(stage.code)) {
            return new Changes(new StageChange(asOf, decided, stage.code, stage.row));
        }
        Optional<StageChange> change =
                conditions == null ? dayByDay(customer, stage) : betweenChanges(customer, today, stage, conditions);
        return change.<Next>map(Changes::new).orElseGet(Unchanged::new);
    }

    private Optional<StageChange> dayByDay(UnchangedCustomer customer, Stage stage) {
        for (LocalDate day = asOf.plusDays(1); !day.isAfter(until); day = day.plusDays(1)) {
            Optional<StageChange> change = change(customer, day, stage);
            if (change.isPresent()) {
                return change;
            }
        }
        return Optional.empty();
    }

    private Optional<StageChange> betweenChanges(
            UnchangedCustomer customer, DecisionInput today, Stage stage, StageConditions what) {
        LocalDate[] changes = customer.changeDays(today, asOf, until);
        List<Optional<Object>> before = pieces(today, what);
        LocalDate start = asOf.plusDays(1);
        for (int i = 0; i <= changes.length; i++) {
            // From start to end no fact changes.
            LocalDate end = i < changes.length ? changes[i].minusDays(1) : until;
            while (!start.isAfter(end)) {
                LocalDate day = firstOther(customer, start, end, before, what);
                if (day == null) {
                    break;
                }
                Optional<StageChange> change = change(customer, day, stage);
                if (change.isPresent()) {
                    return change;
                }
                DecisionInput then = customer.on(day);
                before = then == null ? before : pieces(then, what);
                start = day.plusDays(1);
            }
            start = end.plusDays(1);
        }
        return Optional.empty();
    }

    /// The first day on which a field is in another piece than before; null where there is none.
    private @Nullable LocalDate firstOther(
            UnchangedCustomer customer,
            LocalDate start,
            LocalDate end,
            List<Optional<Object>> before,
            StageConditions what) {
        if (isOther(customer, start, before, what)) {
            return start;
        }
        if (!isOther(customer, end, before, what)) {
            return null;
        }
        LocalDate same = start;
        LocalDate other = end;
        while (same.plusDays(1).isBefore(other)) {
            LocalDate middle = same.plusDays((other.toEpochDay() - same.toEpochDay()) / 2);
            if (isOther(customer, middle, before, what)) {
                other = middle;
            } else {
                same = middle;
            }
        }
        return other;
    }

    private boolean isOther(
            UnchangedCustomer customer, LocalDate day, List<Optional<Object>> before, StageConditions what) {
        DecisionInput input = customer.on(day);
        return input == null || !pieces(input, what).equals(before);
    }

    private List<Optional<Object>> pieces(DecisionInput input, StageConditions what) {
        return what.pieces(input.customer(), calculator.measure(input));
    }

    private Optional<StageChange> change(UnchangedCustomer customer, LocalDate day, Stage before) {
        DecisionInput input = customer.on(day);
        Stage then = input == null ? null : stage(input);
        return then == null || then.code.equals(before.code)
                ? Optional.empty()
                : Optional.of(new StageChange(day, before.code, then.code, then.row));
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
