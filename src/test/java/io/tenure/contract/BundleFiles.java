package io.tenure.contract;

import static io.tenure.contract.RulesApi.file;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;

/// The bundled files, changed for a test.
public final class BundleFiles {
    private BundleFiles() {}

    public static byte[] more(String path, String text) throws IOException {
        return (Files.readString(Path.of(path)) + "\n" + text).getBytes(UTF_8);
    }

    /// The bundled settings with a number in the label of a stage, which no scenario tests.
    public static byte[] settings(double number) throws IOException {
        return edited("Labels", "DECLINE", 1, "Decline " + number);
    }

    public static byte[] edited(String sheet, String name, int column, Object value) throws IOException {
        return edited(Files.readAllBytes(Path.of("decision-tables/settings.xlsx")), sheet, name, column, value);
    }

    public static byte[] edited(byte[] settings, String sheet, String name, int column, Object value)
            throws IOException {
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(settings))) {
            for (Row row : book.getSheet(sheet)) {
                Cell first = row.getCell(0);
                if (first != null && first.toString().equals(name)) {
                    if (value instanceof Double number) {
                        row.getCell(column).setCellValue(number);
                    } else {
                        row.getCell(column).setCellValue(value.toString());
                    }
                    return bytes(book);
                }
            }
        }
        throw new AssertionError("no " + name + " in " + sheet);
    }

    /// The bundled workbook of boundary cases without one of them, so that a change of a table goes unnoticed.
    ///
    /// @param scenario how its name begins
    public static byte[] boundariesWithout(String scenario) throws IOException {
        byte[] boundaries = Files.readAllBytes(Path.of("scenarios/boundaries.xlsx"));
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(boundaries))) {
            Sheet sheet = book.getSheet("Scenarios");
            List<Row> rows = new ArrayList<>();
            sheet.forEach(rows::add);
            rows.stream()
                    .filter(row ->
                            row.getCell(0) != null && row.getCell(0).toString().startsWith(scenario))
                    .forEach(sheet::removeRow);
            return bytes(book);
        }
    }

    private static byte[] bytes(Workbook book) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        book.write(bytes);
        return bytes.toByteArray();
    }

    static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                files.put(e.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
