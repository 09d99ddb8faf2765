package io.tenure.replay;

import io.tenure.backtest.CustomerAtCut.DecidingRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How many customers change their stage when, if nothing happens, and the rows that decide then.
///
/// @param days that were looked ahead
/// @param overdue changes that are due already, of customers whose stage was last decided before
/// @param weeks each of seven days, the last with what is left
/// @param rows in the order of their customers, most first
public record CalendarReport(
        LocalDate asOf, int days, int customers, List<ChangeCount> overdue, List<Week> weeks, List<RowCount> rows) {
    private static final int WEEK_DAYS = 7;

    public record Week(LocalDate start, LocalDate end, List<ChangeCount> changes) {}

    public record ChangeCount(String from, String to, long customers) {}

    /// @param row null for rules in Drools code
    public record RowCount(@Nullable DecidingRow row, String from, String to, long customers) {}

    /// @param customers who were looked at
    /// @param changes one of a customer at most, from `asOf` on
    public static CalendarReport of(LocalDate asOf, int days, int customers, List<StageChange> changes) {
        List<Week> weeks = new ArrayList<>();
        for (LocalDate start = asOf.plusDays(1);
                !start.isAfter(asOf.plusDays(days));
                start = start.plusDays(WEEK_DAYS)) {
            LocalDate first = start;
            LocalDate last = Stream.of(start.plusDays(WEEK_DAYS - 1), asOf.plusDays(days))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            weeks.add(new Week(
                    first,
                    last,
                    counts(changes.stream()
                            .filter(change -> !change.day().isBefore(first)
                                    && !change.day().isAfter(last))
                            .toList())));
        }
        Map<RowCount, Long> rows = new HashMap<>();
        changes.forEach(change -> rows.merge(new RowCount(change.row(), change.from(), change.to(), 0), 1L, Long::sum));
        return new CalendarReport(
                asOf,
                days,
                customers,
                counts(changes.stream()
                        .filter(change -> !change.day().isAfter(asOf))
                        .toList()),
                weeks,
                rows.entrySet().stream()
                        .map(row -> new RowCount(
                                row.getKey().row(),
                                row.getKey().from(),
                                row.getKey().to(),
                                row.getValue()))
                        .sorted(Comparator.comparingLong(RowCount::customers)
                                .reversed()
                                .thenComparing(RowCount::from)
                                .thenComparing(RowCount::to)
                                .thenComparing(row ->
                                        row.row() == null ? "" : row.row().name()))
                        .toList());
    }

    private static List<ChangeCount> counts(List<StageChange> changes) {
        Map<ChangeCount, Long> counts = new HashMap<>();
        changes.forEach(change -> counts.merge(new ChangeCount(change.from(), change.to(), 0), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(count ->
                        new ChangeCount(count.getKey().from(), count.getKey().to(), count.getValue()))
                .sorted(Comparator.comparing(ChangeCount::from).thenComparing(ChangeCount::to))
                .toList();
    }
}
