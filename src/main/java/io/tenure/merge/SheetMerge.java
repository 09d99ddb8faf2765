package io.tenure.merge;

import io.tenure.finding.Address;
import io.tenure.merge.MergeConflict.Kind;
import io.tenure.merge.MergeConflict.Side;
import io.tenure.workbook.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Merges one section of a sheet, row by row and cell by cell.
final class SheetMerge {
    private static final int MAX_KEY_COLUMNS = 8;

    private final KeyedSheet base;
    private final KeyedSheet mine;
    private final KeyedSheet theirs;
    private final int section;
    private final Map<String, Side> choices;
    private final Map<String, Integer> baseRows;
    private final Map<String, Integer> mineRows;
    private final Map<String, Integer> theirsRows;
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<MergeConflict> conflicts = new ArrayList<>();
    private final Map<String, Map<String, Side>> cells = new LinkedHashMap<>();
    private boolean isLost;

    /// @param section index of the section, which all three have
    /// @param choices whose change is taken, by id of the conflict
    SheetMerge(KeyedSheet base, KeyedSheet mine, KeyedSheet theirs, int section, Map<String, Side> choices) {
        this.base = base;
        this.mine = mine;
        this.theirs = theirs;
        this.section = section;
        this.choices = choices;
        int all = Math.min(
                MAX_KEY_COLUMNS, base.sections().get(section).keyColumns().size());
        int keys = 1;
        while (keys < all && !base.isUnique(section, keys)) {
            keys++;
        }
        baseRows = rows(base, base.keys(section, keys));
        mineRows = matched(mine, keys);
        theirsRows = matched(theirs, keys);
        for (KeyedSheet side : List.of(base, mine, theirs)) {
            columns.addAll(side.sections().get(section).columns().keySet());
        }
    }

    /// What a section becomes.
    ///
    /// @param order all rows, by id
    /// @param cells for each row and column, whose cell it gets
    record Result(
            List<String> order,
            Map<String, Map<String, Side>> cells,
            Map<String, Integer> mineRows,
            Map<String, Integer> theirsRows) {}

    private Map<String, Integer> rows(KeyedSheet sheet, List<String> ids) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            rows.put(ids.get(i), sheet.sections().get(section).rows().get(i));
        }
        return rows;
    }

    /// The rows of a side by the ids that they have in the base. A row whose key the base doesn't have is the renamed
    /// one if all its other cells are those of a row that is missing.
    private Map<String, Integer> matched(KeyedSheet side, int keys) {
        List<String> ids = new ArrayList<>(side.keys(section, keys));
        Map<String, String> missing = new HashMap<>();
        Set<String> present = Set.copyOf(ids);
        baseRows.forEach((id, row) -> {
            if (!present.contains(id)) {
                missing.putIfAbsent(content(base, row), id);
            }
        });
        for (int i = 0; i < ids.size(); i++) {
            if (!baseRows.containsKey(ids.get(i))) {
                int row = side.sections().get(section).rows().get(i);
                String renamed = missing.remove(content(side, row));
                if (renamed != null) {
                    ids.set(i, renamed);
                }
            }
        }
        return rows(side, ids);
    }

    private String content(KeyedSheet sheet, int row) {
        List<String> content = new ArrayList<>();
        List<String> names = sheet.sections().get(section).keyColumns();
        for (String name : names.subList(Math.min(1, names.size()), names.size())) {
            content.add(name + "=" + text(sheet, row, name));
        }
        return String.join("\n", content);
    }

    private String text(KeyedSheet sheet, int row, String column) {
        return KeyedSheet.text(cell(sheet, row, column));
    }

    private Cell cell(KeyedSheet sheet, int row, String column) {
        int number = sheet.column(section, column);
        return number == 0 ? Cell.Empty.INSTANCE : sheet.sheet().at(row, number);
    }

    List<MergeConflict> conflicts() {
        return conflicts;
    }

    /// Whether one side changed a cell in a column that the other deleted.
    boolean isLost() {
        return isLost;
    }

    Result merge() {
        Set<String> ids = new LinkedHashSet<>(baseRows.keySet());
        ids.addAll(mineRows.keySet());
        ids.addAll(theirsRows.keySet());
        ids.forEach(this::mergeRow);
        ListMerge order = new ListMerge(
                List.copyOf(baseRows.keySet()),
                List.copyOf(mineRows.keySet()),
                List.copyOf(theirsRows.keySet()),
                cells.keySet());
        List<String> ordered = order.merge(id -> choose(new MergeConflict(
                        Kind.ROW_ORDER,
                        address(mine, mineRows, id),
                        address(theirs, theirsRows, id),
                        subject(id),
                        "",
                        "",
                        "",
                        ""))
                == Side.MINE);
        return new Result(ordered, cells, mineRows, theirsRows);
    }

    private void mergeRow(String id) {
        Integer before = baseRows.get(id);
        Integer inMine = mineRows.get(id);
        Integer inTheirs = theirsRows.get(id);
        if (inMine != null && inTheirs != null) {
            mergeCells(id, before, inMine, inTheirs);
        } else if (before == null) {
            cells.put(id, all(inMine != null ? Side.MINE : Side.THEIRS));
        } else if (inMine != null || inTheirs != null) {
            Side left = inMine != null ? Side.MINE : Side.THEIRS;
            KeyedSheet sheet = inMine != null ? mine : theirs;
            int row = Objects.requireNonNull(inMine != null ? inMine : inTheirs);
            String changed = changes(sheet, row, before);
            if (!changed.isEmpty()) {
                Side chosen = choose(new MergeConflict(
                        Kind.ROW,
                        address(mine, mineRows, id),
                        address(theirs, theirsRows, id),
                        subject(id),
                        "",
                        row(base, before),
                        inMine != null ? changed : "",
                        inTheirs != null ? changed : ""));
                if (chosen == left) {
                    cells.put(id, all(left));
                }
            }
        }
    }

    private void mergeCells(String id, @Nullable Integer before, int inMine, int inTheirs) {
        if (before == null) {
            boolean isSame = columns.stream()
                    .allMatch(column -> text(mine, inMine, column).equals(text(theirs, inTheirs, column)));
            Side side = isSame
                    ? Side.THEIRS
                    : choose(new MergeConflict(
                            Kind.ROW,
                            address(mine, mineRows, id),
                            address(theirs, theirsRows, id),
                            subject(id),
                            "",
                            "",
                            row(mine, inMine),
                            row(theirs, inTheirs)));
            cells.put(id, all(side));
            return;
        }
        Map<String, Side> sides = new LinkedHashMap<>();
        for (String column : columns) {
            sides.put(column, side(id, column, before, inMine, inTheirs));
        }
        cells.put(id, sides);
    }

    private Side side(String id, String column, int before, int inMine, int inTheirs) {
        String old = text(base, before, column);
        String inMineNow = text(mine, inMine, column);
        String inTheirsNow = text(theirs, inTheirs, column);
        // A column that only one side has was added by it, or deleted by the other.
        if (mine.column(section, column) == 0 || theirs.column(section, column) == 0) {
            boolean isInMine = mine.column(section, column) > 0;
            isLost |= base.column(section, column) > 0 && !(isInMine ? inMineNow : inTheirsNow).equals(old);
            return isInMine ? Side.MINE : Side.THEIRS;
        }
        if (inMineNow.equals(inTheirsNow) || inMineNow.equals(old)) {
            return Side.THEIRS;
        }
        if (inTheirsNow.equals(old)) {
            return Side.MINE;
        }
        return choose(new MergeConflict(
                Kind.CELL,
                mine.sheet().address(inMine, mine.column(section, column)),
                theirs.sheet().address(inTheirs, theirs.column(section, column)),
                subject(id),
                column,
                old,
                inMineNow,
                inTheirsNow));
    }

    private Map<String, Side> all(Side side) {
        Map<String, Side> sides = new LinkedHashMap<>();
        columns.forEach(column -> sides.put(column, side));
        return sides;
    }

    private Side choose(MergeConflict conflict) {
        conflicts.add(conflict);
        return choices.getOrDefault(conflict.id(), Side.THEIRS);
    }

    /// The row's name; with its table's where the sheet has several.
    private String subject(String id) {
        return base.sections().size() > 2 ? base.sections().get(section).title() + "›" + id : id;
    }

    private static Address address(KeyedSheet sheet, Map<String, Integer> rows, String id) {
        return sheet.sheet().address(rows.getOrDefault(id, 0), 0);
    }

    /// The cells that a side changed in a row, `volumeGrowth: 1; stage: DECLINE`.
    private String changes(KeyedSheet side, int row, int before) {
        return joined(columns.stream()
                .filter(column -> base.column(section, column) > 0 && side.column(section, column) > 0)
                .filter(column -> !text(side, row, column).equals(text(base, before, column)))
                .map(column -> column + ": " + text(side, row, column))
                .toList());
    }

    private String row(KeyedSheet side, int row) {
        return joined(columns.stream()
                .filter(column -> !text(side, row, column).isEmpty())
                .map(column -> column + ": " + text(side, row, column))
                .toList());
    }

    private static String joined(List<String> cells) {
        String all = String.join("; ", cells);
        return all.length() > 1_000 ? all.substring(0, 1_000) + "…" : all;
    }
}
