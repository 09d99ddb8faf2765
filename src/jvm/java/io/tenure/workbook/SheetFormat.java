package io.tenure.workbook;

import io.tenure.text.Text;
import io.tenure.workbook.CellStyles.Role;
import java.time.LocalDate;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/// The format of cells, columns, rows and pages of any sheet.
final class SheetFormat {
    private SheetFormat() {}

    /// Both languages on one line.
    static String both(Text text) {
        return text.en() + " " + text.zh();
    }

    static void fill(Cell cell, String content, Role role, CellStyles styles, String format) {
        switch (CsvValue.of(content)) {
            case CsvValue.Empty _ -> cell.setCellStyle(styles.of(role, format, false));
            case CsvValue.Text(var text) -> {
                cell.setCellValue(text);
                boolean quoted = text.startsWith("=") || text.startsWith("+") || text.startsWith("-");
                cell.setCellStyle(styles.of(role, format, quoted));
            }
            case CsvValue.Number(var number) -> {
                cell.setCellValue(number);
                cell.setCellStyle(styles.of(role, CellStyles.GENERAL, false));
            }
            case CsvValue.Percent(var fraction, var decimals) -> {
                cell.setCellValue(fraction);
                cell.setCellStyle(styles.of(role, CellStyles.percent(decimals), false));
            }
            case CsvValue.Bool(var value) -> {
                cell.setCellValue(value);
                cell.setCellStyle(styles.of(role, CellStyles.BOOLEAN, false));
            }
            case CsvValue.Date(LocalDate day) -> {
                cell.setCellValue(day);
                cell.setCellStyle(styles.of(role, CellStyles.DATE, false));
            }
        }
    }

    static int width(int characters) {
        return Math.min(255, characters) * 256;
    }

    /// Width of a text in characters; a Chinese one counts as two.
    static int displayWidth(String text) {
        return text.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
    }

    static int longestWord(String text) {
        int longest = 0;
        for (String word : text.split("[ \\n]")) {
            longest = Math.max(longest, displayWidth(word));
        }
        return longest;
    }

    /// Makes rows as high as their wrapped texts need. The height is left to the program that opens the
    /// file as soon as the row is edited.
    static void setRowHeights(XSSFSheet sheet, java.util.function.IntPredicate rows) {
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
    private static int lines(String text, int available) {
        int lines = 1;
        int used = 0;
        for (String word : text.split("(?<= )|(?<=[\\u2E80-\\uFFEF])")) {
            int breadth = displayWidth(word);
            if (used > 0 && used + displayWidth(word.stripTrailing()) > available) {
                lines++;
                used = 0;
            }
            used += breadth;
            lines += Math.max(0, used - 1) / available;
            used = used > available ? used % available : used;
        }
        return lines;
    }

    /// Prints landscape, so many pages wide, with their heading on every page.
    static void setUpPrinting(XSSFSheet sheet, int heading, int pages) {
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

    static XSSFColor colour(String rgb) {
        return new XSSFColor(java.util.HexFormat.of().parseHex(rgb), null);
    }
}
