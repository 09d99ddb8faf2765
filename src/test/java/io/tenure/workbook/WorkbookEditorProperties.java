package io.tenure.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.FindingCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Edits do to a workbook what they do to a list of rows.
class WorkbookEditorProperties {
    private static final int COLUMNS = 4;

    @Property(tries = 300)
    void editsChangeTheSheetAsTheyChangeAListOfRows(@ForAll long seed) {
        var random = new Random(seed);
        var rows = rows(random);
        var workbook = RawWorkbook.ofRows(markup(rows, random)).bytes();
        var edits = new ArrayList<SheetEdit>();
        for (var i = random.nextInt(12); i >= 0; i--) {
            edits.add(edit(rows, random));
        }

        var after = WorkbookEditor.apply("x.xlsx", workbook, edits).orElseThrow();

        var sheet = WorkbookReader.read("x.xlsx", after, new FindingCollector())
                .orElseThrow()
                .getFirst();
        for (var r = 0; r < rows.size(); r++) {
            for (var c = 0; c < COLUMNS; c++) {
                assertThat(sheet.at(r + 1, c + 1)).isEqualTo(rows.get(r)[c]);
            }
        }
        assertThat(sheet.lastRow()).isLessThanOrEqualTo(rows.size());
    }

    private static List<Cell[]> rows(Random random) {
        var rows = new ArrayList<Cell[]>();
        for (var r = random.nextInt(1, 10); r > 0; r--) {
            rows.add(row());
            for (var c = 0; c < COLUMNS; c++) {
                if (random.nextInt(3) > 0) {
                    rows.getLast()[c] = value(random);
                }
            }
        }
        return rows;
    }

    private static Cell[] row() {
        var row = new Cell[COLUMNS];
        java.util.Arrays.fill(row, Cell.Empty.INSTANCE);
        return row;
    }

    private static Cell value(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Cell.Bool(random.nextBoolean());
            case 1 -> Cell.Number.of(random.nextInt(100) / 4.0);
            default -> new Cell.Text("t" + random.nextInt(9));
        };
    }

    /// With or without the numbers of rows and cells, with or without rows that have no cells.
    private static String markup(List<Cell[]> rows, Random random) {
        var xml = new StringBuilder();
        var isNumbered = random.nextBoolean();
        for (var r = 1; r <= rows.size(); r++) {
            var cells = new TreeMap<Integer, Cell>();
            for (var c = 0; c < COLUMNS; c++) {
                if (!isNumbered || !(rows.get(r - 1)[c] instanceof Cell.Empty)) {
                    cells.put(c + 1, rows.get(r - 1)[c]);
                }
            }
            if (isNumbered && cells.isEmpty() && random.nextBoolean()) {
                continue;
            }
            var number = isNumbered ? " r=\"" + r + "\" spans='1:4'" : "";
            xml.append("\n<row").append(number).append('>');
            var row = r;
            cells.forEach((column, cell) ->
                    xml.append(markup(cell, isNumbered ? " r=\"" + "ABCD".charAt(column - 1) + row + "\"" : "")));
            xml.append("</row>");
        }
        return xml.toString();
    }

    private static String markup(Cell cell, String address) {
        return switch (cell) {
            case Cell.Text(var text) -> "<c" + address + " t='str'><v>" + text + "</v></c>";
            case Cell.Bool(var value) -> "<c t='b'" + address + "><v>" + (value ? 1 : 0) + "</v></c>";
            case Cell.Number number -> "<c" + address + "><v>" + number.value() + "</v></c>";
            default -> "<c" + address + "/>";
        };
    }

    /// A random edit, made to the rows as well.
    private static SheetEdit edit(List<Cell[]> rows, Random random) {
        var row = random.nextInt(rows.size());
        var after = random.nextInt(rows.size() + 1);
        switch (random.nextInt(5)) {
            case 0 -> {
                rows.add(after, row());
                return new SheetEdit.InsertRow("S", after, random.nextBoolean() ? row + 1 : 0);
            }
            case 1 -> {
                rows.add(after, rows.get(row).clone());
                return new SheetEdit.CopyRow("S", row + 1, after);
            }
            case 2 -> {
                var moved = rows.remove(row);
                rows.add(after > row ? after - 1 : after, moved);
                return new SheetEdit.MoveRow("S", row + 1, after);
            }
            case 3 -> {
                if (rows.size() > 1) {
                    rows.remove(row);
                    return new SheetEdit.DeleteRow("S", row + 1);
                }
            }
            default -> {}
        }
        var column = random.nextInt(COLUMNS);
        rows.get(row)[column] = random.nextInt(4) == 0 ? Cell.Empty.INSTANCE : value(random);
        return new SheetEdit.SetCell("S", row + 1, column + 1, rows.get(row)[column]);
    }
}
