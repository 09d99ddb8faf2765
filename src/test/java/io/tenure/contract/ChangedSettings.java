package io.tenure.contract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;

/// The settings that ship, with other words in them: a change of tables alone.
final class ChangedSettings {
    private ChangedSettings() {}

    /// With other words for DECLINE.
    static byte[] withDeclineLabel(String label) throws IOException {
        byte[] shipped = Files.readAllBytes(Path.of("decision-tables/settings.xlsx"));
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(shipped));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (Row row : book.getSheet("Labels")) {
                if (row.getCell(0) != null && row.getCell(0).toString().equals("DECLINE")) {
                    row.getCell(1).setCellValue(label);
                }
            }
            book.write(out);
            return out.toByteArray();
        }
    }
}
