package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.CellStyles.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/// Writes a sheet of decision tables.
final class TableSheetWriter {
    private final XSSFWorkbook workbook;
    private final CellStyles styles;
    private final Dictionary dictionary;
    private final HeaderNoteWriter notes;
    private final DropDowns dropDowns;

    TableSheetWriter(XSSFWorkbook workbook, CellStyles styles, Dictionary dictionary, CodeLabels labels) {
        this.workbook = workbook;
        this.styles = styles;
        this.dictionary = dictionary;
        this.notes = new HeaderNoteWriter(workbook, dictionary);
        this.dropDowns = new DropDowns(labels);
    }

    void write(CsvSheet csv, List<TableLayout> layouts, CsvSheet about) {
        XSSFSheet sheet = workbook.createSheet(csv.sheet());
        sheet.setTabColor(SheetFormat.colour("1F4E79"));
        Map<Integer, Integer> widths = new TreeMap<>();
        for (int r = 0; r < csv.rows().size(); r++) {
            XSSFRow row = sheet.createRow(r);
            TableLayout table = tableAt(layouts, r);
            var cells = csv.rows().get(r);
            for (int c = 0; c < Math.max(cells.size(), endColumn(table, r)); c++) {
                String kind = kind(table, c);
                Role role = table == null || r < table.headingRow()
                        ? Role.TECHNICAL
                        : r == table.headingRow() ? heading(kind) : body(kind);
                String format =
                        field(table, c).filter(t -> !t.type().isNumeric()).isPresent()
                                ? textFormat(table, c)
                                : CellStyles.GENERAL;
                SheetFormat.fill(row.createCell(c), csv.at(r, c), role, styles, format);
                if (table != null && r >= table.headingRow()) {
                    int needed = r == table.headingRow()
                            ? SheetFormat.longestWord(csv.at(r, c))
                            : SheetFormat.displayWidth(csv.at(r, c));
                    widths.merge(c, needed, Math::max);
                }
            }
            if (table != null && r == table.headingRow()) {
                row.setHeightInPoints(42);
            }
        }
        for (TableLayout table : layouts) {
            collapseTechnicalRows(sheet, table);
            notes.addNotes(sheet, table.headingRow(), table.firstColumn(), table.kinds(), table.names());
            choices(sheet, csv, table, about);
        }
        widths.forEach((c, needed) ->
                sheet.setColumnWidth(c, SheetFormat.width(clampWidth(needed, kind(layouts.getFirst(), c)))));
        TableLayout first = layouts.getFirst();
        sheet.createFreezePane(first.firstColumn() + 1, first.headingRow() + 1);
        SheetFormat.setRowHeights(
                sheet, r -> layouts.stream().anyMatch(t -> r >= t.firstDataRow() && r <= t.lastDataRow()));
        SheetFormat.setUpPrinting(sheet, first.headingRow(), 1);
    }

    private static @Nullable TableLayout tableAt(List<TableLayout> layouts, int row) {
        return layouts.stream()
                .filter(t -> row >= t.ruleTableRow() && row <= t.lastDataRow())
                .findFirst()
                .orElse(null);
    }

    private static int endColumn(@Nullable TableLayout table, int row) {
        return table == null || row < table.headingRow()
                ? 0
                : table.firstColumn() + table.kinds().size();
    }

    private static String kind(@Nullable TableLayout table, int column) {
        int i = table == null ? -1 : column - table.firstColumn();
        return table == null || i < 0 || i >= table.kinds().size()
                ? ""
                : table.kinds().get(i);
    }

    private Optional<Field> field(@Nullable TableLayout table, int column) {
        return kind(table, column).matches("CONDITION|ACTION") && table != null
                ? dictionary.find(table.names().get(column - table.firstColumn()))
                : Optional.empty();
    }

    /// Codes and texts are kept as typed; a date typed into a date's column becomes one.
    private String textFormat(@Nullable TableLayout table, int column) {
        return field(table, column)
                .filter(t -> t.type() == FieldType.CODE || t.type() == FieldType.TEXT)
                .map(t -> CellStyles.TEXT)
                .orElse(CellStyles.GENERAL);
    }

    private static Role heading(String kind) {
        return switch (kind) {
            case "CONDITION" -> Role.CONDITION_HEADING;
            case "ACTION" -> Role.ACTION_HEADING;
            case "DESCRIPTION" -> Role.REASON_HEADING;
            default -> Role.NAME_HEADING;
        };
    }

    private static Role body(String kind) {
        return switch (kind) {
            case "NAME" -> Role.NAME;
            case "ACTION" -> Role.ACTION;
            case "DESCRIPTION" -> Role.REASON;
            default -> Role.CONDITION;
        };
    }

    private static int clampWidth(int needed, String kind) {
        return switch (kind) {
            case "CONDITION" -> Math.clamp(needed + 3, 11, 28);
            case "ACTION" -> Math.clamp(needed + 5, 12, 34);
            case "DESCRIPTION" -> Math.clamp(needed + 3, 24, 46);
            default -> Math.clamp(needed + 4, 9, 30);
        };
    }

    /// Collapses the technical rows; no row with data is ever hidden.
    private static void collapseTechnicalRows(XSSFSheet sheet, TableLayout table) {
        int from = table.topRow();
        while (from < table.headingRow() - 1 && sheet.getRow(from) == null) {
            from++;
        }
        sheet.groupRow(from, table.headingRow() - 1);
        sheet.setRowGroupCollapsed(from, true);
    }

    private void choices(XSSFSheet sheet, CsvSheet csv, TableLayout table, CsvSheet about) {
        boolean isLowest = TableLayout.of(csv).getLast().equals(table);
        int last = isLowest ? table.lastDataRow() + DropDowns.SPARE_ROWS : table.lastDataRow();
        for (int i = 0; i < table.kinds().size(); i++) {
            int column = table.firstColumn() + i;
            Field field = field(table, column).orElse(null);
            if (field == null) {
                continue;
            }
            var codes = new ArrayList<>(dropDowns.choices(field));
            if (codes.isEmpty()) {
                continue;
            }
            boolean strict = table.kinds().get(i).equals("ACTION");
            if (strict) {
                // What the column already copies stays a choice.
                for (int r = table.firstDataRow(); r <= table.lastDataRow(); r++) {
                    if (csv.at(r, column).startsWith("=") && !codes.contains(csv.at(r, column))) {
                        codes.add(csv.at(r, column));
                    }
                }
            }
            Text hint =
                    strict ? Message.of("workbook.drop-down.pick-one") : Message.of("workbook.drop-down.pick-or-list");
            DropDowns.add(
                    sheet,
                    table.firstDataRow(),
                    last,
                    column,
                    codes,
                    typing(field, strict),
                    hint,
                    DropDowns.reference(field, about));
        }
    }

    /// Codes without a list of their own in the dictionary are those of the catalogue of actions, which grows.
    private static DropDowns.Typing typing(Field field, boolean isAction) {
        if (!isAction) {
            return DropDowns.Typing.ANYTHING;
        }
        return field.type() == FieldType.CODE && field.codes().isEmpty()
                ? DropDowns.Typing.NEW_CODES
                : DropDowns.Typing.ONLY_CHOICES;
    }
}
