package io.tenure.contract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;

/// The bundled settings with other labels: a change of tables only.
final class ChangedSettings {
    private ChangedSettings() {}

    /// With another label for DECLINE.
    static byte[] withDeclineLabel(String label) throws IOException {
        byte[] bundled = Files.readAllBytes(Path.of("decision-tables/settings.xlsx"));
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(bundled));
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
