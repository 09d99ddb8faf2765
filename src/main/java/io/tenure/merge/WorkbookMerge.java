package io.tenure.merge;

import io.tenure.finding.CheckStep;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.merge.MergeConflict.Side;
import io.tenure.workbook.Cell;
import io.tenure.workbook.KeptOrder;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.SheetEdit;
import io.tenure.workbook.WorkbookEditor;
import io.tenure.workbook.WorkbookReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Merges a workbook that both sides changed.
///
/// One side's file is the start, and the cells and rows that the other side changed are written into it. The start is
/// theirs, with its formats and notes; mine where I changed columns or sheets.
final class WorkbookMerge {
    private final String path;
    private final Map<String, Side> choices;
    private final List<MergeConflict> conflicts = new ArrayList<>();
    private final List<SheetEdit> edits = new ArrayList<>();

    private WorkbookMerge(String path, Map<String, Side> choices) {
        this.path = path;
        this.choices = choices;
    }

    static FileMerge merge(String path, byte[] base, byte[] mine, byte[] theirs, Map<String, Side> choices) {
        Optional<Map<String, KeyedSheet>> baseSheets = sheets(path, base);
        Optional<Map<String, KeyedSheet>> mineSheets = sheets(path, mine);
        Optional<Map<String, KeyedSheet>> theirsSheets = sheets(path, theirs);
        if (baseSheets.isEmpty() || mineSheets.isEmpty() || theirsSheets.isEmpty()) {
            return FileMerge.conflict(path, mine, theirs, choices);
        }
        boolean isMineOther = !structure(baseSheets.get()).equals(structure(mineSheets.get()));
        boolean isTheirsOther = !structure(baseSheets.get()).equals(structure(theirsSheets.get()));
        if (isMineOther && isTheirsOther) {
            return FileMerge.conflict(path, mine, theirs, choices);
        }
        WorkbookMerge merge = new WorkbookMerge(path, choices);
        Side start = isMineOther ? Side.MINE : Side.THEIRS;
        if (!merge.mergeSheets(baseSheets.get(), mineSheets.get(), theirsSheets.get(), start)) {
            return FileMerge.conflict(path, mine, theirs, choices);
        }
        return switch (WorkbookEditor.apply(path, start == Side.MINE ? mine : theirs, merge.edits)) {
            case Checked.Valid(byte[] merged, List<Finding> _) -> new FileMerge(merged, merge.conflicts);
            case Checked.Invalid<byte[], Finding> _ -> FileMerge.conflict(path, mine, theirs, choices);
        };
    }

    private static Optional<Map<String, KeyedSheet>> sheets(String path, byte[] workbook) {
        return WorkbookReader.read(path, workbook, new FindingCollector()).map(sheets -> {
            Map<String, KeyedSheet> keyed = new LinkedHashMap<>();
            sheets.forEach(sheet -> keyed.put(sheet.name(), KeyedSheet.of(sheet)));
            return keyed;
        });
    }

    private static Map<String, List<List<String>>> structure(Map<String, KeyedSheet> sheets) {
        return sheets.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, sheet -> sheet.getValue().structure()));
    }

    /// @return false if a change of the other side has no place in the start
    private boolean mergeSheets(
            Map<String, KeyedSheet> base, Map<String, KeyedSheet> mine, Map<String, KeyedSheet> theirs, Side start) {
        Map<String, KeyedSheet> started = start == Side.MINE ? mine : theirs;
        Map<String, KeyedSheet> other = start == Side.MINE ? theirs : mine;
        for (Map.Entry<String, KeyedSheet> sheet : base.entrySet()) {
            String name = sheet.getKey();
            KeyedSheet into = started.get(name);
            KeyedSheet from = Objects.requireNonNull(other.get(name));
            if (rows(sheet.getValue()).equals(rows(from))) {
                continue;
            }
            if (into == null || into.sections().size() != from.sections().size()) {
                return false;
            }
            // From the last section on, so that rows above keep their numbers.
            for (int s = into.sections().size() - 1; s >= 0; s--) {
                SheetMerge merge = new SheetMerge(
                        sheet.getValue(),
                        Objects.requireNonNull(mine.get(name)),
                        Objects.requireNonNull(theirs.get(name)),
                        s,
                        choices);
                SheetMerge.Result result = merge.merge();
                conflicts.addAll(merge.conflicts());
                if (merge.isLost() || !new Writing(into, from, s, start, result).write()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Map<Integer, Map<Integer, String>> rows(KeyedSheet sheet) {
        Map<Integer, Map<Integer, String>> rows = new LinkedHashMap<>();
        Sheet cells = sheet.sheet();
        cells.rows()
                .forEach((row, columns) -> columns.forEach((column, cell) -> {
                    if (!cell.isEmpty()) {
                        rows.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(column, KeyedSheet.text(cell));
                    }
                }));
        return rows;
    }

    /// Writes the merged section into the side that is the start.
    private final class Writing {
        private final KeyedSheet into;
        private final KeyedSheet from;
        private final int section;
        private final Side start;
        private final SheetMerge.Result result;
        private final Map<String, Integer> intoRows;
        private final Map<String, Integer> fromRows;
        private final String sheet;

        Writing(KeyedSheet into, KeyedSheet from, int section, Side start, SheetMerge.Result result) {
            this.into = into;
            this.from = from;
            this.section = section;
            this.start = start;
            this.result = result;
            this.intoRows = start == Side.MINE ? result.mineRows() : result.theirsRows();
            this.fromRows = start == Side.MINE ? result.theirsRows() : result.mineRows();
            this.sheet = into.sheet().name();
        }

        boolean write() {
            for (String id : result.order()) {
                Integer row = intoRows.get(id);
                if (row != null && fromRows.containsKey(id) && !writeCells(id, row)) {
                    return false;
                }
            }
            // The rows as they stand now, by number; empty for one of another section or without content.
            List<String> now = new ArrayList<>(Collections.nCopies(into.sheet().lastRow(), ""));
            intoRows.forEach((id, row) -> now.set(row - 1, id));
            for (int row = now.size(); row > 0; row--) {
                if (!now.get(row - 1).isEmpty() && !result.cells().containsKey(now.get(row - 1))) {
                    edits.add(new SheetEdit.DeleteRow(sheet, row));
                    now.remove(row - 1);
                }
            }
            return arrange(now);
        }

        private boolean arrange(List<String> now) {
            List<String> order = result.order();
            Map<String, Integer> places = new HashMap<>();
            for (int row = 1; row <= now.size(); row++) {
                places.put(now.get(row - 1), row);
            }
            boolean[] isMoved = KeptOrder.moved(
                    order.stream().mapToInt(id -> places.getOrDefault(id, 0)).toArray());
            for (int i = 0; i < order.size(); i++) {
                String id = order.get(i);
                boolean isNew = !places.containsKey(id);
                if (!isNew && !isMoved[i]) {
                    continue;
                }
                CheckStep.next();
                int after = i == 0 ? aboveSection() : now.indexOf(order.get(i - 1)) + 1;
                if (isNew) {
                    edits.add(new SheetEdit.InsertRow(sheet, after, like(order, i, now)));
                    now.add(after, id);
                    if (!writeCells(id, after + 1)) {
                        return false;
                    }
                } else {
                    int row = now.indexOf(id) + 1;
                    edits.add(new SheetEdit.MoveRow(sheet, row, after));
                    now.remove(row - 1);
                    now.add(after >= row ? after - 1 : after, id);
                }
            }
            return true;
        }

        /// The last row above the section's first one.
        private int aboveSection() {
            List<Integer> rows = into.sections().get(section).rows();
            return rows.isEmpty() ? into.sheet().lastRow() : rows.getFirst() - 1;
        }

        /// A row next to a new one whose formats suit it.
        private int like(List<String> order, int index, List<String> now) {
            int headings = into.sections().get(section).headingRows();
            if (index > headings) {
                return now.indexOf(order.get(index - 1)) + 1;
            }
            return order.subList(index + 1, order.size()).stream()
                    .filter(now::contains)
                    .findFirst()
                    .map(id -> now.indexOf(id) + 1)
                    .orElse(0);
        }

        /// @return false if the start has no such column
        private boolean writeCells(String id, int row) {
            Integer old = intoRows.get(id);
            Map<String, Side> sides = Objects.requireNonNull(result.cells().get(id));
            for (Map.Entry<String, Side> cell : sides.entrySet()) {
                if (cell.getValue() == start) {
                    continue;
                }
                int fromColumn = from.column(section, cell.getKey());
                int column = into.column(section, cell.getKey());
                Cell value = fromColumn == 0
                        ? Cell.Empty.INSTANCE
                        : from.sheet().at(Objects.requireNonNull(fromRows.get(id)), fromColumn);
                if (column == 0) {
                    if (!value.isEmpty() && old == null) {
                        return false;
                    }
                    continue;
                }
                String before = old == null ? "" : KeyedSheet.text(into.sheet().at(old, column));
                if (!before.equals(KeyedSheet.text(value))) {
                    edits.add(new SheetEdit.SetCell(sheet, row, column, value));
                }
            }
            return true;
        }
    }
}
