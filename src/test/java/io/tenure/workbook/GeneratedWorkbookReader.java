package io.tenure.workbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Reads the sheets of a workbook back into twins with Apache POI, apart from the reader that the service uses.
final class GeneratedWorkbookReader {
    private GeneratedWorkbookReader() {}

    /// The twins of a workbook, in the order of its sheets.
    static List<CsvSheet> read(String name, byte[] xlsx) throws IOException {
        var twins = new ArrayList<CsvSheet>();
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(xlsx))) {
            for (var sheet : workbook) {
                var rows = new ArrayList<List<String>>();
                for (int r = 0; r <= sheet.getLastRowNum(); r++) {
                    var cells = new ArrayList<String>();
                    Row row = sheet.getRow(r);
                    for (int c = 0; row != null && c < row.getLastCellNum(); c++) {
                        Cell cell = row.getCell(c);
                        cells.add(cell == null ? "" : raw(cell, cell.getCellType()));
                    }
                    rows.add(cells);
                }
                twins.add(
                        new CsvSheet(name, sheet.getSheetName(), withoutEmptyEnd(new CsvSheet(name, "", rows).rows())));
            }
        }
        return twins;
    }

    private static List<List<String>> withoutEmptyEnd(List<List<String>> rows) {
        int end = rows.size();
        while (end > 0 && rows.get(end - 1).isEmpty()) {
            end--;
        }
        return rows.subList(0, end);
    }

    private static String raw(Cell cell, CellType type) {
        return switch (type) {
            case NUMERIC -> number(cell);
            case BOOLEAN -> cell.getBooleanCellValue() ? "TRUE" : "FALSE";
            case STRING -> cell.getStringCellValue();
            case FORMULA -> raw(cell, cell.getCachedFormulaResultType());
            case BLANK, ERROR, _NONE -> "";
        };
    }

    private static String number(Cell cell) {
        if (DateUtil.isCellDateFormatted(cell)) {
            return cell.getLocalDateTimeCellValue().toLocalDate().toString();
        }
        var value = BigDecimal.valueOf(cell.getNumericCellValue());
        return cell.getCellStyle().getDataFormatString().contains("%")
                ? plain(value.movePointRight(2)) + "%"
                : plain(value);
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
