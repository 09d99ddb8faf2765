package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.finding.Finding.Severity;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTConditionalFormatting;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTDxf;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STCfType;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STPatternType;

/// Gives a workbook back with its findings written into it: a comment and a colour on each cell that is concerned,
/// and a first sheet that lists them all.
///
/// Everything else stays as it is. Colours are laid over the cells as conditional formats, so that no cell's own
/// style changes, and all that is added can be told from what was there: annotating again replaces it.
public final class WorkbookAnnotator {
    /// Begins what is added to a comment.
    private static final String ANNOTATION_START = "──── Tenure ────";
    /// Always true, and tells our conditional formats from others.
    private static final String FORMULA_START = "N(\"tenure ";

    private static final String AUTHOR = "Tenure";
    /// Most characters in one comment; the sheet of findings has all of it.
    private static final int MAX_COMMENT_LENGTH = 1_500;
    /// In 256ths of a character, as widths of columns are.
    private static final int COMMENT_WIDTH = 40 * 256;

    private static final int MAX_COMMENT_COLUMNS = 12;
    private static final int CHARACTERS_PER_LINE = 38;

    private static final Map<Severity, Text> SEVERITY_LABELS = Map.of(
            Severity.ERROR, Message.of("workbook.workbook-annotator.error"),
            Severity.WARNING, Message.of("workbook.workbook-annotator.warning"),
            Severity.NOTE, Message.of("workbook.workbook-annotator.note"));
    private static final Map<Severity, String> SEVERITY_COLOURS =
            Map.of(Severity.ERROR, "F4B6B6", Severity.WARNING, "FFDD99", Severity.NOTE, "BFDDF7");

    private final XSSFWorkbook workbook;
    private final Locale locale;

    private WorkbookAnnotator(XSSFWorkbook workbook, Locale locale) {
        this.workbook = workbook;
        this.locale = locale;
    }

    /// The workbook with the findings in it; as it was where it cannot be read at all.
    ///
    /// @param findings those of this workbook; none of them takes an earlier annotation away
    /// @param locale Chinese, or English for any other
    public static byte[] annotate(byte[] workbook, List<Finding> findings, Locale locale) {
        // Only what the reader's limits let through is opened here.
        if (CsvExport.of("workbook.xlsx", workbook).isEmpty()) {
            return workbook;
        }
        try (var opened = new XSSFWorkbook(new ByteArrayInputStream(UncompressedWorkbook.of(workbook)));
                var out = new ByteArrayOutputStream()) {
            var annotator = new WorkbookAnnotator(opened, locale);
            annotator.removeAnnotations();
            annotator.add(findings.stream().sorted(Finding.ORDER).toList());
            opened.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String in(Text text) {
        return text.in(locale);
    }

    // --- Taking an earlier annotation away --------------------------------------------------------------

    private void removeAnnotations() {
        for (int i = workbook.getNumberOfSheets() - 1; i >= 0; i--) {
            XSSFSheet sheet = workbook.getSheetAt(i);
            if (isFindingsSheet(sheet)) {
                workbook.removeSheetAt(i);
            } else {
                removeComments(sheet);
                removeColours(sheet);
            }
        }
    }

    private static boolean isFindingsSheet(XSSFSheet sheet) {
        Row row = sheet.getRow(0);
        Cell cell = row == null ? null : row.getCell(0);
        String first = cell == null ? "" : cell.toString();
        return sheet.getSheetName().startsWith(FindingsSheet.NAME)
                && (first.equals(FindingsSheet.TITLE.en()) || first.equals(FindingsSheet.TITLE.zh()));
    }

    private static void removeComments(XSSFSheet sheet) {
        for (Map.Entry<CellAddress, XSSFComment> entry : new TreeMap<>(sheet.getCellComments()).entrySet()) {
            XSSFRichTextString text = entry.getValue().getString();
            int mark = text == null || text.getString() == null
                    ? -1
                    : text.getString().indexOf(ANNOTATION_START);
            if (mark == 0) {
                remove(sheet, entry.getKey());
            } else if (mark > 0) {
                entry.getValue().setString(textBeforeAnnotation(text));
            }
        }
    }

    private static void remove(XSSFSheet sheet, CellAddress address) {
        // Through the cell, because only so its shape goes too.
        Row row = sheet.getRow(address.getRow());
        boolean rowAdded = row == null;
        row = row == null ? sheet.createRow(address.getRow()) : row;
        Cell cell = row.getCell(address.getColumn());
        boolean cellAdded = cell == null;
        cell = cell == null ? row.createCell(address.getColumn()) : cell;
        cell.removeCellComment();
        if (cellAdded) {
            row.removeCell(cell);
        }
        if (rowAdded) {
            sheet.removeRow(row);
        }
    }

    /// The text up to the mark, with its fonts.
    private static XSSFRichTextString textBeforeAnnotation(XSSFRichTextString text) {
        var rst = text.getCTRst();
        while (rst.sizeOfRArray() > 0
                && !rst.getRArray(rst.sizeOfRArray() - 1).getT().contains(ANNOTATION_START)) {
            rst.removeR(rst.sizeOfRArray() - 1);
        }
        if (rst.sizeOfRArray() > 0) {
            rst.removeR(rst.sizeOfRArray() - 1);
        }
        if (rst.sizeOfRArray() == 1 && !rst.getRArray(0).isSetRPr()) {
            return new XSSFRichTextString(rst.getRArray(0).getT());
        }
        return new XSSFRichTextString(rst);
    }

    private static void removeColours(XSSFSheet sheet) {
        var formats = sheet.getCTWorksheet();
        for (int i = formats.sizeOfConditionalFormattingArray() - 1; i >= 0; i--) {
            if (isAnnotation(formats.getConditionalFormattingArray(i))) {
                formats.removeConditionalFormatting(i);
            }
        }
    }

    private static boolean isAnnotation(CTConditionalFormatting format) {
        return format.sizeOfCfRuleArray() == 1
                && format.getCfRuleArray(0).sizeOfFormulaArray() == 1
                && format.getCfRuleArray(0).getFormulaArray(0).startsWith(FORMULA_START);
    }

    // --- Adding -----------------------------------------------------------------------------------------

    private void add(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        Map<String, Map<CellAddress, List<Finding>>> bySheet = new TreeMap<>();
        for (Finding finding : findings) {
            XSSFSheet sheet = sheet(finding.address());
            CellAddress cell = sheet == null ? null : cell(sheet, finding.address());
            if (sheet != null && cell != null) {
                bySheet.computeIfAbsent(sheet.getSheetName(), _ -> new TreeMap<>())
                        .computeIfAbsent(cell, _ -> new ArrayList<>())
                        .add(finding);
            }
        }
        Map<Severity, Integer> formats = new EnumMap<>(Severity.class);
        bySheet.forEach((name, cells) -> {
            XSSFSheet sheet = workbook.getSheet(name);
            cells.forEach((cell, found) -> comment(sheet, cell, found));
            colour(sheet, cells, formats);
        });
        addFindingsSheet(findings);
    }

    private @Nullable XSSFSheet sheet(Address address) {
        return address.sheet().isEmpty() ? null : workbook.getSheet(address.sheet());
    }

    /// The cell itself; for a whole row, the first cell that holds anything.
    private static @Nullable CellAddress cell(XSSFSheet sheet, Address address) {
        if (address.row() == 0) {
            return null;
        }
        if (address.column() > 0) {
            return new CellAddress(address.row() - 1, address.column() - 1);
        }
        Row row = sheet.getRow(address.row() - 1);
        if (row != null) {
            for (Cell cell : row) {
                if (!cell.toString().isBlank()) {
                    return cell.getAddress();
                }
            }
        }
        return null;
    }

    private void comment(XSSFSheet sheet, CellAddress cell, List<Finding> findings) {
        var words = new StringBuilder(ANNOTATION_START);
        for (Finding finding : findings) {
            String one = "\n" + in(SEVERITY_LABELS.getOrDefault(finding.severity(), Text.same(""))) + ": "
                    + in(finding.message()) + "\n→ " + in(finding.fix());
            if (words.length() + one.length() > MAX_COMMENT_LENGTH) {
                words.append("\n… ").append(FindingsSheet.NAME);
                break;
            }
            words.append(one);
        }
        XSSFComment comment = sheet.getCellComment(cell);
        int lines = lines(words.toString());
        if (comment == null) {
            comment = sheet.createDrawingPatriarch().createCellComment(anchor(sheet, cell, lines));
            comment.setAddress(cell);
            comment.setAuthor(AUTHOR);
            comment.setString(new XSSFRichTextString(words.toString()));
            return;
        }
        XSSFRichTextString text = comment.getString();
        int before = lines(text.getString());
        text.append("\n\n" + words);
        comment.setString(text);
        if (comment.getClientAnchor() instanceof XSSFClientAnchor anchor) {
            // Grown so that all of it is seen, and no further when annotated again.
            anchor.setRow2(Math.max(anchor.getRow2(), anchor.getRow1() + before + 2 + lines));
        }
    }

    private static int lines(String words) {
        return words.lines()
                .mapToInt(line -> 1 + width(line) / CHARACTERS_PER_LINE)
                .sum();
    }

    /// Chinese characters are twice as wide.
    private static int width(String line) {
        return line.codePoints().map(c -> c > 0x2E80 ? 2 : 1).sum();
    }

    /// A place beside the cell, about as wide whatever the widths of the columns there.
    private static XSSFClientAnchor anchor(XSSFSheet sheet, CellAddress cell, int lines) {
        int first = cell.getColumn() + 1;
        int last = first;
        int width = 0;
        while (width < COMMENT_WIDTH && last < first + MAX_COMMENT_COLUMNS) {
            width += sheet.isColumnHidden(last) ? 0 : sheet.getColumnWidth(last);
            last++;
        }
        return new XSSFClientAnchor(0, 0, 0, 0, first, cell.getRow(), last, cell.getRow() + Math.max(4, lines + 1));
    }

    private void colour(XSSFSheet sheet, Map<CellAddress, List<Finding>> cells, Map<Severity, Integer> formats) {
        Map<Severity, List<String>> places = new EnumMap<>(Severity.class);
        cells.forEach((cell, found) -> places.computeIfAbsent(
                        found.stream()
                                .map(Finding::severity)
                                .min(Severity::compareTo)
                                .orElseThrow(),
                        _ -> new ArrayList<>())
                .add(cell.formatAsString()));
        var worksheet = sheet.getCTWorksheet();
        int priority = 1;
        for (CTConditionalFormatting other : worksheet.getConditionalFormattingList()) {
            for (var rule : other.getCfRuleList()) {
                priority = Math.max(priority, rule.getPriority() + 1);
            }
        }
        for (var place : places.entrySet()) {
            var format = worksheet.addNewConditionalFormatting();
            format.setSqref(place.getValue());
            var rule = format.addNewCfRule();
            rule.setType(STCfType.EXPRESSION);
            rule.setPriority(priority++);
            rule.setDxfId(formats.computeIfAbsent(place.getKey(), this::format));
            rule.addFormula(FORMULA_START + place.getKey().name().toLowerCase(Locale.ROOT) + "\")=0");
        }
    }

    /// The number of the format with a severity's colour; one that an earlier annotation left is taken again.
    private int format(Severity severity) {
        byte[] colour = HexFormat.of().parseHex("FF" + SEVERITY_COLOURS.getOrDefault(severity, "FFFFFF"));
        var styles = workbook.getStylesSource();
        if (styles.getCTStylesheet().isSetDxfs()) {
            var known = styles.getCTStylesheet().getDxfs().getDxfList();
            for (int i = 0; i < known.size(); i++) {
                if (hasOnlyFill(known.get(i), colour)) {
                    return i;
                }
            }
        }
        var format = CTDxf.Factory.newInstance();
        var fill = format.addNewFill().addNewPatternFill();
        fill.setPatternType(STPatternType.SOLID);
        fill.addNewFgColor().setRgb(colour);
        fill.addNewBgColor().setRgb(colour);
        return styles.putDxf(format) - 1;
    }

    private static boolean hasOnlyFill(CTDxf format, byte[] colour) {
        if (format.isSetFont() || format.isSetBorder() || format.isSetNumFmt() || !format.isSetFill()) {
            return false;
        }
        var fill = format.getFill();
        return fill.isSetPatternFill()
                && fill.getPatternFill().isSetBgColor()
                && Arrays.equals(fill.getPatternFill().getBgColor().getRgb(), colour);
    }

    private static XSSFColor colour(Severity severity) {
        return new XSSFColor(HexFormat.of().parseHex(SEVERITY_COLOURS.getOrDefault(severity, "FFFFFF")), null);
    }

    // --- The sheet of findings --------------------------------------------------------------------------

    private void addFindingsSheet(List<Finding> findings) {
        String name = FindingsSheet.NAME;
        for (int i = 2; workbook.getSheet(name) != null; i++) {
            name = FindingsSheet.NAME + " " + i;
        }
        XSSFSheet sheet = workbook.createSheet(name);
        workbook.setSheetOrder(name, 0);
        workbook.setActiveSheet(0);
        workbook.setFirstVisibleTab(0);
        var title = style(null, true);
        var heading = style(new XSSFColor(new byte[] {0x1F, 0x4E, 0x79}, null), true);
        var plain = style(null, false);
        var link = style(null, false);
        link.setFont(font(false, new XSSFColor(new byte[] {0x05, 0x63, (byte) 0xC1}, null)));
        Map<Severity, CellStyle> weights = new EnumMap<>(Severity.class);
        sheet.createRow(0).createCell(0).setCellValue(in(FindingsSheet.TITLE));
        sheet.getRow(0).getCell(0).setCellStyle(title);
        var headings = List.of(
                Message.of("workbook.workbook-annotator.weight"),
                Message.of("workbook.workbook-annotator.where"),
                Message.of("workbook.workbook-annotator.what-stands"),
                Message.of("workbook.workbook-annotator.what-wrong"),
                Message.of("workbook.workbook-annotator.what-mends"),
                Message.of("workbook.workbook-annotator.code"));
        Row first = sheet.createRow(2);
        for (int column = 0; column < headings.size(); column++) {
            fill(first.createCell(column), in(headings.get(column)), heading);
        }
        int next = 3;
        for (Finding finding : findings) {
            Row row = sheet.createRow(next++);
            fill(
                    row.createCell(0),
                    in(SEVERITY_LABELS.getOrDefault(finding.severity(), Text.same(""))),
                    weights.computeIfAbsent(finding.severity(), s -> style(colour(s), false)));
            boolean linked = sheet(finding.address()) != null;
            fill(row.createCell(1), place(finding.address()), linked ? link : plain);
            if (linked) {
                var to = workbook.getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
                to.setAddress(target(finding.address()));
                row.getCell(1).setHyperlink(to);
            }
            fill(row.createCell(2), finding.content(), plain);
            fill(row.createCell(3), in(finding.message()), plain);
            fill(row.createCell(4), in(finding.fix()), plain);
            fill(row.createCell(5), finding.code(), plain);
        }
        int[] widths = {10, 22, 26, 60, 60, 22};
        for (int column = 0; column < widths.length; column++) {
            sheet.setColumnWidth(column, widths[column] * 256);
        }
        sheet.createFreezePane(0, 3);
        sheet.setDisplayGridlines(false);
        sheet.setFitToPage(true);
        sheet.getPrintSetup().setLandscape(true);
        sheet.getPrintSetup().setFitHeight((short) 0);
    }

    private static String place(Address address) {
        return address.sheet().isEmpty()
                ? ""
                : address.cell().isEmpty() ? address.sheet() : address.sheet() + " " + address.cell();
    }

    private static String target(Address address) {
        var cell = new CellReference(Math.max(0, address.row() - 1), Math.max(0, address.column() - 1));
        return "'" + address.sheet().replace("'", "''") + "'!" + cell.formatAsString(false);
    }

    private static void fill(Cell cell, String text, CellStyle style) {
        // What stands in a faulty cell may be anything; here it is only text, and of a length that a cell holds.
        cell.setCellValue(text.length() > 32_000 ? text.substring(0, 32_000) : text);
        cell.setCellStyle(style);
    }

    private CellStyle style(@Nullable XSSFColor fill, boolean bold) {
        var style = workbook.createCellStyle();
        style.setWrapText(true);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        boolean dark = bold && fill != null;
        style.setFont(font(bold, new XSSFColor(dark ? new byte[] {-1, -1, -1} : new byte[] {0x22, 0x22, 0x22}, null)));
        if (fill != null) {
            style.setFillForegroundColor(fill);
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        } else if (bold) {
            style.setWrapText(false);
        }
        return style;
    }

    private org.apache.poi.xssf.usermodel.XSSFFont font(boolean bold, XSSFColor colour) {
        var font = workbook.createFont();
        font.setBold(bold);
        font.setFontHeightInPoints((short) 10);
        font.setColor(colour);
        return font;
    }
}
