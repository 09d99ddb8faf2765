package io.tenure.ruleset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Real workbooks for tests, from sheets drawn as text.
///
/// Cells are parted by `|`. `12.5`, `25%`, `2026-06-30` and `TRUE` become cells of those types, `'25%` the
/// text itself,
/// `=1+1` a formula without a stored result.
final class Books {
    private final XSSFWorkbook book = new XSSFWorkbook();

    static Books book() {
        return new Books();
    }

    static byte[] of(String sheet, String grid) {
        return book().sheet(sheet, grid).bytes();
    }

    Books sheet(String name, String grid) {
        return sheet(name, grid, _ -> {});
    }

    Books sheet(String name, String grid, Consumer<XSSFSheet> finish) {
        var sheet = book.createSheet(name);
        var lines = grid.lines().toList();
        for (var r = 0; r < lines.size(); r++) {
            var fields = lines.get(r).split("\\|", -1);
            for (var c = 0; c < fields.length; c++) {
                var field = fields[c].strip();
                if (!field.isEmpty()) {
                    var row = sheet.getRow(r) == null ? sheet.createRow(r) : sheet.getRow(r);
                    fill(row.createCell(c), field);
                }
            }
        }
        finish.accept(sheet);
        return this;
    }

    Books with(Consumer<XSSFWorkbook> finish) {
        finish.accept(book);
        return this;
    }

    byte[] bytes() {
        try (var out = new ByteArrayOutputStream()) {
            book.write(out);
            return out.toByteArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void fill(Cell cell, String field) {
        if (field.startsWith("'")) {
            cell.setCellValue(field.substring(1));
        } else if (field.startsWith("=")) {
            cell.setCellFormula(field.substring(1));
        } else if (field.matches("-?\\d+(\\.\\d+)?")) {
            cell.setCellValue(Double.parseDouble(field));
        } else if (field.matches("-?\\d+(\\.\\d+)?%")) {
            cell.setCellValue(
                    new BigDecimal(field.replace("%", "")).movePointLeft(2).doubleValue());
            format(cell, "0%");
        } else if (field.matches("\\d{4}-\\d\\d-\\d\\d")) {
            cell.setCellValue(LocalDate.parse(field));
            format(cell, "yyyy\\-mm\\-dd");
        } else if (field.equals("TRUE") || field.equals("FALSE")) {
            cell.setCellValue(field.equals("TRUE"));
        } else {
            cell.setCellValue(field);
        }
    }

    private void format(Cell cell, String format) {
        var style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(format));
        cell.setCellStyle(style);
    }
}
