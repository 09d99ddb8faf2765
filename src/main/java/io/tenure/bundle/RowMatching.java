package io.tenure.bundle;

import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.workbook.KeptOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which rows of a table's two versions are the same row.
///
/// Rows match by name; then by content, the upper ones first.
final class RowMatching {
    private final @Nullable Integer[] oldIndexes;
    private final Set<Integer> matched = new HashSet<>();
    private final Set<Integer> moved = new HashSet<>();

    private RowMatching(int rows) {
        oldIndexes = new Integer[rows];
    }

    static RowMatching of(Table old, Table now) {
        RowMatching match = new RowMatching(now.rows().size());
        Map<String, Integer> names = new HashMap<>();
        for (int r = 0; r < old.rows().size(); r++) {
            names.putIfAbsent(old.rows().get(r).name(), r);
        }
        for (int r = 0; r < now.rows().size(); r++) {
            Integer from = names.remove(now.rows().get(r).name());
            if (from != null) {
                match.match(r, from);
            }
        }
        match.matchByContent(old, now);
        match.findMoved();
        return match;
    }

    /// The row's index before; null for a new one.
    @Nullable
    Integer oldIndex(int row) {
        return oldIndexes[row];
    }

    boolean isRemoved(int rowBefore) {
        return !matched.contains(rowBefore);
    }

    boolean isMoved(int row) {
        return moved.contains(row);
    }

    /// A row's cells as written, by what its columns read or write; also the name, dates and reasons.
    ///
    /// @param columns names of the condition columns, then of the action columns
    static Map<String, String> cells(Row row, Collection<String> columns) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("NAME", row.name());
        Iterator<String> names = columns.iterator();
        row.conditions().forEach(c -> cells.put(names.next(), c instanceof Condition.Any ? "" : c.text()));
        row.assignments().forEach(e -> cells.put(names.next(), e.text()));
        cells.put("DATE-EFFECTIVE", Objects.toString(row.effective(), ""));
        cells.put("DATE-EXPIRES", Objects.toString(row.expires(), ""));
        cells.put("DESCRIPTION en", row.reason().en());
        cells.put("DESCRIPTION zh", row.reason().zh());
        return cells;
    }

    private void match(int row, int from) {
        oldIndexes[row] = from;
        matched.add(from);
    }

    private void matchByContent(Table old, Table now) {
        Map<List<String>, List<Integer>> left = new HashMap<>();
        for (int r = 0; r < old.rows().size(); r++) {
            if (!matched.contains(r)) {
                left.computeIfAbsent(content(old.rows().get(r)), _ -> new ArrayList<>())
                        .add(r);
            }
        }
        for (int r = 0; r < oldIndexes.length; r++) {
            List<Integer> same =
                    oldIndexes[r] == null ? left.get(content(now.rows().get(r))) : null;
            if (same != null && !same.isEmpty()) {
                match(r, same.removeFirst());
            }
        }
    }

    private static List<String> content(Row row) {
        List<String> content = new ArrayList<>();
        row.conditions().forEach(c -> content.add(c instanceof Condition.Any ? "" : c.text()));
        row.assignments().forEach(e -> content.add(e.text()));
        content.add(Objects.toString(row.effective(), ""));
        content.add(Objects.toString(row.expires(), ""));
        return content;
    }

    private void findMoved() {
        int[] places = new int[oldIndexes.length];
        for (int r = 0; r < places.length; r++) {
            Integer index = oldIndexes[r];
            places[r] = index == null ? 0 : index + 1;
        }
        boolean[] isMoved = KeptOrder.moved(places);
        for (int r = 0; r < places.length; r++) {
            if (isMoved[r]) {
                moved.add(r);
            }
        }
    }
}
