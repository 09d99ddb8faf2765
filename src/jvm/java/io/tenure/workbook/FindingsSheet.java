package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.finding.Finding.Severity;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/// The first sheet of an annotated workbook, which lists its findings.
///
/// It is not part of the rules: readers ignore it, so that a corrected workbook can be uploaded with it.
final class FindingsSheet {
    /// Its name, if no other sheet has it.
    static final String NAME = "Findings";

    private static final Map<Severity, Text> SEVERITY_LABELS = Map.of(
            Severity.ERROR, Message.of("workbook.severity.error"),
            Severity.WARNING, Message.of("workbook.severity.warning"),
            Severity.NOTE, Message.of("workbook.severity.note"));

    private final XSSFWorkbook workbook;
    private final Locale locale;

    FindingsSheet(XSSFWorkbook workbook, Locale locale) {
        this.workbook = workbook;
        this.locale = locale;
    }

    /// Whether Tenure added a sheet.
    static boolean is(XSSFSheet sheet) {
        var workbook = sheet.getWorkbook();
        return workbook.getNames(LayoutReader.FINDINGS_SHEET_NAME).stream()
                .anyMatch(name -> name.getSheetIndex() == workbook.getSheetIndex(sheet));
    }

    void add(List<Finding> findings) {
        String name = NAME;
        for (int i = 2; workbook.getSheet(name) != null; i++) {
            name = NAME + " " + i;
        }
        XSSFSheet sheet = workbook.createSheet(name);
        workbook.setSheetOrder(name, 0);
        workbook.setActiveSheet(0);
        workbook.setFirstVisibleTab(0);
        var definedName = workbook.createName();
        definedName.setNameName(LayoutReader.FINDINGS_SHEET_NAME);
        definedName.setSheetIndex(0);
        definedName.setRefersToFormula("'" + name + "'!$A$1");
        var title = style(null, true);
        var heading = style(new XSSFColor(new byte[] {0x1F, 0x4E, 0x79}, null), true);
        var plain = style(null, false);
        var link = style(null, false);
        link.setFont(font(false, new XSSFColor(new byte[] {0x05, 0x63, (byte) 0xC1}, null)));
        Map<Severity, CellStyle> severityStyles = new EnumMap<>(Severity.class);
        sheet.createRow(0).createCell(0).setCellValue(in(Message.of("workbook.findings-sheet.title")));
        sheet.getRow(0).getCell(0).setCellStyle(title);
        var headings = List.of(
                Message.of("workbook.findings-sheet.severity"),
                Message.of("workbook.findings-sheet.location"),
                Message.of("workbook.findings-sheet.content"),
                Message.of("workbook.findings-sheet.problem"),
                Message.of("workbook.findings-sheet.fix"),
                Message.of("workbook.findings-sheet.code"));
        Row first = sheet.createRow(2);
        for (int column = 0; column < headings.size(); column++) {
            fill(first.createCell(column), in(headings.get(column)), heading);
        }
        int next = 3;
        for (Finding finding : findings) {
            Row row = sheet.createRow(next++);
            fill(
                    row.createCell(0),
                    in(label(finding.severity())),
                    severityStyles.computeIfAbsent(finding.severity(), s -> style(FindingColours.colour(s), false)));
            boolean linked = workbook.getSheet(finding.address().sheet()) != null;
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

    static Text label(Severity severity) {
        return SEVERITY_LABELS.getOrDefault(severity, Text.same(""));
    }

    private String in(Text text) {
        return text.in(locale);
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
        // The content of a faulty cell may be anything; here it is only text, cut to the length that a cell holds.
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
