package io.tenure.explanation;

import io.tenure.engine.TableReading;
import io.tenure.engine.TracedDecision;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Hit;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Reads the rows of the tables as they were asked in one decision.
final class RowReader {
    private final Map<String, List<TableReading>> readings = new LinkedHashMap<>();
    private final List<Hit> hits;
    private final LocalDate asOf;
    private final Locale locale;

    RowReader(TracedDecision traced, Locale locale) {
        traced.readings()
                .forEach(reading -> readings.computeIfAbsent(reading.table().name(), _ -> new ArrayList<>())
                        .add(reading));
        this.hits = traced.result().hits();
        this.asOf = traced.asOf();
        this.locale = locale;
    }

    /// A row that was asked, and how far it was from applying.
    ///
    /// @param failed how many of its conditions weren't met
    record AskedRow(TableReading reading, Row row, int failed) {}

    /// The row or rule of a hit, with all that it was asked.
    RowExplanation of(Hit hit) {
        for (TableReading reading : readings.getOrDefault(hit.origin().table(), List.of())) {
            for (Row row : reading.table().rows()) {
                // By its number first: a table may have tens of thousands of rows.
                if (row.number() == hit.origin().row() && hit(reading, row) == hit) {
                    return of(reading, row);
                }
            }
        }
        return RowExplanation.ofRule(hit, locale);
    }

    RowExplanation of(AskedRow asked) {
        return of(asked.reading, asked.row);
    }

    private RowExplanation of(TableReading reading, Row row) {
        Table table = reading.table();
        List<ConditionExplanation> conditions = new ArrayList<>();
        for (int c = 0; c < row.conditions().size(); c++) {
            if (!(row.conditions().get(c) instanceof Condition.Any)) {
                conditions.add(
                        ConditionExplanation.of(table, row, c, reading.values().get(c), locale));
            }
        }
        if (row.isDated()) {
            conditions.add(ConditionExplanation.ofPeriod(row, asOf, locale));
        }
        Hit hit = hit(reading, row);
        return new RowExplanation(
                table.name(),
                table.workbook(),
                table.sheet(),
                row.number(),
                row.name(),
                reading.candidate(),
                effect(reading, row, hit),
                conditions,
                hit == null ? null : hit.in(locale));
    }

    private RowExplanation.Effect effect(TableReading reading, Row row, @Nullable Hit hit) {
        if (hit != null) {
            return RowExplanation.Effect.APPLIED;
        }
        if (failed(reading, row) > 0) {
            return RowExplanation.Effect.NOT_MET;
        }
        boolean isNothing = reading.table().writesNothing(row);
        return reading.table().hitPolicy() == HitPolicy.COLLECT
                ? isNothing ? RowExplanation.Effect.APPLIED : RowExplanation.Effect.INCOMPLETE
                : firstMet(reading) != row
                        ? RowExplanation.Effect.OUTRANKED
                        : isNothing ? RowExplanation.Effect.APPLIED : RowExplanation.Effect.INCOMPLETE;
    }

    private @Nullable Row firstMet(TableReading reading) {
        for (Row row : reading.table().rows()) {
            if (failed(reading, row) == 0) {
                return row;
            }
        }
        return null;
    }

    /// The hit of a row when it was asked; null where it didn't apply.
    private @Nullable Hit hit(TableReading reading, Row row) {
        for (Hit hit : hits) {
            if (hit.origin().row() == row.number()
                    && hit.origin().table().equals(reading.table().name())
                    && (reading.candidate() == null
                            || reading.candidate().equals(hit.wrote().get(Decision.EXCLUDED)))) {
                return hit;
            }
        }
        return null;
    }

    private int failed(TableReading reading, Row row) {
        int failed = row.isDated() && !row.period().matches(asOf) ? 1 : 0;
        for (int c = 0; c < row.conditions().size(); c++) {
            if (!row.conditions().get(c).matches(reading.values().get(c))) {
                failed++;
            }
        }
        return failed;
    }

    /// The rows that stand before that of a hit in a table of which one row decides, closest first; none for other
    /// hits.
    List<AskedRow> before(Hit hit) {
        for (TableReading reading : readings.getOrDefault(hit.origin().table(), List.of())) {
            if (reading.table().hitPolicy() != HitPolicy.COLLECT) {
                return rows(
                        List.of(reading),
                        (_, row) -> row.number() < hit.origin().row());
            }
        }
        return List.of();
    }

    /// Rows of all tables that were asked, closest first: those of which the fewest conditions weren't met, then in
    /// the order in which they were asked.
    List<AskedRow> closest(BiPredicate<Table, Row> wanted) {
        return rows(readings.values().stream().flatMap(List::stream).toList(), wanted);
    }

    private List<AskedRow> rows(List<TableReading> asked, BiPredicate<Table, Row> wanted) {
        List<AskedRow> rows = new ArrayList<>();
        for (TableReading reading : asked) {
            for (Row row : reading.table().rows()) {
                if (wanted.test(reading.table(), row)) {
                    rows.add(new AskedRow(reading, row, failed(reading, row)));
                }
            }
        }
        rows.sort(Comparator.comparingInt(AskedRow::failed));
        return rows;
    }
}
