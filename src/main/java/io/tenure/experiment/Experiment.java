package io.tenure.experiment;

import io.tenure.lifecycle.Field;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An experiment: a random share of some customers is treated otherwise than the rest, so that the difference between
/// them is an effect.
///
/// @param name unique in its bundle: a letter, then letters, digits and underscores
/// @param share of the customers whom it concerns, and whom no earlier experiment treats otherwise, more than 0 and
/// less
///     than 1
/// @param from first day of decisions that take part; null for no limit
/// @param to last day of decisions that take part; null for no limit
/// @param whom conditions that a customer must meet, all of them; none for all customers
/// @param salt tells it from other experiments: another salt draws other customers; never empty
/// @param workbook file name of the workbook that holds its row
/// @param row its row in the sheet, as the spreadsheet shows it
public record Experiment(
        String name,
        ExperimentKind kind,
        double share,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<Criterion> whom,
        String salt,
        String workbook,
        String sheet,
        int row) {
    /// What the drawn customers are treated with.
    public enum ExperimentKind {
        /// Contacts that we start are withheld, duties are not: the difference is what the advice brings.
        HOLDOUT
    }

    /// A condition on one value of a customer.
    ///
    /// @param field a fact, measure or outcome
    public record Criterion(Field field, Condition condition) {}

    public Experiment {
        whom = List.copyOf(whom);
    }

    /// Whether decisions of a day take part.
    public boolean isRunningOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    /// The days on which it runs, as a condition on `asOf`.
    public Condition period() {
        return new Condition.Numbers(
                "",
                List.of(new Interval(
                        from == null ? Double.NEGATIVE_INFINITY : from.toEpochDay(),
                        from != null,
                        to == null ? Double.POSITIVE_INFINITY : to.toEpochDay(),
                        to != null)),
                false);
    }

    /// Whether it concerns a customer.
    ///
    /// @param values of the customer, null for unknown
    public boolean concerns(Function<Field, @Nullable Object> values) {
        for (int i = 0; i < whom.size(); i++) {
            Criterion criterion = whom.get(i);
            if (!criterion.condition.matches(values.apply(criterion.field))) {
                return false;
            }
        }
        return true;
    }

    /// Whether both may concern one customer: false only where their conditions on one value exclude each other.
    public boolean mayShareCustomers(Experiment other) {
        return whom.stream()
                .noneMatch(criterion -> other.whom.stream()
                        .anyMatch(theirs -> criterion.field.equals(theirs.field)
                                && excludeEachOther(criterion.condition, theirs.condition)));
    }

    private static boolean excludeEachOther(Condition one, Condition other) {
        if (one.matches(null) && other.matches(null)) {
            return false;
        }
        if (one instanceof Condition.Numbers(var _, List<Interval> mine, var _)
                && other instanceof Condition.Numbers(var _, List<Interval> theirs, var _)) {
            return mine.stream()
                    .allMatch(a -> theirs.stream().allMatch(b -> a.intersect(b).isEmpty()));
        }
        if (one instanceof Condition.Codes mine && other instanceof Condition.Codes theirs) {
            return mine.negated()
                    ? !theirs.negated() && mine.values().containsAll(theirs.values())
                    : theirs.negated()
                            ? theirs.values().containsAll(mine.values())
                            : mine.values().stream().noneMatch(theirs.values()::contains);
        }
        return false;
    }
}
