package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import io.tenure.workbook.CellStyles.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Makes a workbook for people from the CSV files of its sheets.
///
/// Typed cells, headings with notes, drop-downs, frozen panes, collapsed technical rows, a first sheet that
/// explains the others. The same CSV files give the same bytes.
final class WorkbookGenerator {
    /// Date of creation that every workbook states, so that the same sheets give the same bytes.
    private static final LocalDateTime CREATION_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final Dictionary dictionary;
    private final CodeLabels labels;

    WorkbookGenerator(Dictionary dictionary, CodeLabels labels) {
        this.dictionary = dictionary;
        this.labels = labels;
    }

    /// A workbook, and its first sheet, which explains the others and is made from them.
    record GeneratedWorkbook(byte[] xlsx, CsvSheet about) {}

    /// @param csvSheets the sheets of one workbook, in any order; an older first sheet is ignored
    GeneratedWorkbook generate(String name, List<CsvSheet> csvSheets) {
        var sheets = SheetOrder.sort(csvSheets.stream()
                .filter(t -> !t.sheet().equals(AboutSheet.NAME))
                .toList());
        CsvSheet about = AboutSheet.of(name, sheets, dictionary, labels);
        try (var workbook = new XSSFWorkbook()) {
            var styles = new CellStyles(workbook);
            about(workbook, styles, about);
            var tableSheets = new TableSheetWriter(workbook, styles, dictionary, labels);
            var plainSheets = new PlainSheetWriter(workbook, styles, dictionary, labels);
            for (CsvSheet csvSheet : sheets) {
                var layouts = TableLayout.of(csvSheet);
                if (layouts.isEmpty()) {
                    plainSheets.write(csvSheet);
                } else {
                    tableSheets.write(csvSheet, layouts, about);
                }
            }
            workbook.setActiveSheet(0);
            return new GeneratedWorkbook(bytes(workbook), about);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void about(XSSFWorkbook workbook, CellStyles styles, CsvSheet about) {
        XSSFSheet sheet = workbook.createSheet(AboutSheet.NAME);
        sheet.setDisplayGridlines(false);
        sheet.setTabColor(SheetFormat.colour("5B6573"));
        for (int r = 0; r < about.rows().size(); r++) {
            XSSFRow row = sheet.createRow(r);
            var cells = about.rows().get(r);
            for (int c = 0; c < cells.size(); c++) {
                Role role = c > 0 ? Role.PROSE : cells.size() > 1 ? Role.ROW_LABEL : r == 0 ? Role.TITLE : Role.SECTION;
                SheetFormat.fill(row.createCell(c), cells.get(c), role, styles, CellStyles.TEXT);
            }
        }
        sheet.setColumnWidth(0, SheetFormat.width(26));
        sheet.setColumnWidth(1, SheetFormat.width(74));
        sheet.setColumnWidth(2, SheetFormat.width(58));
        SheetFormat.setRowHeights(sheet, r -> true);
        SheetFormat.setUpPrinting(sheet, -1, 1);
    }

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
