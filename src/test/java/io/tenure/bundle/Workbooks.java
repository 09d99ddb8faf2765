package io.tenure.bundle;

import io.tenure.measure.MeasureCalculator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Real workbooks for tests, from sheets drawn as text.
///
/// Cells are separated by `|`. `12.5`, `25%`, `2026-06-30` and `TRUE` become cells of those types, `'25%` the
/// text itself,
/// `=1+1` a formula without a stored result.
public final class Workbooks {
    private final XSSFWorkbook workbook = new XSSFWorkbook();

    public static Workbooks create() {
        return new Workbooks();
    }

    public static byte[] of(String sheet, String grid) {
        return create().sheet(sheet, grid).bytes();
    }

    public Workbooks sheet(String name, String grid) {
        return sheet(name, grid, _ -> {});
    }

    public Workbooks sheet(String name, String grid, Consumer<XSSFSheet> finish) {
        var sheet = workbook.createSheet(name);
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

    /// The sheet of parameters with those that measures need.
    public Workbooks measureParameters() {
        return sheet(
                "Parameters",
                "name | value\nminGapFloorDays | 14\n"
                        + MeasureCalculator.PARAMETERS.stream()
                                .filter(name -> !name.equals("minGapFloorDays"))
                                .map(name -> name + " | 1\n")
                                .collect(Collectors.joining()));
    }

    public Workbooks with(Consumer<XSSFWorkbook> finish) {
        finish.accept(workbook);
        return this;
    }

    public byte[] bytes() {
        try (var out = new ByteArrayOutputStream()) {
            workbook.write(out);
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
        var style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        cell.setCellStyle(style);
    }
}
