package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.workbook.CellStyles.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/// Makes a workbook that is pleasant to open out of its sheets' CSV twins.
///
/// Typed cells, headings with notes, drop-downs, frozen panes, folded technical rows, a first sheet that
/// explains the others. The same twins give the same bytes.
final class WorkbookGenerator {
    /// Rows below a table for which drop-downs are ready.
    private static final int SPARE_ROWS = 200;
    /// Most characters that Excel takes for a drop-down's own list.
    private static final int MAX_LIST_LENGTH = 255;
    /// When every workbook was made, as far as it says.
    private static final LocalDateTime CREATION_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private static final List<String> SETTINGS =
            List.of("Phases", "Parameters", "Actions", "Contacts", "Attributes", "Labels");

    private final Dictionary dictionary;
    private final CodeLabels labels;

    WorkbookGenerator(Dictionary dictionary, CodeLabels catalogue) {
        this.dictionary = dictionary;
        this.labels = catalogue;
    }

    /// A workbook, and the twin of its first sheet, which is made from the others.
    record GeneratedWorkbook(byte[] xlsx, CsvSheet about) {}

    /// @param twins the twins of one workbook, in any order; one of the first sheet is not looked at
    GeneratedWorkbook generate(String name, List<CsvSheet> twins) {
        var sheets = sortByDependency(
                twins.stream().filter(t -> !t.sheet().equals(AboutSheet.NAME)).toList());
        CsvSheet about = AboutSheet.of(name, sheets, dictionary, labels);
        try (var workbook = new XSSFWorkbook()) {
            var look = new CellStyles(workbook);
            about(workbook, look, about);
            for (CsvSheet twin : sheets) {
                var layouts = TableLayout.of(twin);
                if (layouts.isEmpty()) {
                    plainSheet(workbook, look, twin);
                } else {
                    tables(workbook, look, twin, layouts, about);
                }
            }
            workbook.setActiveSheet(0);
            return new GeneratedWorkbook(bytes(workbook), about);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- The order of sheets ----------------------------------------------------------------------------

    /// Settings in their known order; tables so that what one writes stands before what reads it.
    private static List<CsvSheet> sortByDependency(List<CsvSheet> twins) {
        var left = new ArrayList<>(twins.stream()
                .sorted(java.util.Comparator.comparing((CsvSheet t) -> settingsPosition(t.sheet()))
                        .thenComparing(CsvSheet::sheet))
                .toList());
        var arranged = new ArrayList<CsvSheet>();
        while (!left.isEmpty()) {
            CsvSheet next = left.stream()
                    .filter(t -> left.stream().noneMatch(other -> other != t && reads(t, other)))
                    .findFirst()
                    .orElse(left.getFirst());
            left.remove(next);
            arranged.add(next);
        }
        return arranged;
    }

    private static int settingsPosition(String sheet) {
        int place = SETTINGS.indexOf(sheet);
        return place < 0 ? SETTINGS.size() : place;
    }

    private static boolean reads(CsvSheet reader, CsvSheet writer) {
        Set<String> read = new HashSet<>(names(reader, "CONDITION"));
        read.retainAll(names(writer, "ACTION"));
        return !read.isEmpty();
    }

    private static Set<String> names(CsvSheet twin, String kind) {
        var names = new LinkedHashSet<String>();
        for (TableLayout table : TableLayout.of(twin)) {
            for (int i = 0; i < table.kinds().size(); i++) {
                if (table.kinds().get(i).equals(kind)) {
                    names.add(table.names().get(i));
                }
            }
        }
        return names;
    }

    // --- The first sheet --------------------------------------------------------------------------------

    private void about(XSSFWorkbook workbook, CellStyles look, CsvSheet about) {
        XSSFSheet sheet = workbook.createSheet(AboutSheet.NAME);
        sheet.setDisplayGridlines(false);
        sheet.setTabColor(colour("5B6573"));
        for (int r = 0; r < about.rows().size(); r++) {
            XSSFRow row = sheet.createRow(r);
            var cells = about.rows().get(r);
            for (int c = 0; c < cells.size(); c++) {
                Role role = c > 0 ? Role.PROSE : cells.size() > 1 ? Role.ROW_LABEL : r == 0 ? Role.TITLE : Role.SECTION;
                fill(row.createCell(c), cells.get(c), role, look, CellStyles.TEXT);
            }
        }
        sheet.setColumnWidth(0, width(26));
        sheet.setColumnWidth(1, width(74));
        sheet.setColumnWidth(2, width(58));
        setRowHeights(sheet, r -> true);
        setUpPrinting(sheet, -1, 1);
    }

    // --- Decision tables --------------------------------------------------------------------------------

    private void tables(
            XSSFWorkbook workbook, CellStyles look, CsvSheet twin, List<TableLayout> layouts, CsvSheet about) {
        XSSFSheet sheet = workbook.createSheet(twin.sheet());
        sheet.setTabColor(colour("1F4E79"));
        Map<Integer, Integer> widths = new TreeMap<>();
        for (int r = 0; r < twin.rows().size(); r++) {
            XSSFRow row = sheet.createRow(r);
            TableLayout table = tableAt(layouts, r);
            var cells = twin.rows().get(r);
            for (int c = 0; c < Math.max(cells.size(), endColumn(table, r)); c++) {
                String kind = kind(table, c);
                Role role = table == null || r < table.headingRow()
                        ? Role.TECHNICAL
                        : r == table.headingRow() ? heading(kind) : body(kind);
                String format =
                        field(table, c).filter(t -> !t.type().isNumeric()).isPresent()
                                ? textFormat(table, c)
                                : CellStyles.GENERAL;
                fill(row.createCell(c), twin.at(r, c), role, look, format);
                if (table != null && r >= table.headingRow()) {
                    int needed = r == table.headingRow() ? longestWord(twin.at(r, c)) : displayWidth(twin.at(r, c));
                    widths.merge(c, needed, Math::max);
                }
            }
            if (table != null && r == table.headingRow()) {
                row.setHeightInPoints(42);
            }
        }
        for (TableLayout table : layouts) {
            collapseTechnicalRows(sheet, table);
            addNotes(workbook, sheet, table.headingRow(), table.firstColumn(), table.kinds(), table.names());
            choices(sheet, twin, table, about);
        }
        widths.forEach((c, needed) -> sheet.setColumnWidth(c, width(clampWidth(needed, kind(layouts.getFirst(), c)))));
        TableLayout first = layouts.getFirst();
        sheet.createFreezePane(first.firstColumn() + 1, first.headingRow() + 1);
        setRowHeights(sheet, r -> layouts.stream().anyMatch(t -> r >= t.firstDataRow() && r <= t.lastDataRow()));
        setUpPrinting(sheet, first.headingRow(), 1);
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

    /// Folds the technical rows; no row with data is ever hidden.
    private static void collapseTechnicalRows(XSSFSheet sheet, TableLayout table) {
        int from = table.topRow();
        while (from < table.headingRow() - 1 && sheet.getRow(from) == null) {
            from++;
        }
        sheet.groupRow(from, table.headingRow() - 1);
        sheet.setRowGroupCollapsed(from, true);
    }

    // --- Notes on headings ------------------------------------------------------------------------------

    private void addNotes(
            XSSFWorkbook workbook, XSSFSheet sheet, int row, int left, List<String> kinds, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = kinds.get(i).equals("NAME") ? "NAME" : names.get(i);
            var words = note(name);
            if (words.isPresent()) {
                note(workbook, sheet, row, left + i, words.get());
            }
        }
    }

    private Optional<String> note(String name) {
        Optional<String> plain = HeaderNotes.plain(name);
        return plain.isPresent()
                ? plain
                : dictionary.find(name.replaceFirst("^expect:", "")).map(HeaderNotes::of);
    }

    private static void note(XSSFWorkbook workbook, XSSFSheet sheet, int row, int column, String words) {
        XSSFDrawing drawing = sheet.createDrawingPatriarch();
        int lines = (int) words.lines().mapToLong(l -> 1 + displayWidth(l) / 44).sum();
        var anchor = new XSSFClientAnchor(0, 0, 0, 0, column + 1, row, column + 4, row + Math.max(4, lines) + 1);
        Comment note = drawing.createCellComment(anchor);
        note.setAuthor("Tenure");
        note.setString(workbook.getCreationHelper().createRichTextString(words));
        sheet.getRow(row).getCell(column).setCellComment(note);
    }

    // --- Drop-downs -------------------------------------------------------------------------------------

    private void choices(XSSFSheet sheet, CsvSheet twin, TableLayout table, CsvSheet about) {
        boolean isLowest = TableLayout.of(twin).getLast().equals(table);
        int last = isLowest ? table.lastDataRow() + SPARE_ROWS : table.lastDataRow();
        for (int i = 0; i < table.kinds().size(); i++) {
            int column = table.firstColumn() + i;
            Field term = field(table, column).orElse(null);
            if (term == null) {
                continue;
            }
            var legal = new ArrayList<>(choices(term));
            if (legal.isEmpty()) {
                continue;
            }
            boolean strict = table.kinds().get(i).equals("ACTION");
            if (strict) {
                // What the column already copies stays a choice.
                for (int r = table.firstDataRow(); r <= table.lastDataRow(); r++) {
                    if (twin.at(r, column).startsWith("=") && !legal.contains(twin.at(r, column))) {
                        legal.add(twin.at(r, column));
                    }
                }
            }
            String hint = strict
                    ? "Pick one. 请选择一项。"
                    : "Pick one, or write a list: A, B; not A; known; unknown; empty for any. 请选择，或写列表；空为任意。";
            addDropDown(sheet, table.firstDataRow(), last, column, legal, strict, hint, reference(term, about));
        }
    }

    private List<String> choices(Field term) {
        return term.type() == FieldType.BOOLEAN ? List.of("TRUE", "FALSE") : AboutSheet.codes(term, labels);
    }

    /// Where the first sheet lists the codes of a term.
    private static String reference(Field term, CsvSheet about) {
        String heading = AboutSheet.codesHeading(term.name().endsWith(".action") ? "action" : term.name());
        for (int r = 0; r < about.rows().size(); r++) {
            if (about.at(r, 0).equals(heading)) {
                int last = r + 1;
                while (last + 1 < about.rows().size() && !about.at(last + 1, 0).isEmpty()) {
                    last++;
                }
                return AboutSheet.NAME + "!$A$" + (r + 2) + ":$A$" + (last + 1);
            }
        }
        return "";
    }

    private static void addDropDown(
            XSSFSheet sheet,
            int first,
            int last,
            int column,
            List<String> legal,
            boolean strict,
            String hint,
            String reference) {
        var helper = sheet.getDataValidationHelper();
        DataValidationConstraint constraint;
        if (String.join(",", legal).length() <= MAX_LIST_LENGTH) {
            constraint = helper.createExplicitListConstraint(legal.toArray(String[]::new));
        } else if (!reference.isEmpty()) {
            constraint = helper.createFormulaListConstraint(reference);
        } else {
            return;
        }
        DataValidation choice =
                helper.createValidation(constraint, new CellRangeAddressList(first, last, column, column));
        choice.setEmptyCellAllowed(true);
        choice.setShowErrorBox(strict);
        choice.setErrorStyle(DataValidation.ErrorStyle.STOP);
        choice.createErrorBox("Not one of the codes", "Pick a code from the list. 请从列表中选择。");
        choice.setShowPromptBox(true);
        choice.createPromptBox("", hint);
        // In a workbook of the new kind this flag says "show", against its name.
        choice.setSuppressDropDownArrow(true);
        sheet.addValidationData(choice);
    }

    // --- Plain sheets: settings and scenarios -----------------------------------------------------------

    private void plainSheet(XSSFWorkbook workbook, CellStyles look, CsvSheet twin) {
        XSSFSheet sheet = workbook.createSheet(twin.sheet());
        boolean isScenarios = twin.at(0, 0).equals("scenario");
        sheet.setTabColor(colour(isScenarios ? "2E6B4F" : "7A6A4F"));
        int columns = twin.columns();
        int[] widths = new int[columns];
        for (int r = 0; r < twin.rows().size(); r++) {
            XSSFRow row = sheet.createRow(r);
            for (int c = 0; c < columns; c++) {
                String name = twin.at(0, c);
                String cell = twin.at(r, c);
                boolean expected = name.startsWith("expect:");
                Role role;
                if (r == 0) {
                    role = c == 0 ? Role.NAME_HEADING : expected ? Role.ACTION_HEADING : Role.CONDITION_HEADING;
                } else if (c == 0) {
                    role = Role.NAME;
                } else if (isScenarios) {
                    role = expected ? Role.ACTION : Role.CONDITION;
                } else {
                    role = CsvValue.of(cell) instanceof CsvValue.Number || CsvValue.of(cell) instanceof CsvValue.Percent
                            ? Role.PLAIN_NUMBER
                            : Role.PLAIN;
                }
                fill(row.createCell(c), cell, role, look, CellStyles.GENERAL);
                widths[c] = Math.max(
                        widths[c], r == 0 && isScenarios ? Math.min(displayWidth(cell), 13) : displayWidth(cell));
            }
        }
        for (int c = 0; c < columns; c++) {
            sheet.setColumnWidth(c, width(Math.clamp(widths[c] + 4, 10, c == 0 ? 72 : 48)));
        }
        sheet.getRow(0).setHeightInPoints(isScenarios ? 48 : 30);
        var names = twin.rows().getFirst();
        addNotes(workbook, sheet, 0, 0, names.stream().map(n -> "").toList(), names);
        plainSheetChoices(sheet, twin, isScenarios);
        sheet.createFreezePane(1, 1);
        setRowHeights(sheet, r -> r > 0);
        int breadth = java.util.Arrays.stream(widths).sum();
        setUpPrinting(sheet, 0, isScenarios ? 1 + breadth / 250 : 1);
        if (isScenarios) {
            sheet.setRepeatingColumns(new CellRangeAddress(-1, -1, 0, 0));
        }
    }

    private void plainSheetChoices(XSSFSheet sheet, CsvSheet twin, boolean isScenarios) {
        int last = twin.rows().size() - 1 + SPARE_ROWS;
        for (int c = 1; c < twin.columns(); c++) {
            String name = twin.at(0, c);
            List<String> legal = List.of();
            if (isScenarios) {
                legal = dictionary
                        .find(name.replaceFirst("^expect:", ""))
                        .map(this::choices)
                        .orElse(List.of());
            } else if (name.equals("level")) {
                legal = dictionary.require("retentionLevel").codes();
            } else if (name.equals("selling") || name.equals("marketing")) {
                legal = List.of("TRUE", "FALSE");
            } else if (name.equals("type")) {
                legal = java.util.Arrays.stream(FieldType.values())
                        .map(Enum::name)
                        .toList();
            }
            if (!legal.isEmpty()) {
                boolean expected = name.startsWith("expect:");
                addDropDown(
                        sheet,
                        1,
                        last,
                        c,
                        legal,
                        !expected,
                        expected ? "Empty: not checked. 空：不检查。" : "Pick one. 请选择一项。",
                        "");
            }
        }
    }

    // --- Cells ------------------------------------------------------------------------------------------

    private static void fill(Cell cell, String content, Role role, CellStyles look, String format) {
        switch (CsvValue.of(content)) {
            case CsvValue.Empty _ -> cell.setCellStyle(look.of(role, format, false));
            case CsvValue.Text(var text) -> {
                cell.setCellValue(text);
                boolean quoted = text.startsWith("=") || text.startsWith("+") || text.startsWith("-");
                cell.setCellStyle(look.of(role, format, quoted));
            }
            case CsvValue.Number(var number) -> {
                cell.setCellValue(number);
                cell.setCellStyle(look.of(role, CellStyles.GENERAL, false));
            }
            case CsvValue.Percent(var fraction, var decimals) -> {
                cell.setCellValue(fraction);
                cell.setCellStyle(look.of(role, CellStyles.percent(decimals), false));
            }
            case CsvValue.Bool(var truth) -> {
                cell.setCellValue(truth);
                cell.setCellStyle(look.of(role, CellStyles.BOOLEAN, false));
            }
            case CsvValue.Date(LocalDate day) -> {
                cell.setCellValue(day);
                cell.setCellStyle(look.of(role, CellStyles.DATE, false));
            }
        }
    }

    private static int width(int characters) {
        return Math.min(255, characters) * 256;
    }

    /// How broad a text is, in letters; Chinese signs take two.
    private static int displayWidth(String text) {
        return text.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
    }

    private static int longestWord(String text) {
        int longest = 0;
        for (String word : text.split("[ \\n]")) {
            longest = Math.max(longest, displayWidth(word));
        }
        return longest;
    }

    /// Makes rows as high as their wrapped texts need. The height is left to the program that opens the
    /// file as soon as the row is edited.
    private static void setRowHeights(XSSFSheet sheet, java.util.function.IntPredicate rows) {
        for (var row : sheet) {
            if (!rows.test(row.getRowNum())) {
                continue;
            }
            int lines = 1;
            for (Cell cell : row) {
                if (cell.getCellType() == org.apache.poi.ss.usermodel.CellType.STRING
                        && cell.getCellStyle().getWrapText()) {
                    lines = Math.max(lines, lines(cell.getStringCellValue(), (int)
                            (sheet.getColumnWidth(cell.getColumnIndex()) / 256 * 1.2)));
                }
            }
            var stored = ((XSSFRow) row).getCTRow();
            stored.setHt(lines == 1 ? 18 : 5 + 13.5 * lines);
        }
    }

    /// Lines that a text takes when it is broken between words, or anywhere in Chinese.
    private static int lines(String text, int room) {
        int lines = 1;
        int used = 0;
        for (String word : text.split("(?<= )|(?<=[\\u2E80-\\uFFEF])")) {
            int breadth = displayWidth(word);
            if (used > 0 && used + displayWidth(word.stripTrailing()) > room) {
                lines++;
                used = 0;
            }
            used += breadth;
            lines += Math.max(0, used - 1) / room;
            used = used > room ? used % room : used;
        }
        return lines;
    }

    /// Lands sheets so many pages wide, with their heading on every page.
    private static void setUpPrinting(XSSFSheet sheet, int heading, int pages) {
        sheet.setFitToPage(true);
        PrintSetup setup = sheet.getPrintSetup();
        setup.setPaperSize(PrintSetup.A4_PAPERSIZE);
        setup.setLandscape(true);
        setup.setFitWidth((short) pages);
        setup.setFitHeight((short) 0);
        sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.LEFT, 0.4);
        sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.RIGHT, 0.4);
        sheet.getFooter().setLeft("&F, &A");
        sheet.getFooter().setRight("&P / &N");
        if (heading >= 0) {
            sheet.setRepeatingRows(new CellRangeAddress(heading, heading, -1, -1));
        }
    }

    private static XSSFColor colour(String rgb) {
        return new XSSFColor(java.util.HexFormat.of().parseHex(rgb), null);
    }

    // --- Bytes ------------------------------------------------------------------------------------------

    private static byte[] bytes(XSSFWorkbook workbook) throws IOException {
        var properties = workbook.getProperties().getCoreProperties();
        var made = Optional.of(Date.from(CREATION_TIME.toInstant(ZoneOffset.UTC)));
        properties.setCreator("Tenure");
        properties.getUnderlyingProperties().setCreatedProperty(made);
        properties.getUnderlyingProperties().setModifiedProperty(made);
        var raw = new ByteArrayOutputStream();
        workbook.write(raw);
        return withFixedTimestamps(raw.toByteArray());
    }

    /// The archive with every part dated alike.
    private static byte[] withFixedTimestamps(byte[] archive) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive));
                var zip = new ZipOutputStream(out)) {
            for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
                var copy = new ZipEntry(part.getName());
                copy.setTimeLocal(CREATION_TIME);
                zip.putNextEntry(copy);
                in.transferTo(zip);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
