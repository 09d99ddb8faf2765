package io.tenure.bundle;

import io.tenure.analysis.TableAddresses;
import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
import io.tenure.finding.Address;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compares decision tables: their properties, columns, rows and cells.
final class TableDiff {
    private final Ruleset before;
    private final Ruleset after;
    private final ChangeList changes;

    TableDiff(Ruleset before, Ruleset after, ChangeList changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    void compare() {
        Map<String, Table> was = ChangeList.byName(before.tables(), Table::name);
        Map<String, Table> is = ChangeList.byName(after.tables(), Table::name);
        List<Table> both = new ArrayList<>(is.values());
        was.values().stream().filter(t -> !is.containsKey(t.name())).forEach(both::add);
        both.sort(Comparator.comparing((Table table) -> TableAddresses.of(table)));
        for (Table table : both) {
            Table old = was.get(table.name());
            Table now = is.get(table.name());
            if (old == null || now == null) {
                changes.compareValues(
                        Element.TABLE,
                        table.name(),
                        table.name(),
                        "",
                        old == null ? null : ChangeList.summary(properties(old)),
                        now == null ? null : ChangeList.summary(properties(now)),
                        TableAddresses.of(table),
                        TableAddresses.of(table));
                Table none = table.withRows(List.of());
                rows(old == null ? none : old, now == null ? none : now, columns(table), columns(table));
            } else {
                table(old, now);
            }
        }
    }

    private void table(Table old, Table now) {
        changes.compareCells(
                Element.TABLE,
                now.name(),
                now.name(),
                properties(old),
                properties(now),
                TableAddresses.of(old),
                TableAddresses.of(now));
        Map<String, Column> wereColumns = columns(old);
        Map<String, Column> columns = columns(now);
        for (String key : ChangeList.union(wereColumns.keySet(), columns.keySet())) {
            Column was = wereColumns.get(key);
            Column is = columns.get(key);
            changes.compareValues(
                    Element.COLUMN,
                    now.name(),
                    key,
                    "",
                    was == null ? null : was.heading(),
                    is == null ? null : is.heading(),
                    at(old, old.row(), was),
                    at(now, now.row(), is));
        }
        rows(old, now, wereColumns, columns);
    }

    private static Map<String, String> properties(Table table) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("Phase", table.phase());
        properties.put("HitPolicy", table.hitPolicy().name());
        properties.put(
                "MeasuredOn",
                table.measuredOn() == null ? "" : table.measuredOn().toString());
        properties.put("sheet", table.workbook() + " › " + table.sheet());
        return properties;
    }

    /// The columns by the field that they read or write; a second one with the same field gets a number.
    private static Map<String, Column> columns(Table table) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Column column : table.conditions()) {
            put(column.field().name(), column, columns);
        }
        for (Column column : table.actions()) {
            put("= " + column.field().name(), column, columns);
        }
        return columns;
    }

    private static void put(String name, Column column, Map<String, Column> columns) {
        String key = name;
        for (int n = 2; columns.containsKey(key); n++) {
            key = name + " " + n;
        }
        columns.put(key, column);
    }

    private void rows(Table old, Table now, Map<String, Column> wereColumns, Map<String, Column> columns) {
        RowMatching match = RowMatching.of(old, now);
        List<Change> rows = new ArrayList<>();
        for (int r = 0; r < now.rows().size(); r++) {
            Row is = now.rows().get(r);
            Integer from = match.oldIndex(r);
            if (from == null) {
                rows.add(new Change(
                        Element.ROW,
                        Operation.ADDED,
                        now.name(),
                        is.name(),
                        "",
                        null,
                        TableAddresses.of(now, is),
                        "",
                        content(now, is)));
                continue;
            }
            Row was = old.rows().get(from);
            if (match.isMoved(r) && (old.hitPolicy() == HitPolicy.FIRST || now.hitPolicy() == HitPolicy.FIRST)) {
                rows.add(new Change(
                        Element.ROW,
                        Operation.MOVED,
                        now.name(),
                        is.name(),
                        "",
                        TableAddresses.of(old, was),
                        TableAddresses.of(now, is),
                        "",
                        ""));
            }
            Map<String, String> wereCells = RowMatching.cells(was, wereColumns.keySet());
            Map<String, String> cells = RowMatching.cells(is, columns.keySet());
            for (String part : ChangeList.union(wereCells.keySet(), cells.keySet())) {
                String before = wereCells.getOrDefault(part, "");
                String after = cells.getOrDefault(part, "");
                if (!before.equals(after)) {
                    rows.add(new Change(
                            Element.CELL,
                            Operation.CHANGED,
                            now.name(),
                            is.name(),
                            part,
                            at(old, was.number(), wereColumns.get(part)),
                            at(now, is.number(), columns.get(part)),
                            before,
                            after));
                }
            }
        }
        for (int r = 0; r < old.rows().size(); r++) {
            if (match.isRemoved(r)) {
                Row was = old.rows().get(r);
                rows.add(new Change(
                        Element.ROW,
                        Operation.REMOVED,
                        now.name(),
                        was.name(),
                        "",
                        TableAddresses.of(old, was),
                        null,
                        content(old, was),
                        ""));
            }
        }
        rows.sort(Comparator.comparingInt(c -> c.address().row()));
        changes.addAll(rows);
    }

    private static String content(Table table, Row row) {
        Map<String, String> cells = RowMatching.cells(row, columns(table).keySet());
        cells.remove("NAME");
        return Objects.requireNonNullElse(ChangeList.summary(cells), "");
    }

    /// The address of a cell, or of the whole row if its column is unknown.
    private static Address at(Table table, int row, @Nullable Column column) {
        return new Address(table.file(), table.sheet(), row, column == null ? 0 : column.number());
    }
}
