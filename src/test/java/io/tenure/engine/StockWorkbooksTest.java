package io.tenure.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.drools.decisiontable.SpreadsheetCompilerUnitTest;
import org.junit.jupiter.api.Test;

/// The sample workbooks that Drools tests itself with, each read like an upload.
///
/// All load, or are rejected with a reason and an address. `-Dgolden=write` rewrites the golden file.
class StockWorkbooksTest {
    private static final Path GOLDEN = Path.of("src/test/resources/cases/stock-drools/expected.txt");
    private static final String SETTINGS = "decision-tables/settings.xlsx";

    @Test
    void eachIsReadOrRejectedWithAReasonAndAnAddress() throws Exception {
        StringBuilder listing = new StringBuilder();
        for (Map.Entry<String, byte[]> sample : samples().entrySet()) {
            String name = sample.getKey().substring(sample.getKey().lastIndexOf('/') + 1);
            listing.append(sample.getKey()).append('\n');
            List<Finding> findings = findings(name, sample.getValue());
            listing.append(describe(findings));
            assertAddressed(name, findings);
            if (!name.endsWith(".xlsx")) {
                String converted = name.replaceFirst("\\.(xls|csv)$", ".xlsx");
                List<Finding> inside = findings(converted, xlsx(name, sample.getValue()));
                listing.append("  saved as .xlsx\n").append(describe(inside));
                assertAddressed(converted, inside);
            }
        }
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, listing, UTF_8);
        }
        assertThat(listing.toString()).isEqualTo(Files.readString(GOLDEN, UTF_8));
    }

    private static void assertAddressed(String name, List<Finding> findings) {
        assertThat(findings)
                .filteredOn(f -> f.severity() == Finding.Severity.ERROR)
                .allSatisfy(f -> {
                    assertThat(f.address().file()).isEqualTo("decision-tables/" + name);
                    if (!f.code().equals("wrong-format") && !f.code().equals("too-large")) {
                        assertThat(f.address().sheet()).isNotEmpty();
                    }
                    assertThat(f.message().en()).isNotBlank();
                    assertThat(f.fix().en()).isNotBlank();
                });
    }

    private static String describe(List<Finding> findings) {
        List<Finding> errors = findings.stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .toList();
        if (errors.isEmpty()) {
            return findings.stream().anyMatch(f -> f.code().equals("no-table"))
                    ? "    loads, with a warning that a sheet has no table\n"
                    : "    loads\n";
        }
        StringBuilder said = new StringBuilder("    refused\n");
        errors.stream()
                .limit(4)
                .forEach(f -> said.append("      %s at %s: %s%n"
                        .formatted(
                                f.code(),
                                f.address().toString().replaceFirst("^decision-tables/", ""),
                                f.message().en())
                        .replace("\r\n", "\n")));
        if (errors.size() > 4) {
            said.append("      and ").append(errors.size() - 4).append(" more\n");
        }
        return said.toString();
    }

    private static List<Finding> findings(String name, byte[] bytes) throws IOException {
        Bundle bundle =
                Bundle.of(Map.of(SETTINGS, Files.readAllBytes(Path.of(SETTINGS)), "decision-tables/" + name, bytes));
        return switch (new BundleReader().read(bundle)) {
            case Checked.Invalid(List<Finding> findings) -> findings;
            case Checked.Valid(var ruleset, List<Finding> warnings) ->
                switch (new Engine().compile(ruleset)) {
                    case Checked.Valid<?, ?> _ -> warnings;
                    case Checked.Invalid(List<Finding> findings) -> findings;
                };
        };
    }

    private static Map<String, byte[]> samples() throws IOException, URISyntaxException {
        Path jar = Path.of(SpreadsheetCompilerUnitTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, byte[]> samples = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) file.stream()::iterator) {
                if (entry.getName().matches(".*\\.(xls|xlsx|csv)")) {
                    try (var in = file.getInputStream(entry)) {
                        samples.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        assertThat(samples).hasSizeGreaterThan(60);
        return samples;
    }

    /// The same sheets as a person saves them from a spreadsheet program.
    private static byte[] xlsx(String name, byte[] bytes) throws IOException {
        try (var to = new XSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            if (name.endsWith(".csv")) {
                csv(new String(bytes, UTF_8), to);
            } else {
                try (var from = new HSSFWorkbook(new ByteArrayInputStream(bytes))) {
                    copy(from, to);
                }
            }
            to.write(out);
            return out.toByteArray();
        }
    }

    private static void csv(String text, XSSFWorkbook to) throws IOException {
        var sheet = to.createSheet("Tables");
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setIgnoreEmptyLines(false)
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
        try (var parser = format.parse(new StringReader(text))) {
            for (var record : parser) {
                var row = sheet.createRow(sheet.getPhysicalNumberOfRows());
                for (int column = 0; column < record.size(); column++) {
                    if (!record.get(column).isEmpty()) {
                        row.createCell(column).setCellValue(record.get(column));
                    }
                }
            }
        }
    }

    private static void copy(Workbook from, XSSFWorkbook to) {
        Map<String, CellStyle> styles = new TreeMap<>();
        from.sheetIterator().forEachRemaining(sheet -> {
            var copy = to.createSheet(sheet.getSheetName());
            sheet.forEach(row -> {
                var newRow = copy.createRow(row.getRowNum());
                row.forEach(cell -> {
                    var newCell = newRow.createCell(cell.getColumnIndex());
                    String format = cell.getCellStyle().getDataFormatString();
                    newCell.setCellStyle(styles.computeIfAbsent(format, f -> {
                        CellStyle style = to.createCellStyle();
                        style.setDataFormat(to.createDataFormat().getFormat(f));
                        return style;
                    }));
                    fill(cell, newCell);
                });
            });
            new ArrayList<>(sheet.getMergedRegions()).forEach(copy::addMergedRegionUnsafe);
        });
    }

    private static void fill(Cell from, Cell to) {
        CellType type = from.getCellType();
        if (type == CellType.FORMULA) {
            // A formula over another file cannot be written without that file; its result can.
            if (!from.getCellFormula().contains("[")) {
                to.setCellFormula(from.getCellFormula());
            }
            type = from.getCachedFormulaResultType();
        }
        switch (type) {
            case STRING -> to.setCellValue(from.getStringCellValue());
            case NUMERIC -> to.setCellValue(from.getNumericCellValue());
            case BOOLEAN -> to.setCellValue(from.getBooleanCellValue());
            case ERROR ->
                to.setCellErrorValue(
                        FormulaError.forInt(from.getErrorCellValue()).getCode());
            case BLANK, FORMULA, _NONE -> {}
        }
    }
}
