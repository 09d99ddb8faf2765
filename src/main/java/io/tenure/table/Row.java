package io.tenure.table;

import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.List;
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
    public Row {
        conditions = List.copyOf(conditions);
        assignments = List.copyOf(assignments);
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
