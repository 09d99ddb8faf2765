package io.tenure.table;

import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One row of a table: its conditions, and what it writes for a customer who meets them all.
///
/// @param number row number as the spreadsheet shows it, from 1
/// @param conditions one for each condition column; likewise assignments for the action columns
/// @param effective first day on which the row applies; null for always
/// @param expires first day on which it no longer applies; null for never
/// @param reason why the row decides as it does, for people; `{name}` is replaced by the value of that field
public record Row(
        String name,
        int number,
        List<Condition> conditions,
        List<Assignment> assignments,
        @Nullable LocalDate effective,
        @Nullable LocalDate expires,
        Text reason) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    public Row {
        conditions = List.copyOf(conditions);
        assignments = List.copyOf(assignments);
    }

    /// The same with another condition in a column, counted from 0 among the conditions.
    public Row withCondition(int column, Condition condition) {
        return new Row(name, number, replaced(conditions, column, condition), assignments, effective, expires, reason);
    }

    /// The same with another assignment in a column, counted from 0 among the actions.
    public Row withAssignment(int column, Assignment assignment) {
        return new Row(name, number, conditions, replaced(assignments, column, assignment), effective, expires, reason);
    }

    private static <T> List<T> replaced(List<T> cells, int column, T cell) {
        List<T> changed = new ArrayList<>(cells);
        changed.set(column, cell);
        return changed;
    }

    /// The words in its cells that can be names, such as those of parameters.
    public Set<String> names() {
        return Stream.concat(
                        conditions.stream().map(Condition::text),
                        assignments.stream().map(Assignment::text))
                .flatMap(text -> NAME.matcher(text).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Whether the row applies only from or until a day.
    public boolean isDated() {
        return effective != null || expires != null;
    }

    /// The days on which the row applies, as a condition on `asOf`.
    public Condition period() {
        return new Condition.Numbers(
                "",
                List.of(new Interval(
                        effective == null ? Double.NEGATIVE_INFINITY : effective.toEpochDay(),
                        effective != null,
                        expires == null ? Double.POSITIVE_INFINITY : expires.toEpochDay(),
                        false)),
                false);
    }
}
