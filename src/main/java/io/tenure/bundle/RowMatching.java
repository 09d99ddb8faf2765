package io.tenure.bundle;

import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
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
/// Rows match by name; then by content, the upper ones first; then, where both sides are without a name, by their
/// position between rows that match, if at least half of their cells agree.
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
            String name = name(old, old.rows().get(r));
            if (!name.isEmpty()) {
                names.putIfAbsent(name, r);
            }
        }
        for (int r = 0; r < now.rows().size(); r++) {
            Integer from = names.remove(name(now, now.rows().get(r)));
            if (from != null) {
                match.match(r, from);
            }
        }
        match.matchByContent(old, now);
        match.matchByPosition(old, now);
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

    /// The name that somebody gave the row; empty where the reader made one up.
    static String name(Table table, Row row) {
        return row.name().equals(table.name() + "_" + row.number()) ? "" : row.name();
    }

    /// A row's cells as written, by what its columns read or write; also the name, dates and reasons.
    ///
    /// @param columns names of the condition columns, then of the action columns
    static Map<String, String> cells(Table table, Row row, Collection<String> columns) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("NAME", name(table, row));
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

    private void matchByPosition(Table old, Table now) {
        for (int r = 0; r < oldIndexes.length; r++) {
            if (oldIndexes[r] == null && name(now, now.rows().get(r)).isEmpty()) {
                Integer above = r == 0 ? Integer.valueOf(-1) : oldIndexes[r - 1];
                int from = above == null ? -1 : above + 1;
                if (above != null
                        && from < old.rows().size()
                        && !matched.contains(from)
                        && name(old, old.rows().get(from)).isEmpty()
                        && isSimilar(
                                contentWithReasons(old.rows().get(from)),
                                contentWithReasons(now.rows().get(r)))) {
                    match(r, from);
                }
            }
        }
    }

    private static boolean isSimilar(List<String> one, List<String> other) {
        int same = 0;
        int filled = 0;
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).isEmpty() || !other.get(i).isEmpty()) {
                filled++;
                same += one.get(i).equals(other.get(i)) ? 1 : 0;
            }
        }
        return 2 * same >= filled;
    }

    private static List<String> contentWithReasons(Row row) {
        List<String> content = content(row);
        content.add(row.reason().en());
        content.add(row.reason().zh());
        return content;
    }

    private static List<String> content(Row row) {
        List<String> content = new ArrayList<>();
        row.conditions().forEach(c -> content.add(c instanceof Condition.Any ? "" : c.text()));
        row.assignments().forEach(e -> content.add(e.text()));
        content.add(Objects.toString(row.effective(), ""));
        content.add(Objects.toString(row.expires(), ""));
        return content;
    }

    /// All but a longest run of matched rows that kept their order.
    private void findMoved() {
        int[] length = new int[oldIndexes.length];
        int[] previous = new int[oldIndexes.length];
        Arrays.fill(previous, -1);
        int last = -1;
        for (int r = 0; r < oldIndexes.length; r++) {
            if (oldIndexes[r] == null) {
                continue;
            }
            length[r] = 1;
            for (int p = 0; p < r; p++) {
                if (oldIndexes[p] != null && oldIndexes[p] < oldIndexes[r] && length[p] + 1 > length[r]) {
                    length[r] = length[p] + 1;
                    previous[r] = p;
                }
            }
            moved.add(r);
            if (last < 0 || length[r] > length[last]) {
                last = r;
            }
        }
        for (int r = last; r >= 0; r = previous[r]) {
            moved.remove(r);
        }
    }
}
